"""The shipped recogniser of names as a torch module again, to go on from."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from kg.resources import data_dir
from kg.train.e5 import model_file, read_weights
from kg.train.encoder import Encoder

__all__ = ["Special", "shipped_encoder"]


@dataclass(frozen=True, slots=True)
class Special:
    """The ids of the pieces that stand for no text."""

    bos: int
    eos: int
    pad: int
    unk: int


def shipped_encoder(path: Path | None = None) -> tuple[Encoder, Special]:
    """The encoder of the recogniser, without its classifiers, in float32 with all positions that it began with."""
    path = path or data_dir() / "models" / "ner.onnx"
    model = onnx.load(path)
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    about = json.loads({entry.key: entry.value for entry in model.metadata_props}["kg"])
    e5 = read_weights(model_file())
    encoder = Encoder(len(known["word.int8"]), e5.width, e5.layers, e5.heads, e5.inner, e5.positions, e5.eps, {})
    state = {"word.weight": known["word.int8"].astype(np.float32) * known["word.scale"]}
    # The recogniser was trained with these fixed, and keeps only those that it reads.
    state["position.weight"] = e5.tensors["emb.pos"].reshape(-1, e5.width) + e5.tensors["emb.type"][: e5.width]
    state["norm.weight"], state["norm.bias"] = known["norm.w"], known["norm.b"]
    root = math.sqrt(e5.width // e5.heads)
    for i in range(e5.layers):
        for part in ("qkv", "out", "up", "down"):
            name = f"layers.{i}.{part}"
            whole = known[f"{name}.w_quantized"].astype(np.float32) - known[f"{name}.w_zero_point"].astype(np.float32)
            weight, bias = (whole * known[f"{name}.w_scale"]).T.copy(), known[f"{name}.b"].copy()
            if part == "qkv":
                # The root of the attention was put into the queries' weights.
                weight[: e5.width] *= root
                bias[: e5.width] *= root
            state[f"{name}.weight"], state[f"{name}.bias"] = weight, bias
        for part in ("attention_norm", "norm"):
            for ours, theirs in (("weight", "w"), ("bias", "b")):
                state[f"layers.{i}.{part}.{ours}"] = known[f"layers.{i}.{part}.{theirs}"]
    encoder.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    tokenizer = json.loads(path.with_suffix(".tokenizer.json").read_text(encoding="utf-8"))
    return encoder, Special(about["bos"], about["eos"], about["pad"], tokenizer["model"]["unk_id"])
