"""`kg link`: which items of the index a name may be, and why."""

from __future__ import annotations

import argparse

from kg.cli import EXIT_DONE, EXIT_FAILURES

__all__ = ["HELP", "configure", "run"]

HELP = """Explain how a name is linked: the candidates of the offline index with the features that make their scores.

examples:
  kg link --explain طرابلس --type City
  kg link --explain 'وزارة الخارجية الروسية' --type GovernmentBody"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg link`."""
    parser.add_argument("--explain", required=True, metavar="NAME", help="the name, in any spelling")
    parser.add_argument("--type", default="Place", metavar="CLASS", help="what it names (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Print the candidates, the best first; exit code 1 if there are none."""
    from kg.link.linker import OfflineLinker

    candidates = OfflineLinker().explain(arguments.explain, arguments.type)
    for scored in candidates:
        row = scored.row
        ids = " ".join(part for part in (row.qid or "", f"gn:{row.geonames}" if row.geonames else "") if part)
        features = ", ".join(f"{name} {value:.2f}" for name, value in scored.features.items() if value)
        print(f"{scored.score:.2f}  {ids:24} {row.type:16} {row.label_en} ({row.country or '–'})  [{features}]")
    return EXIT_DONE if candidates else EXIT_FAILURES
