"""Throw hostile articles at the readers, the engine, the date resolver and the mapper.

    python -m kg.bench.hostile [--inputs 10000] [--seed 0]

Files are made by breaking good ones: control characters, directions, lone surrogates, NULs, floods of one character,
broken JSON and compression, deep nesting, path tricks in ids, impossible dates, IRIs with spaces. Each must become an
article in the store's terms, or a reported failure; an exception is a crash. Exit code 1 if there was one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import zstandard

from kg.pipeline import read
from kg.rdf.terms import lines
from kg.read import read_articles
from kg.work.outcome import Failure, Understood
from kg.work.recipe import Recipe, Understanding

__all__ = ["hostile_files", "main", "survive"]

_SENTENCES = (
    "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي في أنقرة يوم الثلاثاء 4 مايو 2021.",
    "قصفت طائرات مسيرة قاعدة جوية قرب مدينة حلب أمس، ما أدى إلى مقتل 12 جنديا وإصابة آخرين.",
    "ونفى المتحدث باسم الجيش وقوع الهجوم، وقال إن «الأنباء كاذبة».",
    "في ٣٠ فبراير ٩٩٩٩٩ أعلنت الأمم المتحدة عقد جولة محادثات في جنيف بين 2020/13/45 والأسبوع المقبل.",
)
_INSERTS = (
    *("\u202e", "\u200f", "\u2066", "\ufeff", "\u200b", "\u0640" * 50, "\u064b" * 40, "\x07", "\x1b[31m", "\x00"),
    *("\ufffe", "😀👩\u200d👩\u200d👧", "🇸🇾", "<script>", "&#x0;", "٠" * 400, "9" * 500, "«" * 60, "(" * 300, "\r"),
    *("\u2028", "\\u0000", "و" * 300, "S\u0303\u0301\u0302", "1-1-99999", "31/02/0000", "عام " * 50, "ال" * 200),
    *("'\"`", "http://a b/<>", "%00"),
)
_ENDINGS = (".txt", ".md", ".json", ".jsonl", ".html", ".jsonl.gz", ".txt.zst", ".json.gz")


def hostile_files(folder: Path, count: int, seed: int = 0) -> Iterator[Path]:
    """Write `count` hostile files, one after the other, and remove each when the next is asked for."""
    for number in range(count):
        random = Random(f"{seed} {number}")
        path = folder / f"h{number}{random.choice(_ENDINGS)}"
        path.write_bytes(_packed(_broken(_content(path.name, random), random), path.suffix, random))
        yield path
        path.unlink()


def _text(random: Random) -> str:
    text = " ".join(random.choice(_SENTENCES) for _ in range(random.randrange(4)))
    for _ in range(random.randrange(5)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(_INSERTS) + text[at:]
    if random.random() < 0.2:
        letters = list(text)
        random.shuffle(letters)
        text = "".join(letters)
    return text


def _content(name: str, random: Random) -> bytes:
    if ".json" in name:
        return "\n".join(_record(random) for _ in range(random.randrange(1, 3))).encode("utf-8", "surrogatepass")
    if ".html" in name:
        return _page(random).encode()
    return f"{_text(random)}\n{_text(random)}".encode()


def _record(random: Random) -> str:
    odd: tuple[object, ...] = (
        *(None, 7, True, [], {}, "", " ", "../../etc/passwd", "a b<c>", "\ud800"),
        *("99999-01-01", "2021-02-30", "x" * 9000),
    )
    record: dict[str, object] = {"text": _text(random), "title": _text(random)}
    for field in ("id", "published", "source", "url", "language", "text"):
        if random.random() < 0.25:
            record[field] = random.choice(odd)
    written = json.dumps(record, ensure_ascii=random.random() < 0.5)
    if random.random() < 0.05:
        return "[" * 20_000
    return written[: random.randrange(len(written))] if random.random() < 0.1 else written


def _page(random: Random) -> str:
    depth = random.choice((0, 0, 5, 3000))
    body = "".join(f"<p>{_text(random)}</p>" for _ in range(3))
    date = random.choice(("2021-05-04", "99999-99-99", "", "\x00"))
    head = f"<meta property='article:published_time' content='{date}'><title>{_text(random)}</title>"
    return f"<html><head>{head}</head><body>{'<div>' * depth}{body}{'</div>' * depth}</body></html>"


def _broken(data: bytes, random: Random) -> bytes:
    """Sometimes cut, or with bytes that are no text."""
    if data and random.random() < 0.15:
        data = data[: random.randrange(len(data))]
    if random.random() < 0.15:
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.randbytes(random.randrange(1, 9)) + data[at:]
    return data


def _packed(data: bytes, ending: str, random: Random) -> bytes:
    match ending:
        case ".gz":
            data = gzip.compress(data)
        case ".zst":
            data = zstandard.compress(data)
    return _broken(data, random)


def survive(path: Path, understanding: Understanding) -> tuple[int, int]:
    """Read one hostile file, and return how many articles and how many failures it gave.

    Raises whatever is raised where nothing should be: by a reader, or by a store that can't load what was mapped.
    """
    articles = failures = 0
    for outcome in understanding(read(read_articles([str(path)]))):
        if isinstance(outcome, Understood):
            graph = outcome.graph
            ox.Store().load(lines((*graph.quads, *graph.links, *graph.merges)).encode(), ox.RdfFormat.N_QUADS)
            articles += 1
        elif isinstance(outcome, Failure):
            if not outcome.reason:
                raise ValueError(f"no reason that a person can read: {outcome}")
            # An exception inside a stage is kept from the run, and is a crash all the same.
            if outcome.reason.partition(":")[0].endswith("Error"):
                raise RuntimeError(str(outcome))
            failures += 1
    return articles, failures


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print what came of it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.bench.hostile", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args(argv)
    understanding = Recipe("fast").prepare()
    articles = failures = crashes = 0
    with TemporaryDirectory() as folder:
        for path in hostile_files(Path(folder), arguments.inputs, arguments.seed):
            try:
                read_well, reported = survive(path, understanding)
            except (Exception, RecursionError):  # noqa: BLE001 - what this is here to find
                crashes += 1
                print(f"{path.name} (--seed {arguments.seed}):\n{traceback.format_exc()}", file=sys.stderr)
            else:
                articles += read_well
                failures += reported
    print(f"{arguments.inputs} hostile files: {articles} articles, {failures} failures reported, {crashes} crashes")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
