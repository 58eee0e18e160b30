"""Labels of events."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Mention
from kg.rdf.labels import LENGTH, event_label

TITLE = "غارة على الميناء"
LONG = (
    "قال شهود عيان من سكان المدينة الواقعة على الساحل الشرقي للبلاد في اتصال هاتفي "
    "مساء أمس الأول مع الصحيفة إن قصفا أصاب الميناء"
)


def _mentions(text: str, *parts: str) -> list[Mention]:
    return [Mention(text.index(part), text.index(part) + len(part), "t") for part in parts]


def test_the_first_sentence_is_the_label() -> None:
    text = f"{TITLE}\n{LONG}"
    assert event_label(text, _mentions(text, "قصفا", LONG, "غارة", TITLE)) == TITLE


def test_a_late_trigger_stays_in_sight() -> None:
    label = event_label(LONG, _mentions(LONG, "قصفا", LONG))
    assert label == "… هاتفي مساء أمس الأول مع الصحيفة إن قصفا أصاب الميناء"


def test_an_early_trigger_leaves_the_end_away() -> None:
    text = f"قصفا شهد {LONG}"
    label = event_label(text, _mentions(text, "قصفا", text))
    assert label.startswith("قصفا شهد قال")
    assert label.endswith(" …")


def test_a_proclitic_is_not_torn_off() -> None:
    text = "ثم وقصف الجيش الميناء"
    assert event_label(text, _mentions(text, "قصف", text)) == text


@given(st.text("اب \n", min_size=1, max_size=300), st.data())
def test_no_label_is_longer_than_a_line(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    mentions = [Mention(b, e, "t") for b, e in data.draw(st.lists(spans, min_size=1, max_size=4))]
    label = event_label(text, mentions)
    assert len(label) <= LENGTH + 2
    assert "\n" not in label
