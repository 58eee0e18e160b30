"""Writes the classifiers about events, which stand on the states of the encoder, as an ONNX model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from kg.train.onnx_graph import Graph, write_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["export_events"]


def export_events(heads: Mapping[str, NDArray[np.float32]], about: Mapping[str, object], target: Path) -> None:
    """Write `target` (``….onnx``), in float32; what it is given and answers is told in `kg.extract.event_reader`.

    `heads` are the weights of `kg.train.event_heads` by name; `about` travels in the model.
    """
    g = Graph()
    states, width = "states", heads["family.weight"].shape[1]

    def linear(name: str, source: str) -> str:
        return g.linear(name, source, heads[f"{name}.weight"], heads[f"{name}.bias"])

    def looked_up(name: str, index: str) -> str:
        return g.add("Gather", [g.constant(f"{name}.table", heads[f"{name}.weight"]), index], f"{name}.rows")

    second, first, last = (g.constant(f"axis.{n}", np.array([n])) for n in (1, 0, -1))
    told = g.add("Add", [g.add("MatMul", ["telling_pool", states], "pooled"), looked_up("family", "attack")], "told")
    begins = g.add("Gather", [states, "mention_first"], "begins")
    named = g.add("Concat", [begins, g.add("MatMul", ["mention_pool", states], "spans")], "named", axis=-1)

    def across(of_telling: str, of_mention: str) -> tuple[str, str]:
        down = g.add("Unsqueeze", [of_telling, second], f"{of_telling}.down")
        return down, g.add("Unsqueeze", [of_mention, first], f"{of_mention}.along")

    down, along = across(linear("telling", told), linear("mention", named))
    placed = g.add("Add", [g.add("Add", [down, along], "pair"), looked_up("distance", "distances")], "pair.placed")
    kind = g.add("Unsqueeze", [looked_up("kind", "kinds"), first], "kind.along")
    added = g.add("Gelu", [g.add("Add", [placed, kind], "pair.typed")], "pair.added")
    one = g.add("Tanh", [linear("telling_factor", told)], "of_telling")
    other = g.add("Tanh", [linear("mention_factor", named)], "of_mention")
    times = g.add("Mul", list(across(one, other)), "pair.times")
    pair = g.add("Concat", [added, times], "pair.both", axis=-1)

    side = linear("side", told)
    down, along = across(side, side)
    joined = g.add("Add", [g.add("Add", [down, along], "sides"), looked_up("gap", "gaps")], "sides.placed")
    apart = g.add("Abs", [g.add("Sub", [down, along], "sides.difference")], "sides.apart")
    two = g.add("Concat", [g.add("Gelu", [joined], "sides.added"), apart], "sides.both", axis=-1)

    found = {
        "roles": linear("role", pair),
        "same": g.add("Squeeze", [linear("same_event", two), last], "same.flat"),
        "happens": g.add("Squeeze", [linear("event", told), last], "happens.flat"),
    }
    shapes = {"roles": 3, "same": 2, "happens": 1}
    for name, source in found.items():
        g.add("Identity", [source], name)
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}{n}" for n in range(rank)])
        for name, rank in shapes.items()
    ]
    integers: dict[str, list[str | int]] = {"mention_first": ["mentions"]}
    integers |= {"attack": ["tellings"], "kinds": ["mentions"]}
    integers |= {"distances": ["tellings", "mentions"], "gaps": ["tellings", "tellings"]}
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in integers.items()]
    inputs += [
        helper.make_tensor_value_info(f"{n}_pool", TensorProto.FLOAT, [f"{n}s", "length"])
        for n in ("telling", "mention")
    ]
    inputs.append(helper.make_tensor_value_info(states, TensorProto.FLOAT, ["length", width]))
    write_model(g, inputs, outputs, about, target, int8=False)
