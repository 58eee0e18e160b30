"""The difference of two facts layers, node by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ontology import vocab

__all__ = ["KINDS", "Difference", "compare", "open_facts"]

KINDS = {"entities": vocab.Entity, "events": vocab.Event, "claims": vocab.Claim}
"""What is compared, with its class."""

_LABEL = ox.NamedNode(vocab.RDFS_LABEL)


@dataclass(frozen=True, slots=True)
class Difference:
    """A node that one of two facts layers lacks, or describes otherwise."""

    sign: str
    """``+`` added, ``-`` gone, ``~`` changed."""
    kind: str
    node: str
    label: str
    statements: tuple[tuple[str, str], ...] = ()
    """Of a changed node each statement that was added or is gone."""


def open_facts(path: Path) -> ox.Store:
    """A store's folder, or a dump read into memory. Raises `StoreError` if it is neither."""
    if (path / "CURRENT").exists():
        return ox.Store.read_only(str(path))
    if not path.is_file():
        raise StoreError(f"{path}: neither a store's folder nor a dump")
    rdf_format = ox.RdfFormat.from_extension(path.suffix[1:].lower())
    if rdf_format is None:
        raise StoreError(f"{path}: no format of RDF ends in {path.suffix!r}; give .nq, .trig, .nt or .ttl")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=rdf_format)
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"{path}: can't be read: {error}") from error
    return store


def compare(before: ox.Store, after: ox.Store) -> list[Difference]:
    """All differences, by kind and node."""
    return [item for kind, name in KINDS.items() for item in _of_kind(kind, ox.NamedNode(name), before, after)]


def _of_kind(kind: str, name: ox.NamedNode, before: ox.Store, after: ox.Store) -> Iterator[Difference]:
    old, new = _nodes(before, name), _nodes(after, name)
    for iri in sorted(old.keys() | new.keys()):
        if iri not in old:
            yield Difference("+", kind, iri, _label(after, new[iri]))
        elif iri not in new:
            yield Difference("-", kind, iri, _label(before, old[iri]))
        else:
            was, has = _statements(before, old[iri]), _statements(after, new[iri])
            if was != has:
                changed = [("-", text) for text in was - has] + [("+", text) for text in has - was]
                yield Difference("~", kind, iri, _label(after, new[iri]), tuple(sorted(changed, key=lambda c: c[::-1])))


def _nodes(store: ox.Store, name: ox.NamedNode) -> Mapping[str, ox.NamedNode]:
    quads = store.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), name, ox.DefaultGraph())
    return {quad.subject.value: quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _statements(store: ox.Store, node: ox.NamedNode) -> frozenset[str]:
    quads = store.quads_for_pattern(node, None, None, ox.DefaultGraph())
    return frozenset(f"{vocab.local_name(quad.predicate.value)} {_shown(quad.object)}" for quad in quads)


def _shown(term: object) -> str:
    if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.KG):
        return vocab.local_name(term.value)
    return str(term)


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    labels = [quad.object for quad in store.quads_for_pattern(node, _LABEL, None, ox.DefaultGraph())]
    texts = sorted(label.value for label in labels if isinstance(label, ox.Literal) and label.language == "ar")
    return texts[0] if texts else ""
