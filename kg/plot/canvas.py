"""An empty picture, its fonts, and saving it. matplotlib shapes Arabic by libraqm since 3.11: letters joined, in order.

The same projection gives the same bytes: no dates, no random ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, BinaryIO, NamedTuple

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from kg.export.assets import words

__all__ = ["INK", "SOFT", "Label", "Words", "canvas", "label_all", "save", "short"]

INK, SOFT = "#1d2126", "#8a929c"
_FONTS = ("Noto Sans Arabic", "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Segoe UI", "Tahoma", "DejaVu Sans")
"""Fonts with Arabic letters, the best first. The last one comes with matplotlib."""
_DPI = 100


class Words:
    """What a picture says, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = words()[language]

    def __call__(self, word: object) -> str:
        return self._words.get(str(word), str(word))

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.language == "ar"


def canvas(size: tuple[int, int], title: str, say: Words) -> Figure:
    """An empty picture of `size` in pixels, with its title at the side where reading begins."""
    matplotlib.rcParams.update(
        {
            "font.family": [*_installed()],
            "svg.hashsalt": "khabar",
            "svg.fonttype": "path",
            "text.color": INK,
            "axes.edgecolor": SOFT,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )
    figure = Figure(figsize=(size[0] / _DPI, size[1] / _DPI), dpi=_DPI, layout="constrained")
    if title:
        side = {"x": 0.98, "ha": "right"} if say.is_rtl else {"x": 0.02, "ha": "left"}
        figure.suptitle(title, fontsize=15, fontweight="bold", **side)
    return figure


def save(figure: Figure, out: BinaryIO, form: str) -> None:
    """Write a picture as ``svg`` or ``png``."""
    metadata: dict[str, Any] = {"Date": None, "Creator": "Khabar KG"} if form == "svg" else {"Software": "Khabar KG"}
    figure.savefig(out, format=form, metadata=metadata, facecolor="white")


def short(label: str, length: int) -> str:
    """A label cut at a word."""
    return label if len(label) <= length else label[:length].rpartition(" ")[0] + "…"


class Label(NamedTuple):
    """A name at a point."""

    text: str
    at: tuple[float, float]
    offset: float
    """Points above it, or below it where negative."""


def label_all(axes: Axes, labels: Iterable[Label], most: int) -> None:
    """Write at most so many labels, the first ones first, leaving out each that would cover another."""
    taken: list[Bbox] = []
    for label in labels:
        if len(taken) == most:
            return
        written = axes.annotate(
            label.text,
            label.at,
            (0, label.offset),
            textcoords="offset points",
            ha="center",
            va="bottom" if label.offset > 0 else "top",
            fontsize=9,
            zorder=5,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )
        extent = written.get_window_extent().padded(1)
        if any(extent.overlaps(other) for other in taken):
            written.remove()
        else:
            taken.append(extent)


@cache
def _installed() -> tuple[str, ...]:
    known = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in _FONTS if name in known)
