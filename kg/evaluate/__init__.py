"""Figures of quality: what the parts find, held against annotations that a user has."""
