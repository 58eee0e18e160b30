"""Tables for people: columns that line up although Arabic letters bear marks, in a direction that can't slip.

Arabic is written in logical order: terminals, browsers and editors that know the bidirectional algorithm
(https://www.unicode.org/reports/tr9/) draw it from right to left. Each cell with Arabic stands in an isolate
(FSI … PDI), so that two Arabic cells beside each other don't swap their columns.

IRIs are copied into the next command, so they are never broken: where a terminal is too narrow for a column of them, it
leaves the table, and each IRI stands below its row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

__all__ = ["columns", "draw", "markdown"]

_ISOLATE, _END = "\u2068", "\u2069"
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_GAP = "  "
_NARROWEST = 10
"""Columns that a column of a narrow terminal keeps at least."""
_LONGEST_WORD = 16
"""Columns of a word that is not broken as long as there are others to give way."""
_INVISIBLE = frozenset(("Mn", "Me", "Cf"))
_RIGHT_TO_LEFT = frozenset(("R", "AL"))


def columns(text: str) -> int:
    """The columns of a terminal that `text` takes: none for marks and format characters, two for wide ones."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def draw(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    isolate: bool = True,
    colour: bool = False,
) -> str:
    """A table. In `width` columns the words of long cells are wrapped; without it, a row is a line.

    Columns of nothing but numbers stand to the right. `isolate` puts cells with Arabic into isolates. Columns of IRIs
    for which `width` has no room follow each row, a line each.
    """
    below = _below(headers, rows, width)
    if below:
        beside = [i for i in range(len(headers)) if i not in below]
        under = [[f"  {headers[i]} {row[i]}\n" for i in below if row[i]] for row in rows]
        headers, rows = [headers[i] for i in beside], [[row[i] for i in beside] for row in rows]
    else:
        under = [[] for _ in rows]
    numeric = [_is_numeric([row[i] for row in rows]) for i in range(len(headers))]
    widths = _widths([headers, *rows], width, _iris(rows, len(headers)))

    def line(cells: Sequence[str]) -> str:
        parts = zip(cells, widths, numeric, strict=True)
        return _GAP.join(_padded(cell, w, right=right, isolate=isolate) for cell, w, right in parts).rstrip()

    head = line(headers)
    lines = [f"{_BOLD}{head}{_PLAIN}" if colour else head, _GAP.join("─" * w for w in widths)]
    parts = ["\n".join(lines), "\n"]
    for row, more in zip(rows, under, strict=True):
        wrapped = [_wrapped(cell, w) for cell, w in zip(row, widths, strict=True)]
        parts += [f"{line(cells)}\n" for cells in zip_longest(*wrapped, fillvalue="")] + more
    return "".join(parts)


def markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of GitHub's Markdown; IRIs and terms stand as code."""
    lines = [headers, ["---"] * len(headers), *([_escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(cell: str) -> str:
    if cell.startswith("<") and cell.endswith(">"):
        return f"`{cell}`"
    return "".join(f"\\{char}" if char in "\\`*_<|[]" else char for char in cell)


def _columns_of(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_numeric(column: Sequence[str]) -> bool:
    """Whether a column has numbers and nothing else; cells may be empty."""
    return any(column) and all(_is_number(cell) for cell in column if cell)


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit() and cell.isascii()


def _padded(cell: str, width: int, *, right: bool, isolate: bool) -> str:
    padding = " " * (width - columns(cell))
    shown = f"{_ISOLATE}{cell}{_END}" if isolate and _has_arabic(cell) else cell
    return padding + shown if right else shown + padding


def _has_arabic(cell: str) -> bool:
    return not cell.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in cell)


def _iris(rows: Sequence[Sequence[str]], count: int) -> set[int]:
    """The columns, of `count`, that hold IRIs in angle brackets and nothing else; cells may be empty."""
    return {i for i in range(count) if any(row[i] for row in rows) and all(_is_iri(row[i]) for row in rows if row[i])}


def _is_iri(cell: str) -> bool:
    return cell.startswith("<") and cell.endswith(">") and " " not in cell


def _below(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """The columns of IRIs that find no room beside the others at their narrowest, the widest first."""
    if width is None:
        return []
    natural = _natural([headers, *rows])
    iris = sorted(_iris(rows, len(headers)), key=lambda i: (natural[i], i))
    least = _least([headers, *rows], iris)
    kept, below = set(range(len(headers))), []
    while iris and sum(least[i] for i in kept) + len(_GAP) * (len(kept) - 1) > width and len(kept) > 1:
        below.append(iris.pop())
        kept.discard(below[-1])
    return sorted(below)


def _natural(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(columns, column)) for column in zip(*lines, strict=True)]


def _widths(lines: Sequence[Sequence[str]], width: int | None, whole: Collection[int]) -> list[int]:
    """The columns' widths; where `width` is too narrow, the widest give way first, those of `whole` never."""
    widths = _natural(lines)
    if width is None:
        return widths
    least = _least(lines, whole)
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room:
        giving = [i for i, size in enumerate(widths) if size > least[i]]
        if not giving:  # then words are broken
            giving = [i for i, size in enumerate(widths) if size > _NARROWEST and i not in whole]
        if not giving:
            break
        widths[max(giving, key=lambda i: (widths[i], -i))] -= 1
    return widths


def _least(lines: Sequence[Sequence[str]], whole: Collection[int]) -> list[int]:
    """What each column takes without breaking words or, in those of `whole`, anything."""
    found = []
    for i, column in enumerate(zip(*lines, strict=True)):
        size = max(map(columns, column))
        word = max((columns(word) for cell in column for word in cell.split(" ")), default=0)
        found.append(size if i in whole else min(size, max(_NARROWEST, min(word, _LONGEST_WORD))))
    return found


def _wrapped(cell: str, width: int) -> list[str]:
    """The cell in lines of at most `width` columns, broken between words, and inside a word that is too long."""
    if columns(cell) <= width:
        return [cell]
    lines, current = [], ""
    for word in cell.split(" "):
        if current and columns(current) + 1 + columns(word) <= width:
            current = f"{current} {word}"
            continue
        if current:
            lines.append(current)
        *full, current = _pieces(word, width)
        lines += full
    return [*lines, current]


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for char in word:
        if used + _columns_of(char) > width:
            pieces.append(piece)
            piece, used = "", 0
        piece += char
        used += _columns_of(char)
    return [*pieces, piece]
