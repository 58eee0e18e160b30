"""`kg validate`: does a store obey the ontology and its shapes?"""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Check a store against the SHACL shapes and the ontology. Each violation is printed with its node, the shape
and what to do. Exit code 1 if there is one; warnings are printed too and do not count. SPARQL made from the shapes
finds the nodes that may be wrong, and pySHACL judges these; --full lets it judge all, which takes many times as long.

example:
  kg validate --store war.store"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg validate`."""
    add_store_option(parser)
    parser.add_argument("--full", action="store_true", help="run every shape on every node, without looking first")


def run(arguments: argparse.Namespace) -> int:
    """Validate and print the violations."""
    from kg.ontology.reason import check_ontology
    from kg.rdf.validate import Severity, validate
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    store = OxigraphStore(folder_of(arguments.store, "validate"), read_only=True)
    verdict = check_ontology()
    found = validate(store.quads, screened=not arguments.full)
    for problem in verdict.problems:
        print(f"violation: <{problem.node}>: {problem.message}")
    for violation in found:
        print(violation)
    wrong = len(verdict.problems) + sum(violation.severity is Severity.VIOLATION for violation in found)
    print(f"ontology: {'consistent' if verdict.consistent else 'inconsistent'} ({verdict.by})", file=sys.stderr)
    print(f"{wrong} violations" if wrong else "valid", file=sys.stderr)
    return EXIT_FAILURES if wrong else EXIT_DONE
