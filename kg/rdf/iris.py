"""Minting of IRIs: deterministic, ASCII only, the same on every machine.

{base}article/{slug}                     an article, and the named graph that holds it
{base}article/{slug}/entity/3            an entity of that article
{base}article/{slug}/event/1             a reported event
{base}article/{slug}/claim/2             a claim
{base}article/{slug}/mention/17-23/…     a mention, by its offsets and what it refers to
{base}entity/Q858, {base}entity/gn-276781, {base}entity/x-…   a canonical node
{base}graph/links                        one of the store's own graphs
"""

from __future__ import annotations

import hashlib
import re

from kg.errors import ConfigError

__all__ = ["DEFAULT_BASE", "Minter", "check_base", "slug"]

DEFAULT_BASE = "https://w3id.org/khabar/id/"

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_MAX_SLUG = 80
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*[/#]", re.ASCII)


def check_base(base: str) -> str:
    """`base` itself. Raises `ConfigError` if IRIs can't be built on it."""
    if not _BASE.fullmatch(base):
        raise ConfigError(f"the base IRI {base!r} must be an absolute ASCII IRI that ends in / or #")
    return base


def slug(identifier: str) -> str:
    """A path segment for any article id: the id itself where it is safe, else what is safe of it and a hash.

    Different ids have different slugs: a changed id always carries the hash, and an id that looks like one that
    carries a hash is itself changed.
    """
    kept = _UNSAFE.sub("-", identifier).strip("-.")[:_MAX_SLUG]
    if kept == identifier:
        return kept
    return f"{kept}~{digest(identifier)}" if kept else f"~{digest(identifier)}"


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that stand for `text` (SHA-256, cut)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Minter:
    """Mints IRIs on one base."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = check_base(base)

    def article(self, identifier: str) -> str:
        """The IRI of an article and of its graph."""
        return f"{self.base}article/{slug(identifier)}"

    def graph(self, name: str) -> str:
        """The IRI of one of the store's own graphs: ``links``, ``merges``, ``ontology``."""
        return f"{self.base}graph/{name}"

    def canonical(self, key: str) -> str:
        """The IRI of a canonical node, by the key that `kg.merge.keys` gives it."""
        scheme, _, value = key.partition(":")
        match scheme:
            case "wikidata":
                return f"{self.base}entity/{value}"
            case "geonames":
                return f"{self.base}entity/gn-{value}"
            case _:
                return f"{self.base}entity/x-{digest(key)}"
