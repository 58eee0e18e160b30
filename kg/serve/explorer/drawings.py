"""Maps and timelines as SVG, made on the server: they need no script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import cos, radians, sqrt
from typing import NamedTuple

from kg.export.borders import Box, lines
from kg.export.graph import COLOURS
from kg.export.spells import spell
from kg.export.xml import element, text
from kg.serve.explorer.graph import Event

__all__ = ["Pin", "bars", "map_of", "pins_of"]

_WIDTH, _HEIGHT = 640.0, 400.0
_NAMED = 8
"""Places that carry their names: the ones with most events."""
_LETTER = 7.0
"""Width of a letter, about, to see whether two names collide."""
_NARROW = 1.8
"""How much larger letters are where a map is as narrow as a telephone: the stylesheet shows one set of names."""
_SEEN = 1.0
"""Units of the picture: what is less is not seen."""


class Pin(NamedTuple):
    """A place on a map."""

    point: tuple[float, float]
    name: str
    events: int
    kind: str
    link: str | None


def pins_of(events: Iterable[Event]) -> list[Pin]:
    """A pin for each point where events happen."""
    there: defaultdict[tuple[float, float], list[Event]] = defaultdict(list)
    for event in events:
        if event.point is not None:
            there[event.point].append(event)
    pins = []
    for point, own in there.items():
        spots = Counter(event.spot for event in own if event.spot is not None)
        spot = spots.most_common(1)[0][0] if spots else own[0].mark
        kind = Counter(event.mark.kind for event in own).most_common(1)[0][0]
        pins.append(Pin(point, spot.label, len(own), kind, own[0].mark.link if len(own) == 1 else spot.link))
    return sorted(pins, key=lambda pin: (-pin.events, pin.name))


def map_of(pins: list[Pin], title: str) -> str:
    """A map of the pins as SVG, with coasts and frontiers; empty without pins."""
    if not pins:
        return ""
    box = _box([pin.point for pin in pins])
    west, south, east, north = box

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) / (east - west) * _WIDTH, (north - latitude) / (north - south) * _HEIGHT

    parts = [element("title", {}, text(title))]
    for layer in ("coast", "frontier"):
        drawn = ([at(x, y) for x, y in line] for line in lines(layer, box))
        paths = ["M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in _coarse(line)) for line in drawn]
        parts.append(element("path", {"class": layer, "d": "".join(paths)}))
    for pin in reversed(pins):  # the largest last, on top
        x, y = at(*pin.point)
        radius = min(24.0, 4 + 2 * sqrt(pin.events))
        circle = element(
            "circle",
            {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}", "fill": COLOURS.get(pin.kind, "#777")},
            element("title", {}, text(f"{pin.name} ({pin.events})")),
        )
        said = {"href": pin.link, "aria-label": f"{pin.name} ({pin.events})"}
        parts.append(element("a", said, circle) if pin.link else circle)
    placed = [(x, y, pin) for pin in pins[:_NAMED] for x, y in [at(*pin.point)]]
    for size, width in (("wide", 1.0), ("narrow", _NARROW)):
        parts.append(element("g", {"class": f"names {size}"}, *_names(placed, width)))
    # No image, for those who hear the page: its places lead somewhere.
    viewed = {"class": "map", "viewBox": f"0 0 {_WIDTH:g} {_HEIGHT:g}", "role": "group", "aria-label": title}
    return element("svg", {**viewed, "xmlns": "http://www.w3.org/2000/svg"}, *parts)


def _names(placed: list[tuple[float, float, Pin]], size: float) -> Iterator[str]:
    """The names of places, `size` times as large as letters are, as far as they do not collide."""
    taken: list[Box] = []
    for x, y, pin in placed:
        y -= min(24.0, 4 + 2 * sqrt(pin.events)) + 4
        half = len(pin.name) * _LETTER * size / 2
        x = min(max(x, half + 4), _WIDTH - half - 4)
        y = max(y, 14 * size)
        box = (x - half, y - 12 * size, x + half, y + 4 * size)
        if not any(_collide(box, other) for other in taken):
            taken.append(box)
            yield element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "direction": "rtl"}, text(pin.name))


def _coarse(line: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """A line without the points that are nearer to the one before than anyone can see; its ends stay."""
    last = line[0]
    yield last
    for number, point in enumerate(line[1:], 2):
        if number == len(line) or abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _SEEN:
            last = point
            yield last


def _collide(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(points: list[tuple[float, float]]) -> Box:
    """A box around points with room at the edges, in the proportions of the picture."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    squeeze = max(0.2, cos(radians(middle_y)))
    height = max(5.0, (north - south) * 1.3, (east - west) * 1.3 * squeeze * _HEIGHT / _WIDTH)
    width = height * _WIDTH / _HEIGHT / squeeze
    return middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2


def bars(events: Iterable[Event], title: str) -> str:
    """How many events there were in each month (in each day, where all lie within some weeks), as SVG."""
    days = sorted(span[0] for event in events if (span := spell(event.date)) and len(event.date) > len("2021"))
    if len(set(days)) < 2:
        return ""
    length = len("2021-07-05") if _months(days) < 3 else len("2021-07") if _months(days) < 60 else len("2021")
    counts = Counter(day[:length] for day in days)
    slots = _slots(min(counts), max(counts))
    step, most = _WIDTH / len(slots), max(counts.values())
    parts = [element("title", {}, text(title))]
    for number, slot in enumerate(slots):
        if height := counts[slot] / most * 70:
            bar = {"x": f"{number * step + step * 0.1:.1f}", "y": f"{80 - height:.1f}", "width": f"{step * 0.8:.1f}"}
            tip = element("title", {}, text(f"{slot}: {counts[slot]}"))
            parts.append(element("rect", {**bar, "height": f"{height:.1f}"}, tip))
    parts.append(element("line", {"x1": 0, "x2": f"{_WIDTH:g}", "y1": 80, "y2": 80}))
    parts.append(element("text", {"x": 2, "y": 100}, slots[0]))
    parts.append(element("text", {"x": f"{_WIDTH - 2:g}", "y": 100, "text-anchor": "end"}, slots[-1]))
    viewed = {"class": "bars", "viewBox": f"0 0 {_WIDTH:g} 104", "role": "img", "aria-label": title}
    return element("svg", {**viewed, "xmlns": "http://www.w3.org/2000/svg"}, *parts)


def _months(days: list[str]) -> int:
    first, last = days[0], days[-1]
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _slots(first: str, last: str) -> list[str]:
    """All days, months or years from `first` to `last`."""
    if len(first) == len("2021"):
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if len(first) == len("2021-07"):
        start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
    begin = date.fromisoformat(first)
    return [(begin + timedelta(n)).isoformat() for n in range((date.fromisoformat(last) - begin).days + 1)]
