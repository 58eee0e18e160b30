"""Files, folders and streams of articles → `Article`, one by one; what can't be read is reported in its place."""

from __future__ import annotations

from kg.read.inputs import read_articles

__all__ = ["read_articles"]
