"""`kg plot`: pictures for people who write reports."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_queries_option, add_store_option, written_whole
from kg.cli.selecting import add_selection_options, selection_of
from kg.errors import ConfigError

__all__ = ["HELP", "configure", "run"]

KINDS = ("timeline", "map", "network", "matrix")

HELP = """Draw a picture of the graph, or of a part of it, as SVG or PNG.

  timeline  events in time: one by one where they are few, else how many in each month
  map       where events happen, on coasts and frontiers
  network   who attacks whom and who meets whom (with --network roles: through which events)
  matrix    who attacks whom, and how often

Arabic is drawn with its letters joined, from right to left.

examples:
  kg plot timeline -o july.svg --from 2021-07 --to 2021-07
  kg plot map -o attacks.png --type Attack --title 'الهجمات'
  kg plot network -o around.svg --around 'حقل العمر'
  kg plot matrix -o who-attacked-whom.png --language en"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg plot`."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"one of: {' '.join(KINDS)}")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a file .svg or .png")
    parser.add_argument("--title", default="", help="a line above the picture")
    parser.add_argument("--language", choices=("ar", "en"), default="ar", help="of the picture (default: %(default)s)")
    parser.add_argument("--size", type=_size, default=(1200, 800), metavar="WxH", help="pixels (default: 1200x800)")
    add_store_option(parser)
    add_selection_options(parser)
    add_queries_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Draw."""
    form = arguments.output.suffix[1:].lower()
    if form not in ("svg", "png"):
        raise ConfigError(f"{arguments.output}: pictures are .svg or .png")
    from kg.export.projection import project
    from kg.plot.drawing import draw
    from kg.store.locate import open_reader

    if arguments.kind == "network" and arguments.network is None:
        arguments.network = "actors"
    store = open_reader(arguments.store)
    projection = project(store, selection_of(arguments, store))
    looks = {"size": arguments.size, "title": arguments.title, "language": arguments.language}
    with written_whole(arguments.output) as out:
        draw(arguments.kind, projection, out, form, **looks)
    print(f"{arguments.output}: {arguments.output.stat().st_size:,} bytes", file=sys.stderr)
    return EXIT_DONE


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text, re.ASCII)
    if match is None or not all(100 <= int(side) <= 10_000 for side in match.groups()):
        raise argparse.ArgumentTypeError(f"a size like 1200x800, each side from 100 to 10000, not {text!r}")
    return int(match[1]), int(match[2])
