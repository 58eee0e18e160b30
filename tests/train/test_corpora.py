from pathlib import Path

from kg.train.corpora import IGNORED, read_newswire, read_plain

SURFACE = (
    "زار O\nالوزير O\nأحمد B-PERS\nالخطيب I-PERS\nبيروت B-LOC\nوالقاهرة B-LOC\n"
    ". O\n\nوصل O\nإلى O\nمطار O\nعمان B-LOC\n"
    ". O\n"
)
FINE = (
    "زار O\nالوزير O\nاحمد B-Politician\nالخطيب I-Politician\nبيروت B-Population-Center\nو O\n"
    "القاهرة B-Population-Center\n. O\n\nوصل O\nالى O\nمطار B-Building-Grounds\nعمان I-Building-Grounds\n. O\n"
)


def conll(path: Path, text: str) -> Path:
    path.write_text(text.replace(" ", "\t"), encoding="utf-8")
    return path


def test_newswire_takes_types_and_proclitics_from_the_fine_corpus(tmp_path: Path) -> None:
    surface, fine = conll(tmp_path / "a.conll", SURFACE), conll(tmp_path / "b.conll", FINE)
    # The alignment needs a stretch of equal letters to begin with, as long as the two short texts give.
    first, second = read_newswire(surface, fine)
    assert first.words == ["زار", "الوزير", "أحمد", "الخطيب", "بيروت", "والقاهرة", "."]
    assert first.tags["anercorp"] == ["O", "O", "B-PERS", "I-PERS", "B-LOC", "B-LOC", "O"]
    assert first.tags["project"] == ["O", "O", "B-Person", "I-Person", "B-City", "B-City", "O"]
    assert first.clitics[:6] == [0, 0, 0, 0, 0, 1]
    assert second.tags["project"] == ["O", "O", "B-Airport", "I-Airport", "O"]
    assert second.tags["anercorp"] == ["O", "O", "O", "B-LOC", "O"]


def test_newswire_masks_what_the_fine_corpus_lacks(tmp_path: Path) -> None:
    surface = conll(tmp_path / "a.conll", SURFACE + "\nغادر O\nنديم B-PERS\nطرابلس B-LOC\nفجر O\nالخميس O\n")
    fine = conll(tmp_path / "b.conll", FINE)
    last = read_newswire(surface, fine)[-1]
    assert last.tags["project"] == ["?"] * 5
    assert last.clitics == [IGNORED] * 5
    assert last.tags["anercorp"] == ["O", "B-PERS", "B-LOC", "O", "O"]


def test_plain_corpus_cuts_punctuation_from_words_and_drops_other_types(tmp_path: Path) -> None:
    path = conll(tmp_path / "c.conll", "قال O\nسامر B-PER\nحداد، I-PER\nالاثنين B-DATE\n")
    (sample,) = read_plain(path, "aqmar", ("PER",))
    assert sample.words == ["قال", "سامر", "حداد", "،", "الاثنين"]
    assert sample.tags == {"aqmar": ["O", "B-PER", "I-PER", "I-PER", "O"]}
