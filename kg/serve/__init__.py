"""Serving a store over HTTP: a SPARQL 1.1 endpoint, the saved queries as an API, and the explorer."""
