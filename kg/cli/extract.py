"""`kg extract`: what is understood of an article, without a store."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from typing import Any

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.errors import InputError
from kg.model import Extraction, LinkedExtraction, Mention, PartialDate
from kg.seams import load, names

__all__ = ["HELP", "configure", "extraction_as_dict", "run"]

HELP = """Print the entities, events and claims of each article: as JSON Lines, one article a line, and in a terminal as
the text with what was understood coloured where it stands.

examples:
  kg extract seeds/ | jq '.events[]'
  FORCE_COLOR=1 kg extract --format text seeds/ | less -R
  echo 'التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو.' | kg extract -"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg extract`."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder or -")
    engines = ", ".join(names("extractor"))
    parser.add_argument(
        "--format",
        choices=("auto", "jsonl", "text"),
        default="auto",
        help="jsonl: one JSON object a line; text: the marked text (default: text in a terminal, else jsonl)",
    )
    parser.add_argument(
        "--engine", "--ner", default="accurate", help=f"how names are found: {engines} (default: %(default)s)"
    )
    parser.add_argument(
        "--linker", default="offline", help=f"how names are linked: {', '.join(names('linker'))} (default: %(default)s)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Extract article by article and print each at once."""
    from kg.read import read_articles
    from kg.text.segment import analyse

    extractor, linker = load("extractor", arguments.engine)(), load("linker", arguments.linker)()
    show = _printer(arguments.format)
    code = EXIT_DONE
    for item in read_articles(arguments.inputs, stdin=sys.stdin.buffer):
        if isinstance(item, InputError):
            print(f"kg extract: {item}", file=sys.stderr)
            code = EXIT_FAILURES
            continue
        show(linker.link(extractor.extract(analyse(item))))
    return code


def _printer(form: str) -> Callable[[LinkedExtraction], None]:
    """What prints an article in the form that was asked for, or that fits where it goes."""
    if form == "text" or (form == "auto" and sys.stdout.isatty()):
        return _text_printer()
    return lambda linked: print(json.dumps(extraction_as_dict(linked), ensure_ascii=False), flush=True)


def _text_printer() -> Callable[[LinkedExtraction], None]:
    from rich.console import Console
    from rich.text import Text

    from kg.cli.marked import LEGEND, marked_article
    from kg.ontology.schema import Schema

    console, is_a = Console(highlight=False), Schema.load().is_a
    console.print(Text(" ").join(Text(f" {label} ", style=style) for style, label in LEGEND))

    def show(linked: LinkedExtraction) -> None:
        console.print()
        for line in marked_article(linked, is_a):
            console.print(line)

    return show


def extraction_as_dict(linked: LinkedExtraction) -> dict[str, Any]:
    """A linked extraction in JSON's types. Each mention carries its surface form beside its offsets."""
    extraction = linked.extraction
    links = {link.entity: link for link in linked.links}
    entities = []
    for entity in extraction.entities:
        row = _row(entity, extraction)
        if link := links.get(entity.id):
            row["wikidata"], row["geonames"], row["confidence"] = link.qid, link.geonames, link.confidence
        entities.append(row)
    article = extraction.document.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "entities": entities,
        "events": [_row(event, extraction) for event in extraction.events],
        "claims": [_row(claim, extraction) for claim in extraction.claims],
    }


def _row(value: Any, extraction: Extraction) -> dict[str, Any]:
    """The filled fields of a dataclass of the model."""
    text = extraction.document.article.text

    def plain(item: Any) -> Any:
        match item:
            case Mention():
                return {"begin": item.begin, "end": item.end, "text": text[item.begin : item.end], "by": item.by}
            case PartialDate():
                return item.lexical
            case tuple():
                return [plain(part) for part in item]
        return getattr(item, "value", item)

    fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return {name: content for name, content in fields.items() if content not in (None, [])}
