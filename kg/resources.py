"""Where the files that travel with the package lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["data_dir", "ontology_dir", "queries_dir"]

_PACKAGE = Path(__file__).parent


def data_dir() -> Path:
    """The folder of shipped lexicons, gazetteers and models."""
    return _PACKAGE / "data"


def ontology_dir() -> Path:
    """The folder that holds ``kg.ttl``, ``shapes.ttl`` and ``alignments.ttl``."""
    return _top_level("ontology", "kg.ttl")


def queries_dir() -> Path:
    """The folder of the saved queries, ``NAME.rq``."""
    return _top_level("queries", None)


def _top_level(name: str, witness: str | None) -> Path:
    """`name` beside the package in a checkout, else the copy that the wheel carries."""
    checkout = _PACKAGE.parent / name
    in_checkout = (_PACKAGE.parent / "pyproject.toml").is_file() and (checkout / (witness or "")).exists()
    return checkout if in_checkout else _PACKAGE / "data" / name
