"""Writes the trained recogniser of names as an int8 ONNX model with its tokeniser and its labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from kg.train.onnx_graph import Graph, encoded, write_model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["export_ner"]

_POSITIONS = 192
"""As many positions as the run time ever reads."""


def export_ner(
    state: dict[str, NDArray[np.float32]],
    tokenizer: Tokenizer,
    about: dict[str, object],
    target: Path,
    *,
    heads: int = 12,
    eps: float = 1e-12,
    int8: bool = True,
) -> None:
    """Write `target` (``….onnx``), in int8 or in float32, and the tokeniser beside it.

    `state` are the encoder's weights by name; `about` travels in the model: name, tags, and the special pieces.
    """
    g = Graph()
    hidden = encoded(g, state, heads, eps, _POSITIONS, masked=True)
    width = state["word.weight"].shape[1]
    flat = g.add("Reshape", [hidden, g.constant("flat.shape", np.array([-1, width]))], "flat")
    chosen = g.add("Gather", [flat, "firsts"], "chosen")
    outputs = []
    for output, head in (("tags", "project"), ("proclitics", "clitic"), ("anercorp", "anercorp")):
        summed = g.linear(output, chosen, state[f"heads.{head}.weight"], state[f"heads.{head}.bias"])
        g.add("Identity", [summed], output)
        size = len(state[f"heads.{head}.bias"])
        outputs.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, ["words", size]))
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["sentences", "length"]),
        helper.make_tensor_value_info("bias", TensorProto.FLOAT, ["sentences", 1, 1, "length"]),
        helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]),
    ]
    write_model(g, inputs, outputs, about, target, int8=int8)
    tokenizer.save(str(target.with_suffix(".tokenizer.json")), pretty=False)
