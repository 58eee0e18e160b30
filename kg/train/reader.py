"""Fine-tunes one encoder to tell names and to read events; see ``python -m kg.train encoder``.

It starts from the shipped one, or from weights that a training left. Names are kept by two means: over annotated
articles it learns to say what the shipped recogniser says of each word, and some batches are of the corpora of names.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn

from kg.errors import InputError
from kg.extract.article_encoder import ArticleEncoder
from kg.extract.asking import Asked
from kg.extract.engine import fast
from kg.extract.event_windows import Window, window_of
from kg.extract.pieces import Pieces
from kg.extract.stretches import stretches_of
from kg.train.batches import Batch, batches
from kg.train.encoder import Encoder
from kg.train.event_heads import EventHeads
from kg.train.event_loss import MODALITIES, ROLES, STANCES, Classes, losses
from kg.train.event_samples import EventSample, samples
from kg.train.export import export_encoder
from kg.train.export_events import export_events
from kg.train.name_teaching import Taught, name_losses, taught
from kg.train.ner import SHARES, load_data, tagging_loss
from kg.train.parts import in_training
from kg.train.shipped import Special, shipped_encoder

__all__ = ["EncoderOptions", "export_trained", "train_encoder"]

log = logging.getLogger(__name__)

_SAVE_EVERY = 150.0
_POOL = 60
"""Windows that are sorted by length before they are put into batches."""
_UNKNOWN_SHARE = 0.06
"""How many pieces are hidden, so that no name is learnt by heart."""
_WARM_UP = 40

_NAMES_EVERY = 5
"""One batch of so many is of the corpora of names."""
_NAMES_WEIGHT = 30.0
"""A batch of names counts as so many words of an article do."""


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of an annotated article."""

    sample: EventSample
    row: list[int]
    """Its pieces."""
    window: Window
    told: Taught


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """What a training needs to know. The learning rate falls to nothing over `epochs`."""

    corpora: Path
    gold: Sequence[Path]
    out: Path
    start: Path | None = None
    """Weights that a training left, to go on from instead of the shipped ones."""
    frozen: int = 0
    """How many of the lowest layers learn nothing, which saves time."""
    epochs: float = 7.0
    rate: float = 2e-4
    heads_rate: float = 1e-3
    decay: float = 0.9
    batch: int = 1300
    """Pieces, with padding."""
    seed: int = 13
    threads: int = 2


@dataclass(frozen=True, slots=True)
class _Model:
    encoder: Encoder
    """With the classifiers of names."""
    heads: EventHeads
    classes: Classes
    special: Special

    def parameters(self) -> list[nn.Parameter]:
        return [*self.encoder.parameters(), *self.heads.parameters()]

    def states(self) -> dict[str, dict[str, Tensor]]:
        return {"encoder": self.encoder.state_dict(), "heads": self.heads.state_dict()}


def train_encoder(options: EncoderOptions) -> Path:
    """Train, from the last checkpoint in `options.out` if there is one.

    Articles of the part that `kg.train.parts` keeps back are not seen. Returns the path of the weights,
    ``encoder.pt``.
    """
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load()
    annotated = list(samples(options.gold, options.corpora / "raw", fast(), in_training))
    teacher = ArticleEncoder.load(options.threads)
    model = _started(annotated, options)
    items = [
        Item(sample, row, window, told)
        for sample in annotated
        for told in [taught(sample.asked, teacher)]
        for row, window in _windows(sample.asked, pieces, model.special)
    ]
    log.info("%d articles and sentences, %d stretches", len(annotated), len(items))
    _run(model, items, _names(options, model.special), options)
    done = options.out / "encoder.pt"
    torch.save({**model.states(), "kinds": model.classes.kinds}, done)
    return done


def _windows(asked: Asked, pieces: Pieces, special: Special) -> Iterator[tuple[list[int], Window]]:
    """The pieces of each stretch of an article, and what stands in it."""
    rows = [pieces.of(word) or [special.unk] for word in asked.words]
    for first, last in stretches_of(asked.sentences, [len(row) for row in rows]):
        firsts = [1, *(1 + size for size in accumulate(map(len, rows[first : last - 1])))]
        yield [special.bos, *chain.from_iterable(rows[first:last]), special.eos], window_of(asked, first, firsts)


def _started(annotated: Sequence[EventSample], options: EncoderOptions) -> _Model:
    kinds = sorted({mention.type for sample in annotated for mention in sample.asked.mentions})
    classes = Classes(tuple(kinds), tuple(sorted({e.subtype for sample in annotated for e in sample.events})))
    encoder, special = shipped_encoder()
    width = encoder.word.weight.shape[1]
    heads = EventHeads(width, len(classes.kinds), len(ROLES), len(STANCES), len(classes.subtypes), len(MODALITIES))
    if options.start is not None:
        stored = torch.load(options.start)
        if stored["kinds"] != classes.kinds:
            raise InputError("the weights know other types of entities than the annotation", str(options.start))
        encoder.load_state_dict(stored["encoder"])
        # What was only asked in training may be missing, or have had other classes.
        fresh = heads.state_dict()
        known = {name: value for name, value in stored["heads"].items() if value.shape == fresh[name].shape}
        heads.load_state_dict(fresh | known)
    encoder.word.weight.requires_grad_(False)
    encoder.position.weight.requires_grad_(False)
    return _Model(encoder, heads, classes, special)


def _names(options: EncoderOptions, special: Special) -> Iterator[Batch]:
    """Batches of the corpora of names, without end."""
    data, _held_out = load_data(options.corpora, options.gold[0])
    known = {name: data[name] for name in ("gold", "anercorp")}
    return batches(known, SHARES, special.pieces(), options.seed, options.batch)


