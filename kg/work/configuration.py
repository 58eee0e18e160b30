"""All that the outcome depends on beside the articles, in one digest: code, models, lexicons, gazetteers, ontology."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kg import __version__
from kg.resources import data_dir, ontology_dir

__all__ = ["configuration"]

_STAGES = ("text", "gazetteer", "extract", "link", "merge", "ontology", "rdf", "model.py")
_SKIPPED = ("__pycache__", "queries")


def configuration(engine: str, linker: str, *, text: bool = True) -> str:
    """The digest for an engine and a linker, given by name, and for whether texts are kept."""
    names = "\n".join((__version__, engine, linker, "" if text else "no text", _others(), _files()))
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def _others() -> str:
    """Installed packages that bring engines or linkers of their own."""
    points = [point for seam in ("extractor", "linker") for point in entry_points(group=f"khabar.{seam}")]
    return " ".join(sorted(f"{p.name}={p.value} {p.dist.name} {p.dist.version}" for p in points if p.dist is not None))


@cache
def _files() -> str:
    package = data_dir().parent
    found = sorted(
        (file.relative_to(root).as_posix(), file)
        for root in (package, data_dir(), ontology_dir())
        for file in _inside(root, package)
    )
    whole = hashlib.sha256()
    for name, file in found:
        whole.update(f"{name}\n".encode())
        with file.open("rb") as content:
            whole.update(hashlib.file_digest(content, "sha256").digest())
    return whole.hexdigest()


def _inside(root: Path, package: Path) -> Iterator[Path]:
    if root == package:
        sources = [package / stage for stage in _STAGES]
        yield from (file for source in sources for file in ([source] if source.is_file() else source.rglob("*.py")))
    else:
        yield from (f for f in root.rglob("*") if f.is_file() and not set(f.relative_to(root).parts) & set(_SKIPPED))
