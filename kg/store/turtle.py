"""Turtle and TriG by Oxigraph, below a head that is the same in every run.

Oxigraph keeps prefixes in a hash table and writes them in its order, and writes namespaces relative to the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast

import pyoxigraph as ox

__all__ = ["serialize"]


def serialize(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    out: BinaryIO,
    rdf_format: ox.RdfFormat,
    *,
    base: str | None,
    prefixes: Mapping[str, str],
) -> None:
    """Write `statements`, which should come sorted by graph and subject, as Turtle or TriG.

    `prefixes` are declared in their order; IRIs under `base` are written relative to it.
    """
    if base is not None:
        out.write(f"@base <{base}> .\n".encode())
    out.writelines(f"@prefix {prefix}: <{iri}> .\n".encode() for prefix, iri in prefixes.items())
    out.write(b"\n")
    body = cast("BinaryIO", _WithoutHead(out))
    ox.serialize(statements, body, format=rdf_format, prefixes=dict(prefixes), base_iri=base)


class _WithoutHead:
    """Passes on what is written to it, the lines at the beginning that declare the base and prefixes excepted."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._held = b""
        self._in_head = True

    def write(self, data: bytes) -> int:
        if not self._in_head:
            return self._out.write(data)
        self._held += data
        while self._in_head and b"\n" in self._held:
            line, _, rest = self._held.partition(b"\n")
            if line.startswith((b"@base", b"@prefix")):
                self._held = rest
            else:
                self._in_head = False
        if not self._in_head:
            self._out.write(self._held)
        return len(data)

    def flush(self) -> None:
        self._out.flush()
