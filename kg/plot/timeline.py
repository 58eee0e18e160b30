"""Events in time: each with its words where they are few, else how many of each type there were in each month."""

from __future__ import annotations

from collections import Counter
from datetime import date

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

from kg.export.graph import Node, Projection
from kg.export.spells import spell
from kg.plot.canvas import INK, SOFT, Words, canvas, short

__all__ = ["timeline"]

_TOLD = 24
"""Events that are told one by one."""
_HUES = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#777777")
_DISPUTED = ("Contested", "Denied")


def timeline(projection: Projection, size: tuple[int, int], title: str, say: Words) -> Figure:
    """A timeline of the dated events. Events whose year is not known stand in none."""
    dated = [
        (date.fromisoformat(days[0]), date.fromisoformat(days[1]), node)
        for node in projection.nodes
        if node.attributes["group"] == "Event" and (days := spell(str(node.attributes.get("date", "")))) is not None
    ]
    dated.sort(key=lambda item: (item[0], item[2].id))
    figure = canvas(size, title, say)
    axes = figure.add_subplot()
    axes.spines[["top", "left", "right"]].set_visible(False)
    if not dated:
        axes.set_axis_off()
        axes.text(0.5, 0.5, say("no dated events"), ha="center", transform=axes.transAxes, color=SOFT)
        return figure
    if len(dated) <= _TOLD:
        _told(axes, dated, say)
    else:
        _counted(axes, dated, say)
    return figure


def _told(axes: Axes, dated: list[tuple[date, date, Node]], say: Words) -> None:
    """A row an event, the first on top, its words beside its mark."""
    colours = dict(zip(_types([node for _, _, node in dated]), _HUES * 9, strict=False))
    for row, (first, last, node) in enumerate(dated):
        colour = colours[str(node.attributes["type"])]
        disputed = node.attributes.get("status") in _DISPUTED
        axes.plot(
            [_number(first), _number(last)], [row, row], color=colour, linewidth=4, solid_capstyle="round", alpha=0.5
        )
        axes.plot(
            [_number(first)], [row], "o", color=colour, markersize=9, markerfacecolor="white" if disputed else colour
        )
    axes.set_ylim(len(dated) - 0.3, -0.7)
    labels = [f"{short(str(node.attributes['label']), 58)}\n{_told_date(node)}" for _, _, node in dated]
    axes.set_yticks(range(len(dated)), labels, fontsize=9)
    axes.tick_params(axis="y", length=0)
    if say.is_rtl:
        axes.yaxis.tick_right()
    axes.grid(axis="y", color="#e4e7eb")
    axes.set_axisbelow(True)
    _dates(axes)
    marks = [axes.plot([], [], "o", color=colour, label=say(kind))[0] for kind, colour in colours.items()]
    if any(node.attributes.get("status") in _DISPUTED for _, _, node in dated):
        marks.append(axes.plot([], [], "o", color=INK, markerfacecolor="white", label=say("Contested"))[0])
    axes.legend(handles=marks, loc="upper center", bbox_to_anchor=(0.5, -0.06), ncols=4, frameon=False)


def _told_date(node: Node) -> str:
    return "\u2066" + str(node.attributes["date"]) + "\u2069"


def _counted(axes: Axes, dated: list[tuple[date, date, Node]], say: Words) -> None:
    """Stacked columns: months, or years where they are many."""
    months = (dated[-1][0].year - dated[0][0].year) * 12 + dated[-1][0].month - dated[0][0].month
    by_year = months > 72
    counts: Counter[tuple[date, str]] = Counter()
    for first, _, node in dated:
        slot = first.replace(day=1, month=1 if by_year else first.month)
        counts[slot, str(node.attributes["type"])] += 1
    kinds = _types([node for _, _, node in dated])
    slots = sorted({slot for slot, _ in counts})
    below = [0] * len(slots)
    others = set(kinds[len(_HUES) - 1 :]) if len(kinds) > len(_HUES) else set()
    shown = [*(kind for kind in kinds if kind not in others), *(["other"] if others else [])]
    for kind, colour in zip(shown, _HUES, strict=False):
        wanted = others if kind == "other" else {kind}
        heights = [sum(counts[slot, one] for one in wanted) for slot in slots]
        axes.bar(
            [_number(slot) for slot in slots],
            heights,
            width=300 if by_year else 24,
            bottom=below,
            color=colour,
            label=say(kind),
        )
        below = [low + height for low, height in zip(below, heights, strict=True)]
    axes.set_ylabel(say("events"))
    axes.grid(axis="y", color="#e4e7eb")
    axes.set_axisbelow(True)
    _dates(axes)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.06), ncols=4, frameon=False)


def _types(nodes: list[Node]) -> list[str]:
    """The types of the events, the most frequent first."""
    counts = Counter(str(node.attributes["type"]) for node in nodes)
    return [kind for kind, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _dates(axes: Axes) -> None:
    """Dates in numbers, which every reader knows, whatever months are called where they live."""
    locator = AutoDateLocator(maxticks=9)  # type: ignore[no-untyped-call]  # matplotlib has no types for it
    axes.xaxis.set_major_locator(locator)
    formats = ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%H:%M"]
    zeros = ["", "%Y", "%Y-%m", "", "", ""]
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(locator, formats=formats, zero_formats=zeros, show_offset=False)  # type: ignore[no-untyped-call]
    )


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib has no types for it
