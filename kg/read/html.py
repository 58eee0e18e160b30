"""Web pages: main text, title, date and publisher, found by trafilatura (https://trafilatura.readthedocs.io)."""

from __future__ import annotations

from typing import Any

import trafilatura
from trafilatura.settings import Document

from kg.errors import InputError

__all__ = ["record_of_page"]


def record_of_page(page: str, path: str) -> dict[str, Any]:
    """The fields of the article on a page. Raises `InputError` if no main text can be found."""
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    if not isinstance(found, Document) or not found.text:
        raise InputError("no article text found on this page", path)
    return {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "source": found.sitename or found.hostname,
        "url": found.url,
        "language": found.language,
    }
