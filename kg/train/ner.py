"""Fine-tunes the encoder on the corpora and the gold, in steps that save and resume; see ``python -m kg.train ner``."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models
from torch import Tensor
from torch.nn import functional

from kg.train.batches import CLITIC_CLASSES, HEADS, Batch, Pieces, batches
from kg.train.corpora import Sample, held_out, read_newswire, read_plain, trained_on
from kg.train.e5 import E5Weights, model_file, read_weights
from kg.train.encoder import Encoder, load_e5
from kg.train.export import export_encoder
from kg.train.gold import read_gold, samples_of
from kg.train.labels import AQMAR, WOJOOD
from kg.train.vocabulary import build_vocabulary

__all__ = ["SHARES", "NerOptions", "export_trained", "load_data", "load_vocabulary", "tagging_loss", "train_ner"]

log = logging.getLogger(__name__)

SHARES = {"gold": 0.42, "anercorp": 0.42, "wojood": 0.06, "aqmar": 0.10}
HEAD_WEIGHTS = {"project": 1.0, "anercorp": 0.6, "wojood": 0.3, "aqmar": 0.3, "clitic": 0.3}
_SAVE_EVERY = 120.0


@dataclass(frozen=True, slots=True)
class NerOptions:
    """What a training needs to know. The learning rate falls to nothing over `minutes` of running time."""

    corpora: Path
    gold: Path
    out: Path
    minutes: float = 60.0
    rate: float = 3e-4
    head_rate: float = 1.5e-3
    decay: float = 0.87
    batch: int = 1100
    seed: int = 13
    threads: int = 2


def load_data(corpora: Path, gold: Path) -> tuple[dict[str, list[Sample]], list[Sample]]:
    """The training samples by corpus, and ANERcorp's held-out sentences."""
    ner = corpora / "ner"
    newswire = read_newswire(ner / "anercorp.train.conll", ner / "newsfane.train.conll")
    data = {
        "anercorp": trained_on(newswire),
        "aqmar": [s for part in ("train", "dev") for s in read_plain(ner / f"aqmar.{part}.conll", "aqmar", AQMAR)],
        "wojood": [
            s
            for part in ("train", "val", "test")
            for s in read_plain(ner / f"wojood-sample.{part}.flat.conll", "wojood", WOJOOD)
        ],
        "gold": [sample for article in read_gold(gold) for sample in samples_of(article)],
    }
    return data, held_out(newswire)


def load_vocabulary(
    weights: E5Weights, corpora: Path, out: Path
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Pieces]:
    """The kept piece ids and the cut tokeniser, made once and kept in `out`."""
    path = out / "vocabulary.json"
    if not path.is_file():
        ids, kept = build_vocabulary(weights, corpora)
        path.write_text(json.dumps({"ids": ids.tolist(), "pieces": kept}, ensure_ascii=False), encoding="utf-8")
    stored = json.loads(path.read_text(encoding="utf-8"))
    old = stored["ids"]
    new = {piece: i for i, piece in enumerate(old)}
    tokenizer = Tokenizer(
        models.Unigram([(piece, score) for piece, score in stored["pieces"]], new[weights.unk], False)
    )
    return np.array(old, dtype=np.int64), Pieces(tokenizer, new[weights.bos], new[weights.eos], new[weights.pad])


def train_ner(options: NerOptions) -> Path:
    """Train until the time is spent, from the last checkpoint in `options.out` if there is one.

    Returns the path of the finished weights, ``ner.pt``.
    """
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    weights = read_weights(model_file())
    ids, pieces = load_vocabulary(weights, options.corpora, options.out)
    data, _held_out = load_data(options.corpora, options.gold)
    log.info("pieces %d, sentences %s", len(ids), {name: len(samples) for name, samples in data.items()})
    sizes = {**{name: len(tags) for name, tags in HEADS.items()}, "clitic": CLITIC_CLASSES}
    model = load_e5(weights, ids, sizes)
    model.word.weight.requires_grad_(False)
    model.position.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW(_groups(model, options), betas=(0.9, 0.98), weight_decay=0.01)
    checkpoint = options.out / "checkpoint.pt"
    spent, step = 0.0, 0
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        spent, step = state["spent"], state["step"]
        log.info("resumed at step %d, %.0f s spent", step, spent)
    stream = batches(data, SHARES, pieces, options.seed + step, options.batch)
    _run(model, optimiser, stream, options, checkpoint, spent, step)
    done = options.out / "ner.pt"
    torch.save(model.state_dict(), done)
    return done


def export_trained(options: NerOptions, target: Path) -> None:
    """Write the weights that `train_ner` left in `options.out` as the int8 model `target`, which reads no events."""
    weights = read_weights(model_file())
    _, pieces = load_vocabulary(weights, options.corpora, options.out)
    state = {name: value.numpy() for name, value in torch.load(options.out / "ner.pt").items()}
    export_encoder(state, pieces, "names-1", target, heads=weights.heads, eps=weights.eps)


def _run(
    model: Encoder,
    optimiser: torch.optim.Optimizer,
    stream: Iterator[Batch],
    options: NerOptions,
    checkpoint: Path,
    spent: float,
    step: int,
) -> None:
    peaks = (
        [group["lr"] for group in optimiser.param_groups] if not step else [g["peak"] for g in optimiser.param_groups]
    )
    for group, peak in zip(optimiser.param_groups, peaks, strict=True):
        group["peak"] = peak
    last_saved = clock = time.monotonic()
    total, words, seen = 0.0, 0, 0
    model.train()
    while spent < options.minutes * 60:
        progress = spent / (options.minutes * 60)
        factor = min(1.0, (step + 1) / 60) * (1.0 - progress)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        batch = next(stream)
        loss = tagging_loss(model(batch.pieces, batch.mask, batch.firsts), batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        total, words, seen = total + float(loss.detach()), words + len(batch.firsts), seen + 1
        now = time.monotonic()
        spent, clock = spent + now - clock, now
        if seen == 20:
            log.info("step %d  %4.1f%%  loss %.4f  %d words", step, 100 * progress, total / seen, words)
            total, seen = 0.0, 0
        if now - last_saved > _SAVE_EVERY:
            _save(checkpoint, model, optimiser, spent, step)
            last_saved = now


def _save(path: Path, model: Encoder, optimiser: torch.optim.Optimizer, spent: float, step: int) -> None:
    partial = path.with_suffix(".part")
    torch.save(
        {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "step": step}, partial
    )
    partial.replace(path)


def tagging_loss(scores: Mapping[str, Tensor], batch: Batch) -> Tensor:
    """The loss over the tags of a batch, as the mean of its words, of the heads that there are `scores` of."""
    losses = []
    for head, weight in HEAD_WEIGHTS.items():
        if head not in scores:
            continue
        target = batch.targets[head]
        known = target >= 0
        if not bool(known.any()):
            continue
        each = functional.cross_entropy(scores[head][known], target[known], reduction="none")
        if head == "project":
            each = each * batch.weights[known]
        # By all words of the batch, not by the head's own, so that a head weighs as much as it has words.
        losses.append(weight * each.sum() / len(target))
    return torch.stack(losses).sum()


def _groups(model: Encoder, options: NerOptions) -> list[dict[str, object]]:
    count = len(model.layers)
    groups: list[dict[str, object]] = [
        {"params": list(model.heads.parameters()), "lr": options.head_rate},
        {"params": list(model.norm.parameters()), "lr": options.rate * options.decay**count},
    ]
    for i, layer in enumerate(model.layers):
        groups.append({"params": list(layer.parameters()), "lr": options.rate * options.decay ** (count - 1 - i)})
    return groups
