"""The encoder in training, and what is written of it: the shipped form answers what the trained one does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.asking import Asked, AskedMention, AskedTelling
from kg.extract.event_reader import EventReader
from kg.extract.event_windows import distance_class, window_of
from kg.model import Article, Document
from kg.text.segment import analyse
from kg.train.batches import CLITIC_CLASSES, HEADS, Pieces
from kg.train.encoder import Encoder
from kg.train.event_heads import EventHeads
from kg.train.name_teaching import Taught, name_losses, taught

pytest.importorskip("onnx", reason="models are written with onnx: pip install 'khabar-kg[train]'")

from kg.train.export import export_encoder
from kg.train.export_events import export_events

_TEXT = "قصفت طائرات مدينة سرمين.\nوزار الوفد مدينة القاهرة."
_WIDTH, _ATTENTION = 24, 4
_KINDS, _ROLES = ("Actor", "City"), ("agent", "target", "place", "participant")


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    letters = sorted({letter for letter in _TEXT if letter.isalpha()} | {"▁", "."})
    vocabulary = [(name, 0.0) for name in ("<s>", "<pad>", "</s>", "<unk>")] + [(letter, -2.0) for letter in letters]
    return Pieces(Tokenizer(models.Unigram(vocabulary, 3, False)), bos=0, eos=2, pad=1)


@pytest.fixture(scope="module")
def encoder(pieces: Pieces) -> Encoder:
    torch.manual_seed(3)
    sizes = {"project": len(HEADS["project"]), "anercorp": len(HEADS["anercorp"]), "clitic": CLITIC_CLASSES}
    made = Encoder(pieces.tokenizer.get_vocab_size(), _WIDTH, 3, _ATTENTION, 40, 512, 1e-12, sizes).eval()
    words = made.word.weight.data
    scale = words.abs().amax(1, keepdim=True) / 127
    words.copy_((words / scale).round() * scale)  # words are written in eight bits
    return made


@pytest.fixture(scope="module")
def heads() -> EventHeads:
    torch.manual_seed(5)
    return EventHeads(_WIDTH, len(_KINDS), len(_ROLES), stances=2, subtypes=3, modalities=3).eval()


@pytest.fixture(scope="module")
def shipped(pieces: Pieces, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> ArticleEncoder:
    path = tmp_path_factory.mktemp("models") / "encoder.onnx"
    state = {name: value.numpy() for name, value in encoder.state_dict().items()}
    export_encoder(state, pieces, "test-1", path, heads=_ATTENTION, int8=False)
    return ArticleEncoder(path, threads=1)


@pytest.fixture(scope="module")
def document() -> Document:
    return analyse(Article("a", _TEXT))


def _row(pieces: Pieces, document: Document) -> tuple[list[int], list[int]]:
    row, firsts = [pieces.bos], []
    for token in document.tokens:
        firsts.append(len(row))
        row += pieces.of(token.text)
    return [*row, pieces.eos], firsts


def test_the_written_encoder_answers_what_the_trained_one_does(
    pieces: Pieces, encoder: Encoder, shipped: ArticleEncoder, document: Document
) -> None:
    row, firsts = _row(pieces, document)
    with torch.no_grad():
        states = encoder.encode(torch.tensor([row]), torch.ones((1, len(row)), dtype=torch.bool))
        scores = encoder(torch.tensor([row]), torch.ones((1, len(row)), dtype=torch.bool), torch.tensor(firsts))
    encoded = shipped.of_document(document)
    (stretch,) = encoded.stretches
    assert stretch.firsts == tuple(firsts)
    assert np.allclose(stretch.states, states[0].numpy(), atol=1e-4)
    assert np.allclose(encoded.tags, scores["project"].log_softmax(-1).numpy(), atol=1e-4)
    assert np.array_equal(encoded.proclitics, scores["clitic"].argmax(-1).numpy())
    alone = shipped.anercorp([token.text for token in document.tokens])
    assert np.allclose(alone, scores["anercorp"].log_softmax(-1).numpy(), atol=1e-4)


def test_the_written_classifiers_answer_what_the_trained_ones_do(
    heads: EventHeads, shipped: ArticleEncoder, document: Document, tmp_path: Path
) -> None:
    export_events(
        {name: value.numpy() for name, value in heads.state_dict().items()},
        {"roles": _ROLES, "kinds": _KINDS},
        tmp_path / "event_heads.onnx",
    )
    asked = Asked(
        [token.text for token in document.tokens],
        [(sentence.first, sentence.last) for sentence in document.sentences],
        [AskedTelling("Attack", 0, 0, (0,)), AskedTelling("DiplomaticMeeting", 1, 5, (5,))],
        [AskedMention("e1", "City", 2, 4), AskedMention("e2", "Actor", 6, 7), AskedMention("e3", "City", 7, 9)],
    )
    found = EventReader(tmp_path / "event_heads.onnx", shipped, threads=1).read(document, asked)
    (stretch,) = shipped.of_document(document).stretches
    states, window = torch.from_numpy(stretch.states), window_of(asked, stretch.first, stretch.firsts)
    begins = states[[window.firsts[m.first] for m in asked.mentions]]
    spans = [states[[window.firsts[w] for w in range(m.first, m.last)]].mean(0) for m in asked.mentions]
    with torch.no_grad():
        told = heads.told(states[[window.firsts[t.anchor] for t in asked.tellings]], torch.tensor([1, 0]))
        distances = torch.tensor([[distance_class(m.first - t.anchor) for m in asked.mentions] for t in asked.tellings])
        gaps = torch.tensor(
            [[distance_class(abs(t.anchor - u.anchor)) for u in asked.tellings] for t in asked.tellings]
        )
        named, kinds = torch.cat([begins, torch.stack(spans)], -1), torch.tensor([1, 0, 1])
        roles, _ = heads.roles(told, named, kinds, distances)
        assert np.allclose(found.roles, roles.numpy(), atol=1e-4)
        assert np.allclose(found.same, heads.same(told, gaps).numpy(), atol=1e-4)
        assert np.allclose(found.happens, heads.event(told)[:, 0].numpy(), atol=1e-4)


def test_frozen_layers_learn_nothing(pieces: Pieces, encoder: Encoder, document: Document) -> None:
    row, _ = _row(pieces, document)
    encoder.zero_grad(set_to_none=True)
    states = encoder.encode(torch.tensor([row]), torch.ones((1, len(row)), dtype=torch.bool), frozen=2)
    states.square().sum().backward()  # type: ignore[no-untyped-call]
    learning = [any(p.grad is not None for p in layer.parameters()) for layer in encoder.layers]
    assert learning == [False, False, True]
    assert encoder.word.weight.grad is None


def test_names_cost_nothing_where_they_are_told_as_taught(
    encoder: Encoder, shipped: ArticleEncoder, document: Document
) -> None:
    sentence = Document(document.article, document.sentences[:1], document.tokens[: document.sentences[0].last])
    asked = Asked([token.text for token in sentence.tokens], [(0, len(sentence.tokens))], [], [])
    told = taught(asked, shipped)
    (stretch,) = shipped.of_document(sentence).stretches
    states, window = torch.from_numpy(stretch.states), window_of(asked, stretch.first, stretch.firsts)
    other = Taught(told.tags.roll(1, dims=1), told.clitics)
    with torch.no_grad():
        same = dict(name_losses(states, told, window, encoder.heads))["names"]
        apart = dict(name_losses(states, other, window, encoder.heads))["names"]
    assert abs(float(same)) < 1e-3
    assert float(apart) > 0.1
