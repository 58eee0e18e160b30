"""Pictures: what is drawn, that Arabic is shaped, that the same graph gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes

from kg.cli import main
from kg.export.projection import project
from kg.export.selection import Selection
from kg.plot.canvas import Label, Words, canvas, label_all
from kg.plot.map import map_
from kg.plot.matrix import matrix
from kg.plot.network import network
from kg.plot.timeline import timeline
from kg.store.reading import StoreReader

SIZE = (1200, 800)
AR, EN = Words("ar"), Words("en")


def _texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_a_timeline_tells_each_event_with_its_date(world: StoreReader) -> None:
    (axes,) = timeline(project(world), SIZE, "", AR).axes
    rows = [label.get_text() for label in axes.get_yticklabels()]
    assert rows == ["يزور الحداد دير الزور\n\u20662021-02\u2069", "قصفت الكتائب القاعدة\n\u20662021-07-04\u2069"]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["هجوم صاروخي", "زيارة", "متنازع عليه"]


def test_a_timeline_of_nothing_says_so(world: StoreReader) -> None:
    (axes,) = timeline(project(world, Selection(first="2030")), SIZE, "", EN).axes
    assert _texts(axes) == ["No event here has a date."]


def test_a_map_names_the_places_of_events(world: StoreReader) -> None:
    (axes,) = map_(project(world), SIZE, "", AR).axes
    assert "دير الزور" in _texts(axes)
    (axes,) = map_(project(world), SIZE, "", EN).axes
    assert "Deir ez-Zor" in _texts(axes)
    west, east = axes.get_xlim()
    assert west < 40.1416 < east


def test_a_network_names_its_actors(world: StoreReader) -> None:
    (axes,) = network(project(world, Selection(actors_only=True)), SIZE, "", AR).axes
    assert {"سامي الحداد", "هالة منصور"} <= set(_texts(axes))


def test_a_matrix_counts_attacks(world: StoreReader) -> None:
    (axes,) = matrix(project(world), SIZE, "", AR).axes
    assert _texts(axes) == ["1"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["قاعدة الحقل"]


def test_letters_are_joined_and_read_from_the_right() -> None:
    axes = canvas(SIZE, "", AR).add_subplot()

    def width(text: str) -> float:
        return float(axes.text(0, 0, text, fontsize=40).get_window_extent().width)

    # Joined, a letter is narrower than alone; a mark of no width (ZWNJ) between them takes them apart.
    assert width("ببب") < 0.8 * width("ب\u200cب\u200cب")


def test_no_label_covers_another() -> None:
    axes = canvas(SIZE, "", AR).add_subplot()
    label_all(axes, [Label("دير الزور", (0.5, 0.5), 5), Label("الرقة", (0.5, 0.5), 5), Label("حمص", (0.1, 0.1), 5)], 9)
    assert _texts(axes) == ["دير الزور", "حمص"]


@pytest.mark.parametrize("kind", ["timeline", "map", "network", "matrix"])
def test_the_same_graph_is_the_same_picture(world_path: Path, tmp_path: Path, kind: str) -> None:
    paths = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for path in paths:
        assert main(["plot", kind, "--store", str(world_path), "-o", str(path), "--title", "الأخبار"]) == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    root = ElementTree.fromstring(paths[0].read_bytes())  # noqa: S314 - our own file
    assert (root.get("width"), root.get("height")) == ("864pt", "576pt")


def test_a_png_is_as_large_as_it_is_said(world_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    assert main(["plot", "map", "--store", str(world_path), "-o", str(path), "--size", "640x480"]) == 0
    assert path.read_bytes()[16:24] == (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("words", "complaint"), [(["-o", "x.gif"], ".svg or .png"), (["-o", "x.svg", "--size", "9"], "size")]
)
def test_what_can_not_be_drawn_is_explained(
    world_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    assert main(["plot", "map", "--store", str(world_path), *words]) == 2
    assert complaint in capsys.readouterr().err
