"""Fine-tunes the recogniser's encoder to read events; see ``python -m kg.train encoder``.

It starts from the shipped recogniser of names, whose weights know Arabic news already.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from kg.extract.engine import fast
from kg.extract.event_windows import Window, windows_of
from kg.extract.pieces import Pieces
from kg.train.encoder import Encoder
from kg.train.event_heads import EventHeads
from kg.train.event_loss import MODALITIES, ROLES, STANCES, Classes, losses
from kg.train.event_samples import EventSample, samples
from kg.train.export_events import export_events
from kg.train.parts import in_training
from kg.train.shipped import Special, shipped_encoder

__all__ = ["EncoderOptions", "export_encoder", "train_encoder"]

log = logging.getLogger(__name__)

_SAVE_EVERY = 150.0
_POOL = 60
"""Windows that are sorted by length before they are put into batches."""
_UNKNOWN_SHARE = 0.06
"""How many pieces are hidden, so that no name is learnt by heart."""
_WARM_UP = 40

Item = tuple[EventSample, Window]


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """What a training needs to know. The learning rate falls to nothing over `epochs`."""

    corpora: Path
    gold: Sequence[Path]
    out: Path
    epochs: float = 7.0
    rate: float = 2e-4
    heads_rate: float = 1e-3
    decay: float = 0.9
    batch: int = 1300
    """Pieces, with padding."""
    seed: int = 13
    threads: int = 2


def train_encoder(options: EncoderOptions) -> Path:
    """Train, from the last checkpoint in `options.out` if there is one.

    Articles of the part that `kg.train.parts` keeps back are not seen. Returns the path of the weights,
    ``event_encoder.pt``.
    """
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load()
    annotated = list(samples(options.gold, options.corpora / "raw", fast(), in_training))
    kinds = sorted({mention.type for sample in annotated for mention in sample.asked.mentions})
    classes = Classes(tuple(kinds), tuple(sorted({e.subtype for sample in annotated for e in sample.events})))
    items = [
        (sample, window)
        for sample in annotated
        for window in windows_of(sample.asked, [pieces.of(word) or [0] for word in sample.asked.words])
    ]
    encoder, special = shipped_encoder()
    encoder.word.weight.requires_grad_(False)
    encoder.position.weight.requires_grad_(False)
    width = encoder.word.weight.shape[1]
    heads = EventHeads(width, len(classes.kinds), len(ROLES), len(STANCES), len(classes.subtypes), len(MODALITIES))
    log.info("%d articles and sentences, %d windows", len(annotated), len(items))
    _run(encoder, heads, items, special, classes, options)
    done = options.out / "event_encoder.pt"
    torch.save({"encoder": encoder.state_dict(), "heads": heads.state_dict(), "kinds": classes.kinds}, done)
    return done


def export_encoder(weights: Path, target: Path) -> None:
    """Write the weights that `train_encoder` left as the int8 model `target`."""
    stored = torch.load(weights)
    _, special = shipped_encoder()
    about = {"name": "events-1", "roles": ROLES, "kinds": stored["kinds"], "bos": special.bos, "eos": special.eos}
    state, heads = ({name: value.numpy() for name, value in stored[part].items()} for part in ("encoder", "heads"))
    export_events(state, heads, about, target)


def _run(
    encoder: Encoder,
    heads: EventHeads,
    items: Sequence[Item],
    special: Special,
    classes: Classes,
    options: EncoderOptions,
) -> None:
    optimiser = torch.optim.AdamW(_groups(encoder, heads, options), betas=(0.9, 0.98), weight_decay=0.01)
    peaks = [group["lr"] for group in optimiser.param_groups]
    checkpoint = options.out / "checkpoint.pt"
    step = seen = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"])
        optimiser.load_state_dict(state["optimiser"])
        step, seen = state["step"], state["seen"]
        log.info("resumed at step %d", step)
    encoder.train()
    heads.train()
    saved = time.monotonic()
    sums: dict[str, float] = defaultdict(float)
    parameters = [*encoder.parameters(), *heads.parameters()]
    progress = 0.0
    for batch in _batches(items, options, options.seed + step):
        progress = seen / (options.epochs * len(items))
        if progress >= 1.0:
            break
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * min(1.0, (step + 1) / _WARM_UP) * (1.0 - progress)
        found = [
            each
            for states, (sample, window) in zip(_states(encoder, batch, special), batch, strict=True)
            for each in losses(states, sample, window, heads, classes)
        ]
        step, seen = step + 1, seen + len(batch)
        if not found:
            continue
        optimiser.zero_grad(set_to_none=True)
        (torch.stack([loss for _, loss in found]).sum() / len(batch)).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        for question, loss in found:
            sums[question] += float(loss.detach())
        if step % 20 == 0:
            log.info("step %d  %4.1f%%  %s", step, 100 * progress, {q: round(s, 1) for q, s in sorted(sums.items())})
            sums.clear()
        if time.monotonic() - saved > _SAVE_EVERY:
            _save(checkpoint, encoder, heads, optimiser, step, seen)
            saved = time.monotonic()


def _states(encoder: Encoder, batch: Sequence[Item], special: Special) -> Tensor:
    """The states of the pieces of each window, (windows, length, width)."""
    rows = [[special.bos, *window.pieces, special.eos] for _, window in batch]
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
    # Half as many bits: twice as fast on processors that know them; weights and sums stay in 32.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = encoder.encode(pieces, mask)
    return states.float()


def _batches(items: Sequence[Item], options: EncoderOptions, seed: int) -> Iterator[list[Item]]:
    """Batches without end, of windows of like length."""
    random = Random(seed)  # noqa: S311 - shuffles windows
    while True:
        shuffled = random.sample(items, len(items))
        for at in range(0, len(shuffled), _POOL):
            groups: list[list[Item]] = [[]]
            for item in sorted(shuffled[at : at + _POOL], key=lambda item: len(item[1].pieces)):
                if groups[-1] and (len(groups[-1]) + 1) * (len(item[1].pieces) + 2) > options.batch:
                    groups.append([])
                groups[-1].append(item)
            random.shuffle(groups)
            yield from groups


def _save(
    path: Path, encoder: Encoder, heads: EventHeads, optimiser: torch.optim.Optimizer, step: int, seen: int
) -> None:
    partial = path.with_suffix(".part")
    state = {"encoder": encoder.state_dict(), "heads": heads.state_dict(), "optimiser": optimiser.state_dict()}
    torch.save(state | {"step": step, "seen": seen}, partial)
    partial.replace(path)


def _groups(encoder: Encoder, heads: EventHeads, options: EncoderOptions) -> list[dict[str, object]]:
    count = len(encoder.layers)
    groups: list[dict[str, object]] = [
        {"params": list(heads.parameters()), "lr": options.heads_rate},
        {"params": list(encoder.norm.parameters()), "lr": options.rate * options.decay**count},
    ]
    for i, layer in enumerate(encoder.layers):
        groups.append({"params": list(layer.parameters()), "lr": options.rate * options.decay ** (count - 1 - i)})
    return groups
