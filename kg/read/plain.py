"""Texts: the first line is the title, and a file of the same name that ends in ``.json`` may tell more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import decode
from kg.read.record import FIELDS, article_of, parse_object
from kg.read.remote import RemoteFile
from kg.read.unpack import read_bytes

__all__ = ["read_plain"]


def read_plain(text: str, name: str, default_id: str, *, markdown: bool, sidecar: Path | RemoteFile | None) -> Article:
    """The article of a text. The article's text is `text` as it stands, whatever the sidecar calls its title.

    Raises `InputError`; what is wrong with the sidecar is reported of the sidecar.
    """
    first, newline, body = text.partition("\n")
    has_title = bool(newline and first.strip() and body.strip())
    record = {"title": first, "text": body} if has_title else {"text": text}
    article = article_of(record, default_id, name)
    if markdown and article.title:
        article = replace(article, title=article.title.lstrip("#").strip() or None)
    return article if sidecar is None else _described(article, sidecar)


def _described(article: Article, sidecar: Path | RemoteFile) -> Article:
    name = str(sidecar)
    try:
        with sidecar.open("rb") as file:
            fields = parse_object(decode(read_bytes(file, name), name), name, 1)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror or error}", name) from error
    given = article_of({field: fields.get(field) for field in FIELDS} | {"text": article.text}, article.id, name)
    return replace(given, text=article.text, title=given.title or article.title, origin=article.origin)
