"""Tables line up, whatever letters are in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.query.table import columns, draw

words = st.text("abcابتثسّمَ ـ\u200f漢", max_size=12).map(lambda text: " ".join(text.split()))


def test_marks_take_no_column() -> None:
    assert columns("سوريّة") == 5
    assert columns("مُحَمَّد") == 4
    assert columns("漢字") == 4
    assert columns("a\u200fb") == 2


def test_long_cells_are_wrapped_between_words() -> None:
    assert draw(["who", "n"], [["سامي الحداد، هالة منصور", "3"]], width=18, isolate=False).splitlines() == [
        "who              n",
        "───────────────  ─",
        "سامي الحداد،     3",
        "هالة منصور",
    ]


def test_a_word_that_is_too_long_is_broken() -> None:
    lines = draw(["word"], [["a-very-long-word-without-any-gap"]], width=12).splitlines()
    assert lines[2:] == ["a-very-long-", "word-without", "-any-gap"]


def test_an_iri_is_never_broken() -> None:
    rows = [["2021-07-05", "قصف المطار", "<article/a-very-long-name/event/12>"], ["", "لقاء", ""]]
    assert draw(["date", "what", "event"], rows, width=40, isolate=False).splitlines() == [
        "date        what",
        "──────────  ──────────",
        "2021-07-05  قصف المطار",
        "  event <article/a-very-long-name/event/12>",
        "            لقاء",
    ]
    assert draw(["date", "what", "event"], rows, width=59, isolate=False).splitlines()[2].endswith("/event/12>")
    assert draw(["event"], [[rows[0][2]]], width=20).splitlines()[2] == rows[0][2]


def test_a_table_without_rows_has_its_head() -> None:
    assert draw(["a", "bc"], []) == "a  bc\n─  ──\n"


def test_colour_marks_the_head_alone() -> None:
    assert draw(["a"], [["b"]], colour=True) == "\x1b[1ma\x1b[0m\n─\nb\n"


@given(st.lists(st.tuples(words, words, words), max_size=5), st.integers(40, 80))
def test_every_line_fits_and_every_column_begins_where_it_should(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = draw(["first", "second", "third"], rows, width=width).splitlines()
    ruler = lines[1]
    starts = [i for i, char in enumerate(ruler) if char == "─" and (i == 0 or ruler[i - 1] == " ")]
    assert len(starts) == 3
    for line in lines:
        assert columns(line) <= width
        cells = _cut(line, starts)
        assert columns(cells[0]) <= starts[1] - 2
        assert columns(cells[1]) <= starts[2] - starts[1] - 2


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), st.integers(30, 60))
def test_wrapping_loses_no_letter(rows: list[tuple[str, str]], width: int) -> None:
    text = draw(["a", "b"], rows, width=width, isolate=False)
    body = "".join(text.split("\n", 2)[2].split())
    assert sorted(body) == sorted("".join("".join(row) for row in rows).replace(" ", ""))


def _cut(line: str, starts: list[int]) -> list[str]:
    """The cells of a line, by the columns in which they begin."""
    cells = ["" for _ in starts]
    column = 0
    for char in line:
        index = max(i for i, start in enumerate(starts) if start <= column)
        cells[index] += char
        column += columns(char)
    return [cell.rstrip(" ") for cell in cells]
