"""`kg validate`: does a store obey the ontology and its shapes?"""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Check a store against the SHACL shapes and the ontology. Each violation is printed with its node, the shape and what
to do. Exit code 1 if there is one.

example:
  kg validate --store war.store"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg validate`."""
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Validate and print the violations."""
    import pyoxigraph

    from kg.errors import StoreError
    from kg.rdf.validate import validate

    if not (arguments.store / "CURRENT").exists():
        raise StoreError(f"no store in {arguments.store}; make one with: kg build --store {arguments.store} INPUT …")
    violations = validate(pyoxigraph.Store.read_only(str(arguments.store)))
    for violation in violations:
        print(violation)
    print(f"{len(violations)} violations" if violations else "valid", file=sys.stderr)
    return EXIT_FAILURES if violations else EXIT_DONE
