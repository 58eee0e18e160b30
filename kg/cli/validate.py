"""`kg validate`: does a store obey the ontology and its shapes?"""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Check a store against the SHACL shapes and the ontology. Each violation is printed with its node, the shape
and what to do. Exit code 1 if there is one; warnings are printed too and don't count.

example:
  kg validate --store war.store"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg validate`."""
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Validate and print the violations."""
    import pyoxigraph

    from kg.errors import StoreError
    from kg.ontology.reason import check_ontology
    from kg.rdf.validate import Severity, validate

    if not (arguments.store / "CURRENT").exists():
        raise StoreError(f"no store in {arguments.store}; make one with: kg build --store {arguments.store} INPUT …")
    verdict = check_ontology()
    found = validate(pyoxigraph.Store.read_only(str(arguments.store)))
    for problem in verdict.problems:
        print(f"violation: <{problem.node}>: {problem.message}")
    for violation in found:
        print(violation)
    wrong = len(verdict.problems) + sum(violation.severity is Severity.VIOLATION for violation in found)
    print(f"ontology: {'consistent' if verdict.consistent else 'inconsistent'} ({verdict.by})", file=sys.stderr)
    print(f"{wrong} violations" if wrong else "valid", file=sys.stderr)
    return EXIT_FAILURES if wrong else EXIT_DONE
