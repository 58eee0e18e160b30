"""Writes the trained encoder with its classifiers of words as an int8 ONNX model, with its tokeniser and its labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from kg.train.batches import CLITIC_CLASSES, HEADS, Pieces
from kg.train.onnx_graph import Graph, encoded, write_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["export_encoder"]

_POSITIONS = 512
"""As many positions as the run time ever reads."""


def export_encoder(
    state: Mapping[str, NDArray[np.float32]],
    pieces: Pieces,
    name: str,
    target: Path,
    *,
    heads: int = 12,
    eps: float = 1e-12,
    int8: bool = True,
) -> None:
    """Write `target` (``….onnx``), in int8 or in float32, and the tokeniser beside it.

    `state` are the encoder's weights by name. The `name`, the tags and the special pieces travel in the model.
    """
    about: dict[str, object] = {"name": name, "bos": pieces.bos, "eos": pieces.eos, "pad": pieces.pad}
    about["unk"] = json.loads(pieces.tokenizer.to_str())["model"]["unk_id"]
    about |= {"tags": HEADS["project"], "anercorp": HEADS["anercorp"], "clitics": CLITIC_CLASSES}
    g = Graph()
    hidden = encoded(g, state, heads, eps, _POSITIONS)
    width = state["word.weight"].shape[1]
    g.add("Identity", [hidden], "states")
    flat = g.add("Reshape", [hidden, g.constant("flat.shape", np.array([-1, width]))], "flat")
    chosen = g.add("Gather", [flat, "firsts"], "chosen")
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "length", width])]
    for output, head in (("tags", "project"), ("proclitics", "clitic"), ("anercorp", "anercorp")):
        summed = g.linear(output, chosen, state[f"heads.{head}.weight"], state[f"heads.{head}.bias"])
        g.add("Identity", [summed], output)
        size = len(state[f"heads.{head}.bias"])
        outputs.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, ["words", size]))
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"]),
        helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]),
    ]
    write_model(g, inputs, outputs, about, target, int8=int8)
    pieces.tokenizer.save(str(target.with_suffix(".tokenizer.json")), pretty=False)
