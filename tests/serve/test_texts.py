"""An article's text cut at its mentions: whole where it is kept, else as far as its words are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.explorer.texts import Span, pieces

TITLE = "غارة على مدينة"
TEXT = f"{TITLE}\nقصفت طائرات المدينة. ونفى الجيش ذلك."
RAID, HIT, CITY, DENIED = "event/1", "event/1", "entity/1", "claim/1"


def _span(words: str, node: str, kind: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words), words, node, kind)


SPANS = [
    _span("غارة", RAID, "event"),
    _span("مدينة", CITY, "entity"),
    _span("قصفت طائرات المدينة.", RAID, "event"),
    _span("قصفت", HIT, "event"),
    _span("المدينة", CITY, "entity"),
    _span("ونفى", DENIED, "claim"),
]


def test_the_whole_text_is_shown_with_what_is_marked_in_it() -> None:
    found = pieces(SPANS, TITLE, TEXT)
    assert "".join(piece.words for piece in found) == TEXT
    assert [(p.words, p.kind, p.node) for p in found if p.kind] == [
        ("غارة", "event", RAID),
        ("مدينة", "entity", CITY),
        ("قصفت", "event", HIT),
        ("المدينة", "entity", CITY),
        ("ونفى", "claim", DENIED),
    ]
    assert "".join(p.words for p in found if p.in_title) == f"{TITLE}\n"
    assert "".join(p.words for p in found if p.told) == "قصفت طائرات المدينة."
    assert [p.words for p in found if p.ends] == ["."]


def test_without_the_text_gaps_stand_for_what_is_not_known() -> None:
    found = pieces(SPANS, TITLE)
    assert [(p.words, p.kind) for p in found if not p.in_title] == [
        ("…", "gap"),
        ("قصفت", "event"),
        (" طائرات ", ""),
        ("المدينة", "entity"),
        (".", ""),
        ("…", "gap"),
        ("ونفى", "claim"),
    ]


def test_an_article_without_mentions_or_words() -> None:
    assert [piece.words for piece in pieces([], "", TEXT)] == [TEXT]
    assert pieces([], "") == []


@given(st.text(min_size=1, max_size=60), st.data())
def test_no_character_is_lost_or_doubled(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text) - 1)
    spans = []
    for number in range(data.draw(st.integers(0, 6))):
        begin = data.draw(places)
        end = data.draw(st.integers(begin + 1, len(text)))
        spans.append(
            Span(begin, end, text[begin:end], f"n{number % 3}", data.draw(st.sampled_from(["event", "entity"])))
        )
    found = pieces(spans, "", text)
    assert "".join(piece.words for piece in found) == text
    place = 0
    for piece in found:
        inside = {span.node for span in spans if span.begin <= place and place + len(piece.words) <= span.end}
        assert (piece.node in inside) if piece.node else True
        place += len(piece.words)
