"""Names in Latin letters."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.lexicon import read_lexicon
from kg.text.transliterate import to_latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        # Words of the table, with and without article.
        ("دير الزور", "Dayr al-Zawr"),
        ("بشار الأسد", "Bashshar al-Asad"),
        ("بشّار الاسد", "Bashshar al-Asad"),
        ("الرَّقَّة", "al-Raqqa"),
        ("محمد بن سلمان", "Muhammad bin Salman"),
        ("آل سعود", "Al Saud"),
        ("حزب الله", "Hizb Allah"),
        # Feminine and plural of words in i; ة before an article.
        ("الحوثيون", "al-Huthiyun"),
        ("وزارة الخارجية الروسية", "Wizarat al-Kharijiya al-Rusiya"),
        ("قاعدة عسكرية", "Qaida Askariya"),
        # What is joined to a word, but not to the first one.
        ("لجنة الأمن والدفاع", "Lajnat al-Amn wa-al-Difa"),
        ("CNN بالعربية", "CNN bi-al-Arabiya"),
        ("المرصد السوري لحقوق الإنسان", "al-Marsad al-Suri li-Huquq al-Insan"),
        ("والتر", "Waltar"),
        # Foreign names, letter by letter.
        ("سيرغي فيرشينين", "Sergei Firshinin"),
        ("لافرنتييف", "Lafrantiev"),
        ("بوغدانوف", "Bugdanov"),
        ("كونيكو", "Kuniku"),
        ("ألمانيا", "Almaniya"),
        ("لندنية", "Landaniya"),
        # Everything that is no Arabic letter.
        ("«داعش»", '"Daish"'),
        ("اللواء ١٠٥", "al-Liwa 105"),
        ("إف-16", "If-16"),
        ("فلاديمير_بوتين", "Vladimir_Putin"),
        ("NATO", "NATO"),
        ("ﷲ", "Allah"),
        ("", ""),
        ("...", ""),
        ("\u0640\u064e", ""),
    ],
)
def test_names_in_latin_letters(name: str, latin: str) -> None:
    assert to_latin(name) == latin


ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤءپچژگڤ"


@given(st.text(ARABIC + " \u064e\u0651\u0640\u200f", max_size=20))
def test_no_arabic_letter_remains(name: str) -> None:
    latin = to_latin(name)
    assert latin.isascii()
    assert latin == latin.strip()


@given(st.text(max_size=20))
def test_every_text_has_a_transliteration(name: str) -> None:
    latin = to_latin(name)
    assert latin == "" or any(ch.isalnum() for ch in latin)


def test_the_words_of_the_table_are_bare() -> None:
    words = read_lexicon("latin.toml")["words"]
    assert [w for w, latin in words.items() if not latin.replace(" al-", "").replace(" ", "").isalpha()] == []
    assert [w for w in words if w.startswith("ال") and len(w) > 4] == []


def test_neither_torch_nor_the_network_is_needed() -> None:
    code = (
        "import socket, sys; socket.socket = None; "
        "from kg.text.transliterate import to_latin; to_latin('دمشق'); "
        "print(sorted({'torch', 'transformers', 'requests', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
