"""The encoder as an ONNX graph, and ONNX models as int8 files: what the exports share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Graph", "encoded", "write_model"]

State = Mapping[str, "NDArray[np.float32]"]
"""Weights by name."""


class Graph:
    """An ONNX graph in the making: each method adds a node and returns the name of what it yields."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A constant."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """A node of one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, name: str, source: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """A linear layer with torch's weights."""
        w = self.constant(f"{name}.w", weight.T)
        b = self.constant(f"{name}.b", bias)
        return self.add("Add", [self.add("MatMul", [source, w], f"{name}.matmul"), b], f"{name}.sum")

    def norm(self, name: str, source: str, weight: NDArray[np.float32], bias: NDArray[np.float32], eps: float) -> str:
        """Layer normalisation."""
        w, b = self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)
        return self.add("LayerNormalization", [source, w, b], f"{name}.out", axis=-1, epsilon=eps)


def encoded(g: Graph, state: State, heads: int, eps: float, positions: int) -> str:
    """Adds the encoder over the input ``pieces`` (1, length); returns the name of its states (1, length, width).

    As many `positions` are kept as the run time ever reads.
    """
    width = state["word.weight"].shape[1]
    layers = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("layers."))
    scale = np.abs(state["word.weight"]).max(axis=1, keepdims=True) / 127.0
    scale[scale == 0.0] = 1.0
    rows = g.constant("word.int8", np.rint(state["word.weight"] / scale).astype(np.int8))
    scales = g.constant("word.scale", scale.astype(np.float32))
    words = g.add("Cast", [g.add("Gather", [rows, "pieces"], "word.rows")], "word.float", to=TensorProto.FLOAT)
    words = g.add("Mul", [words, g.add("Gather", [scales, "pieces"], "word.scales")], "word")
    placed = g.constant("positions", state["position.weight"][:positions])
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.add("Slice", [g.add("Shape", ["pieces"], "shape"), one, g.constant("two", np.array([2]))], "length")
    here = g.add("Slice", [placed, zero, length, zero], "here")
    hidden = g.norm("norm", g.add("Add", [words, here], "embedded"), state["norm.weight"], state["norm.bias"], eps)
    split = g.constant("split", np.array([0, 0, 3 * heads, width // heads]))
    join = g.constant("join", np.array([0, 0, width]))
    root = np.float32(np.sqrt(width // heads))
    for i in range(layers):
        p = f"layers.{i}"
        # The root of the attention goes into the queries' weights.
        qkv_w, qkv_b = state[f"{p}.qkv.weight"].copy(), state[f"{p}.qkv.bias"].copy()
        qkv_w[:width] /= root
        qkv_b[:width] /= root
        parts = g.add("Reshape", [g.linear(f"{p}.qkv", hidden, qkv_w, qkv_b), split], f"{p}.parts")
        turned = g.add("Transpose", [parts], f"{p}.turned", perm=[0, 2, 1, 3])
        q, k, v = f"{p}.q", f"{p}.k", f"{p}.v"
        g.nodes.append(helper.make_node("Split", [turned], [q, k, v], name=f"{p}.split", axis=1, num_outputs=3))
        keys = g.add("Transpose", [k], f"{p}.keys", perm=[0, 1, 3, 2])
        scores = g.add("MatMul", [q, keys], f"{p}.products")
        seen = g.add("MatMul", [g.add("Softmax", [scores], f"{p}.shares", axis=-1), v], f"{p}.seen")
        joined = g.add("Reshape", [g.add("Transpose", [seen], f"{p}.back", perm=[0, 2, 1, 3]), join], f"{p}.joined")
        out = g.linear(f"{p}.out", joined, state[f"{p}.out.weight"], state[f"{p}.out.bias"])
        hidden = g.norm(
            f"{p}.attention_norm",
            g.add("Add", [hidden, out], f"{p}.attended"),
            state[f"{p}.attention_norm.weight"],
            state[f"{p}.attention_norm.bias"],
            eps,
        )
        up = g.linear(f"{p}.up", hidden, state[f"{p}.up.weight"], state[f"{p}.up.bias"])
        down = g.linear(
            f"{p}.down", g.add("Gelu", [up], f"{p}.gelu"), state[f"{p}.down.weight"], state[f"{p}.down.bias"]
        )
        hidden = g.norm(
            f"{p}.norm",
            g.add("Add", [hidden, down], f"{p}.changed"),
            state[f"{p}.norm.weight"],
            state[f"{p}.norm.bias"],
            eps,
        )
    return hidden


def write_model(
    g: Graph,
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
    about: Mapping[str, object],
    target: Path,
    *,
    int8: bool = True,
) -> None:
    """Write `target` (``….onnx``), in int8 or in float32; `about` travels in it."""
    graph = helper.make_graph(g.nodes, target.stem, inputs, outputs, g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    helper.set_model_props(model, {"kg": json.dumps(about, ensure_ascii=False, sort_keys=True)})
    onnx.checker.check_model(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not int8:
        onnx.save(model, target)
        return
    whole = target.with_suffix(".float.onnx")
    onnx.save(model, whole)
    # Seven-bit weights: AVX2 adds products of eight-bit ones in sixteen bits, and overflows.
    quantize_dynamic(
        whole,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    whole.unlink()
