"""The adapter of CAMeL Tools, with a model and a database so small that the tests make them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import MissingDataError
from kg.extract.camel import CamelRecogniser, Morphology, proclitic_letters
from kg.extract.engine import Engine
from kg.extract.gazetteer import Gazetteer
from kg.model import Article, Document
from kg.ontology.schema import Schema
from kg.text.segment import analyse

LABELS = ["O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
TAGGED = [
    [("وصل", "O"), ("سعيد", "B-PERS"), ("منصور", "I-PERS"), ("إلى", "O"), ("وفرنسا", "B-LOC")],
    [("قالت", "O"), ("منظمة", "B-ORG"), ("الغد", "I-ORG"), ("ذلك", "O"), ("بالعربية", "B-MISC"), (".", "O")],
]
DATABASE = """###DEFINES###
DEFINE pos pos:noun_prop pos:noun
DEFINE prc2 prc2:0 prc2:wa_conj
DEFINE prc1 prc1:0 prc1:bi_prep
DEFINE diac diac:*open*
DEFINE lex lex:*open*
###DEFAULTS###
DEFAULT pos:noun_prop prc2:0 prc1:0 diac:* lex:*
###ORDER###
ORDER pos prc2 prc1 diac lex
###TOKENIZATIONS###
TOKENIZATION diac
###STEMBACKOFF###
STEMBACKOFF NONE P
###PREFIXES###
\tP0\tdiac:
و\tP0\tdiac:و prc2:wa_conj
###SUFFIXES###
\tS0\tdiac:
###STEMS###
فرنسا\tN\tdiac:فرنسا lex:فرنسا pos:noun_prop prc2:0 prc1:0
###TABLE AB###
P0 N
###TABLE BC###
N S0
###TABLE AC###
P0 S0
"""


def _document(text: str) -> Document:
    return analyse(Article("t", text))


def _make_model(folder: Path) -> None:
    """A BERT that knows the words of `TAGGED`: their embeddings are unit vectors, its one layer adds nothing to them,
    and its classifier gives each of them its label.
    """
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    folder.mkdir(parents=True)
    label_of = {word: label for sentence in TAGGED for word, label in sentence}
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(label_of)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    size = len(vocabulary)
    config = BertConfig(
        vocab_size=size, hidden_size=size, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        max_position_embeddings=256, id2label=dict(enumerate(LABELS)), label2id={n: i for i, n in enumerate(LABELS)},
    )  # fmt: skip
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "LayerNorm" not in name:
                weights.zero_()
        model.bert.embeddings.word_embeddings.weight.copy_(torch.eye(size))
        for place, word in enumerate(vocabulary):
            model.classifier.weight[LABELS.index(label_of.get(word, "O")), place] = 1.0
    model.save_pretrained(folder)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("camel")
    entries = {
        "NamedEntityRecognition": ("arabert", "ner/arabert"),
        "MorphologyDB": ("calima-msa-r13", "morphology_db/calima-msa-r13"),
    }
    components = {
        name: {"default": default, "datasets": {default: {"path": path}}} for name, (default, path) in entries.items()
    }
    catalogue = {"version": "1.6", "packages": {}, "components": components}
    (folder / "catalogue.json").write_text(json.dumps(catalogue), "utf-8")
    _make_model(folder / "data/ner/arabert")
    database = folder / "data/morphology_db/calima-msa-r13"
    database.mkdir(parents=True)
    (database / "morphology.db").write_text(DATABASE, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAMeL Tools makes a folder at home when it is imported."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CAMELTOOLS_DATA", raising=False)


def test_the_model_names_with_this_projects_types_and_without_proclitics(data: Path) -> None:
    text = "\n".join(" ".join(word for word, _ in sentence) for sentence in TAGGED)
    names = CamelRecogniser.load(data).recognise(_document(text))
    assert [(text[name.begin : name.end], name.type) for name in names] == [
        ("سعيد منصور", "Person"),
        ("فرنسا", "Country"),
        ("منظمة الغد", "Organization"),
    ]


def test_an_engine_stands_on_it(data: Path) -> None:
    engine = Engine("camel", CamelRecogniser.load(data), Gazetteer.load(), Schema.load().is_a)
    entities = engine.extract(_document("وصل سعيد منصور إلى وفرنسا .")).entities
    assert [(entity.name, entity.type) for entity in entities] == [("سعيد منصور", "Person"), ("فرنسا", "Country")]
    assert "camel-arabert-1" in {mention.by for entity in entities for mention in entity.mentions}


def test_morphology_tells_proclitics_of_names_alone(data: Path) -> None:
    morphology = Morphology.load(data)
    assert [morphology.letters(word) for word in ("وفرنسا", "فرنسا", "لافرنتييف")] == [1, 0, None]


@pytest.mark.parametrize(
    ("analyses", "letters"),
    [
        ([], None),
        ([{"pos": "verb", "prc2": "wa_conj"}], None),
        ([{"pos": "noun_prop", "prc2": "wa_conj", "prc1": "bi_prep"}], 2),
        ([{"pos": "noun_prop", "prc2": "0", "prc1": "na"}, {"pos": "noun"}], 0),
        ([{"pos": "noun_prop", "prc2": "wa_conj"}, {"pos": "noun_prop", "prc2": "0"}], None),
    ],
)
def test_analyses_count_where_they_read_a_proper_name_and_agree(
    analyses: list[dict[str, str]], letters: int | None
) -> None:
    assert proclitic_letters(analyses) == letters


def test_missing_data_are_told_with_the_command_that_installs_them(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"camel_data -i ner-arabert"):
        CamelRecogniser.load(tmp_path)
    with pytest.raises(MissingDataError, match=r"camel_data -i morphology-db-msa-r13"):
        Morphology.load(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_catalogue_without_its_data_is_missing_data_too(tmp_path: Path) -> None:
    entry = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    (tmp_path / "catalogue.json").write_text(json.dumps({"components": {"NamedEntityRecognition": entry}}), "utf-8")
    with pytest.raises(MissingDataError, match=r"541 MB"):
        CamelRecogniser.load(tmp_path)


def test_the_command_line_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kg.cli import main

    article = tmp_path / "a.txt"
    article.write_text("وصل الوفد.\n", "utf-8")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert main(["extract", "--ner", "camel", str(article)]) == 3
    assert "camel_data -i ner-arabert" in capsys.readouterr().err
