"""Fuzz the readers, the date resolver and the mapper, guided by which code an input reaches (Atheris, libFuzzer).

    python -m kg.bench.fuzzing readers|dates|mapper [--seconds 60] [--keep FOLDER]

    pip install 'khabar-kg[fuzz]'

It begins with the hostile files of `kg.bench.hostile` and changes them. An input that raises what none may raise is
kept in FOLDER, and so are inputs that reach new code, to begin with the next time. Exit code 0 if nothing was found;
else 77, as libFuzzer has it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import MissingDataError

__all__ = ["main"]

_ENDINGS = (".txt", ".md", ".json", ".jsonl", ".html", ".jsonl.gz", ".txt.zst", ".json.gz")
_SEEDS = 200
_MOST_BYTES = 4096
_FIRST_DAY = date(1990, 1, 1)
_Target = Callable[[bytes], None]


def _readers(folder: Path) -> _Target:
    """Bytes as a file of articles; the first byte tells its ending."""
    from kg.errors import InputError
    from kg.model import Article
    from kg.read import read_articles

    def read(data: bytes) -> None:
        if not data:
            return
        path = folder / f"f{_ENDINGS[data[0] % len(_ENDINGS)]}"
        path.write_bytes(data[1:])
        for item in read_articles([str(path)]):
            if isinstance(item, Article):
                item.text.encode()  # no half of a surrogate pair comes through
            elif not isinstance(item, InputError) or not item.reason:
                raise TypeError(f"neither an article nor an error that says why: {item!r}")

    return read


def _dates(_: Path) -> _Target:
    """Text whose dates are looked for; the first two bytes tell the day of publication, or that there is none."""
    from kg.text.dates import find_dates

    def find(data: bytes) -> None:
        day = int.from_bytes(data[:2], "big")
        text = data[2:].decode("utf-8", "ignore")
        for found in find_dates(text, _FIRST_DAY + timedelta(day) if day % 8 else None):
            if not 0 <= found.begin < found.end <= len(text):
                raise ValueError(f"a date outside of its text: {found!r}")
            if found.value is not None:
                _ = found.value.lexical

    return find


def _mapper(folder: Path) -> _Target:
    """A JSON record, understood and mapped; what comes out must load."""
    from kg.bench.hostile import survive
    from kg.work.recipe import Recipe

    understanding = Recipe("fast").prepare()

    def understand(data: bytes) -> None:
        path = folder / "f.json"
        path.write_bytes(data[1:])
        survive(path, understanding)

    return understand


_TARGETS = {"readers": _readers, "dates": _dates, "mapper": _mapper}


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz. At the end libFuzzer ends the process itself. Raises `MissingDataError` without Atheris."""
    parser = argparse.ArgumentParser(prog="python -m kg.bench.fuzzing", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=_TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where inputs are kept (default: nowhere)")
    arguments = parser.parse_args(argv)
    try:
        import atheris
    except ImportError as error:
        raise MissingDataError("fuzzing needs Atheris: pip install 'khabar-kg[fuzz]'") from error
    with TemporaryDirectory() as name:
        folder, corpus = Path(name), arguments.keep or Path(name) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        with atheris.instrument_imports(include=["kg.read", "kg.text", "kg.rdf"]):
            target = _TARGETS[arguments.target](folder)
        _seed(corpus)
        options = (f"-max_total_time={arguments.seconds}", f"-max_len={_MOST_BYTES}", "-timeout=30")
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={corpus}/", str(corpus)], target)
        atheris.Fuzz()
    return 0


def _seed(corpus: Path) -> None:
    from kg.bench.hostile import hostile_files

    with TemporaryDirectory() as folder:
        for number, path in enumerate(hostile_files(Path(folder), _SEEDS)):
            ending = "".join(path.suffixes)
            head = bytes((_ENDINGS.index(ending),)) if ending in _ENDINGS else b"\0"
            (corpus / f"seed-{number}").write_bytes(head + path.read_bytes()[: _MOST_BYTES - 1])


if __name__ == "__main__":
    sys.exit(main())
