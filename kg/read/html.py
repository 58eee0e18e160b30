"""Web pages: main text, title, date and publisher, found by trafilatura (https://trafilatura.readthedocs.io).

A page may say which encoding it has; that is believed. A date of publication is taken from where pages declare it
(metadata, ``<time>``, the address), never from the running text: the events' dates stand there.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from kg.errors import InputError
from kg.read.decode import decode, newlines

__all__ = ["page_text", "record_of_page"]

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}encoding=["']([\w.:-]+)""", re.I
)
_REACH = 4096
_ENCODINGS = {
    "windows-1256": "cp1256",
    "cp1256": "cp1256",
    "iso-8859-6": "iso8859-6",
    "windows-1252": "cp1252",
    # By the WHATWG's encoding standard, pages that declare Latin 1 are read as Windows' superset of it.
    "iso-8859-1": "cp1252",
}
_DATE_CONFIG = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d", "max_date": "2100-01-01"}
_TELLS_DATE = re.compile(r"date|time|publish|created|issued", re.I)


def page_text(data: bytes, name: str) -> str:
    """The page's source, decoded as the page says, else from UTF-8. Raises `InputError`."""
    found = _DECLARED.search(data, 0, _REACH)
    declared = (found[1] or found[2]).decode("ascii", "replace").lower() if found else "utf-8"
    codec = _ENCODINGS.get(declared)
    if codec is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    try:
        return newlines(data.decode(codec))
    except UnicodeDecodeError as error:
        reason = f"says that it is {declared}, but byte {error.start} (0x{data[error.start]:02x}) is none"
        raise InputError(reason, name) from error


def record_of_page(page: str, name: str) -> dict[str, Any]:
    """The fields of the article on a page. Raises `InputError` if no main text can be found."""
    # Imported here, since other forms of input should not wait for it.
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    if not isinstance(found, Document) or not found.text:
        raise InputError("no article text found on this page", name)
    title = found.title
    text = found.text
    if title and text.partition("\n")[0].strip() == title.strip():
        text = text.partition("\n")[2]
    return {
        "text": text,
        "title": title,
        "published": _published(page),
        "source": found.sitename or found.hostname,
        "url": found.url,
        "language": found.language,
    }


def _published(page: str) -> str | None:
    """The day of publication that the page declares."""
    import trafilatura

    tree = trafilatura.load_html(page)
    bare = trafilatura.load_html("<html><head></head><body></body></html>")
    if tree is None or bare is None:
        return None
    for element in list(tree.iter("meta", "link", "script", "time")):
        if _declares_date(element):
            element.tail = None
            bare.find("head" if element.tag != "time" else "body").append(element)
    metadata = trafilatura.extract_metadata(bare, date_config=_DATE_CONFIG)
    return str(metadata.date) if metadata and metadata.date else None


def _declares_date(element: Any) -> bool:
    """Whether an element of the page's tree may say when it was published."""
    attributes = {name: str(value).lower() for name, value in element.attrib.items()}
    match element.tag:
        case "meta":
            names = " ".join(attributes.get(name, "") for name in ("name", "property", "itemprop", "http-equiv"))
            return names == "og:url" or _TELLS_DATE.search(names) is not None
        case "link":
            return attributes.get("rel") == "canonical"
        case "script":
            return attributes.get("type") == "application/ld+json"
    return True
