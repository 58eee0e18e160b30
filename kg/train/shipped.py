"""The shipped encoder as a torch module again, to go on from."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from kg.resources import data_dir
from kg.train.batches import Pieces
from kg.train.e5 import model_file, read_weights
from kg.train.encoder import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Special", "shipped_encoder"]


@dataclass(frozen=True, slots=True)
class Special:
    """The ids of the pieces that stand for no text."""

    bos: int
    eos: int
    pad: int
    unk: int
    tokenizer: Tokenizer

    def pieces(self) -> Pieces:
        """The pieces of words."""
        return Pieces(self.tokenizer, self.bos, self.eos, self.pad)


_HEADS = {"project": "tags", "clitic": "proclitics", "anercorp": "anercorp"}
"""The classifiers of words, by the names of what they answer in the shipped file."""


def shipped_encoder(path: Path | None = None) -> tuple[Encoder, Special]:
    """The encoder with its classifiers of words, in float32 with all positions that it began with."""
    path = path or data_dir() / "models" / "encoder.onnx"
    model = onnx.load(path)
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    about = json.loads({entry.key: entry.value for entry in model.metadata_props}["kg"])
    e5 = read_weights(model_file())
    sizes = {ours: len(known[f"{theirs}.b"]) for ours, theirs in _HEADS.items()}
    encoder = Encoder(len(known["word.int8"]), e5.width, e5.layers, e5.heads, e5.inner, e5.positions, e5.eps, sizes)
    state = {"word.weight": known["word.int8"].astype(np.float32) * known["word.scale"]}
    # It was trained with these fixed.
    state["position.weight"] = e5.tensors["emb.pos"].reshape(-1, e5.width) + e5.tensors["emb.type"][: e5.width]
    state["norm.weight"], state["norm.bias"] = known["norm.w"], known["norm.b"]
    root = math.sqrt(e5.width // e5.heads)
    for i in range(e5.layers):
        for part in ("qkv", "out", "up", "down"):
            name = f"layers.{i}.{part}"
            weight, bias = _linear(known, name)
            if part == "qkv":
                # The root of the attention was put into the queries' weights.
                weight[: e5.width] *= root
                bias[: e5.width] *= root
            state[f"{name}.weight"], state[f"{name}.bias"] = weight, bias
        for part in ("attention_norm", "norm"):
            for ours, theirs in (("weight", "w"), ("bias", "b")):
                state[f"layers.{i}.{part}.{ours}"] = known[f"layers.{i}.{part}.{theirs}"]
    for ours, theirs in _HEADS.items():
        state[f"heads.{ours}.weight"], state[f"heads.{ours}.bias"] = _linear(known, theirs)
    encoder.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    tokenizer = path.with_suffix(".tokenizer.json")
    unk = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["unk_id"]
    special = Special(about["bos"], about["eos"], about["pad"], unk, Tokenizer.from_file(str(tokenizer)))
    return encoder, special


def _linear(known: Mapping[str, NDArray[Any]], name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weight and bias of a quantised linear layer, as torch has them."""
    whole = known[f"{name}.w_quantized"].astype(np.float32) - known[f"{name}.w_zero_point"].astype(np.float32)
    return (whole * known[f"{name}.w_scale"]).T.copy(), known[f"{name}.b"].copy()
