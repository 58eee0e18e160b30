"""Measuring: made-up articles of any number, and how long reading, writing, checking and asking take."""