def export_trained(weights: Path, folder: Path) -> None:
    """Write the weights that `train_encoder` left as ``encoder.onnx`` and ``event_heads.onnx`` in `folder`."""
    stored = torch.load(weights)
    _, special = shipped_encoder()
    state, heads = ({name: value.numpy() for name, value in stored[part].items()} for part in ("encoder", "heads"))
    export_encoder(state, special.pieces(), "encoder-1", folder / "encoder.onnx")
    export_events(heads, {"roles": ROLES, "kinds": stored["kinds"]}, folder / "event_heads.onnx")


def _run(model: _Model, items: Sequence[Item], names: Iterator[Batch], options: EncoderOptions) -> None:
    optimiser = torch.optim.AdamW(_groups(model, options), betas=(0.9, 0.98), weight_decay=0.01)
    peaks = [group["lr"] for group in optimiser.param_groups]
    checkpoint = options.out / "checkpoint.pt"
    step, progress = 0, 0.0
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        model.encoder.load_state_dict(state["encoder"])
        model.heads.load_state_dict(state["heads"])
        optimiser.load_state_dict(state["optimiser"])
        step, progress = state["step"], state["progress"]
        log.info("resumed at step %d", step)
    model.encoder.train()
    model.heads.train()
    saved = time.monotonic()
    sums: dict[str, float] = defaultdict(float)
    for batch in _batches(items, options, options.seed + step):
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * min(1.0, (step + 1) / _WARM_UP) * (1.0 - progress)
        found = list(_losses(model, batch, options.frozen))
        if step % _NAMES_EVERY == 0:
            found.append(("corpora", _of_names(model.encoder, next(names), options.frozen)))
        step, progress = step + 1, progress + len(batch) / (options.epochs * len(items))
        optimiser.zero_grad(set_to_none=True)
        torch.stack([loss for _, loss in found]).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        for question, loss in found:
            sums[question] += float(loss.detach())
        if step % 20 == 0:
            log.info("step %d  %4.1f%%  %s", step, 100 * progress, {q: round(s, 2) for q, s in sorted(sums.items())})
            sums.clear()
        if time.monotonic() - saved > _SAVE_EVERY:
            _save(
                checkpoint, {**model.states(), "optimiser": optimiser.state_dict(), "step": step, "progress": progress}
            )
            saved = time.monotonic()
        if progress >= 1.0:
            return


def _losses(model: _Model, batch: Sequence[Item], frozen: int) -> Iterator[tuple[str, Tensor]]:
    """The losses of a batch of windows, as the mean of the windows."""
    for states, item in zip(_states(model, batch, frozen), batch, strict=True):
        for question, loss in losses(states, item.sample, item.window, model.heads, model.classes):
            yield question, loss / len(batch)
        for question, loss in name_losses(states, item.told, item.window, model.encoder.heads):
            yield question, loss / len(batch)


def _of_names(encoder: Encoder, batch: Batch, frozen: int) -> Tensor:
    with _half():
        scores = encoder(batch.pieces, batch.mask, batch.firsts, frozen)
    return _NAMES_WEIGHT * tagging_loss({head: found.float() for head, found in scores.items()}, batch)


def _states(model: _Model, batch: Sequence[Item], frozen: int) -> Tensor:
    """The states of the pieces of each window, (windows, length, width)."""
    special = model.special
    rows = [item.row for item in batch]
    length = max(map(len, rows))
    pieces = torch.full((len(rows), length), special.pad, dtype=torch.long)
    mask = torch.zeros((len(rows), length), dtype=torch.bool)
    for i, row in enumerate(rows):
        shown = torch.tensor(row)
        hidden = torch.rand(len(row)) < _UNKNOWN_SHARE
        hidden[0] = hidden[-1] = False
        shown[hidden] = special.unk
        pieces[i, : len(row)] = shown
        mask[i, : len(row)] = True
    with _half():
        states = model.encoder.encode(pieces, mask, frozen)
    return states.float()


def _half() -> torch.autocast:
    """Half as many bits: twice as fast on processors that know them; weights and sums stay in 32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.backends.cpu.get_cpu_capability() == "AVX512")


def _batches(items: Sequence[Item], options: EncoderOptions, seed: int) -> Iterator[list[Item]]:
    """Batches without end, of windows of like length."""
    random = Random(seed)  # noqa: S311 - shuffles windows
    while True:
        shuffled = random.sample(items, len(items))
        for at in range(0, len(shuffled), _POOL):
            groups: list[list[Item]] = [[]]
            for item in sorted(shuffled[at : at + _POOL], key=lambda item: len(item.row)):
                if groups[-1] and (len(groups[-1]) + 1) * len(item.row) > options.batch:
                    groups.append([])
                groups[-1].append(item)
            random.shuffle(groups)
            yield from groups


def _save(path: Path, state: dict[str, object]) -> None:
    partial = path.with_suffix(".part")
    torch.save(state, partial)
    partial.replace(path)


def _groups(model: _Model, options: EncoderOptions) -> list[dict[str, object]]:
    encoder, count = model.encoder, len(model.encoder.layers)
    groups: list[dict[str, object]] = [
        {"params": list(model.heads.parameters()), "lr": options.heads_rate},
        # These have learnt their names.
        {"params": list(encoder.heads.parameters()), "lr": options.rate},
        {"params": list(encoder.norm.parameters()), "lr": options.rate * options.decay**count},
    ]
    for i, layer in enumerate(encoder.layers):
        groups.append({"params": list(layer.parameters()), "lr": options.rate * options.decay ** (count - 1 - i)})
    return groups
