"""``python -m kg.train ner|crf …`` remakes the shipped models from the corpora."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Train what the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ner = commands.add_parser("ner", help="fine-tune the encoder")
    for name in ("--corpora", "--gold", "--out"):
        ner.add_argument(name, type=Path, required=True)
    ner.add_argument("--minutes", type=float, default=60.0)
    ner.add_argument("--seed", type=int, default=13)
    ner.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    from kg.train.ner import NerOptions, train_ner  # torch takes seconds to import

    train_ner(
        NerOptions(
            arguments.corpora,
            arguments.gold,
            arguments.out,
            minutes=arguments.minutes,
            seed=arguments.seed,
            threads=arguments.threads,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
