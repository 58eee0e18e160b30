"""The encoder as a torch module with one classifier for each label set, all over the first piece of each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.train.e5 import E5Weights

__all__ = ["Encoder", "Layer", "load_e5"]


class Layer(nn.Module):
    """A post-norm transformer layer as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """`hidden` (batch, length, width), `bias` (batch, 1, 1, length): 0 for pieces, very negative for padding."""
        batch, length, width = hidden.shape
        qkv = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        hidden = self.attention_norm(hidden + self.dropout(self.out(attended)))
        changed: Tensor = self.norm(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))
        return changed


class Encoder(nn.Module):
    """Embeddings, layers, and a linear classifier for each of `sizes`, by name."""

    def __init__(
        self,
        vocabulary: int,
        width: int,
        layers: int,
        heads: int,
        inner: int,
        positions: int,
        eps: float,
        sizes: dict[str, int],
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(Layer(width, heads, inner, eps, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in sizes.items()})

    def encode(self, pieces: Tensor, mask: Tensor, frozen: int = 0) -> Tensor:
        """Hidden states, (batch, length, width), of `pieces` (batch, length); `mask` is true where a piece stands.

        The lowest `frozen` layers learn nothing.
        """
        bias = (~mask)[:, None, None, :].to(self.position.weight.dtype) * -1e4
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            positions = torch.arange(pieces.shape[1], device=pieces.device)
            hidden = self.dropout(self.norm(self.word(pieces) + self.position(positions)))
            for layer in self.layers[:frozen]:
                hidden = layer(hidden, bias)
        for layer in self.layers[frozen:]:
            hidden = layer(hidden, bias)
        encoded: Tensor = self.dropout(hidden)
        return encoded

    def forward(self, pieces: Tensor, mask: Tensor, firsts: Tensor, frozen: int = 0) -> dict[str, Tensor]:
        """Scores of each head, (words, tags), for the words whose first pieces are `firsts`: flat indices."""
        hidden = self.encode(pieces, mask, frozen)
        words = hidden.reshape(-1, hidden.shape[-1])[firsts]
        return {name: head(words) for name, head in self.heads.items()}


def load_e5(weights: E5Weights, pieces: NDArray[np.int64], sizes: dict[str, int], dropout: float = 0.1) -> Encoder:
    """The encoder with the weights of `weights`, its vocabulary cut to `pieces`."""
    model = Encoder(
        len(pieces),
        weights.width,
        weights.layers,
        weights.heads,
        weights.inner,
        weights.positions,
        weights.eps,
        sizes,
        dropout,
    )
    t = weights.tensors
    width = weights.width
    state = model.state_dict()
    state["word.weight"] = torch.from_numpy(weights.word_rows(pieces))
    # The one token type that is ever used is added to every position.
    positions = t["emb.pos"].reshape(-1, width) + t["emb.type"][:width]
    state["position.weight"] = torch.from_numpy(positions)
    state["norm.weight"], state["norm.bias"] = torch.from_numpy(t["emb.ln.w"]), torch.from_numpy(t["emb.ln.b"])
    for i in range(weights.layers):
        ours, theirs = f"layers.{i}", f"l{i}"
        qkv = [t[f"{theirs}.{name}.w"].reshape(width, width) for name in "qkv"]
        state[f"{ours}.qkv.weight"] = torch.from_numpy(np.concatenate(qkv))
        state[f"{ours}.qkv.bias"] = torch.from_numpy(np.concatenate([t[f"{theirs}.{name}.b"] for name in "qkv"]))
        for our, their in (("out", "ao"), ("up", "fi"), ("down", "fo")):
            shape = state[f"{ours}.{our}.weight"].shape
            state[f"{ours}.{our}.weight"] = torch.from_numpy(t[f"{theirs}.{their}.w"]).reshape(shape)
            state[f"{ours}.{our}.bias"] = torch.from_numpy(t[f"{theirs}.{their}.b"])
        for our, their in (("attention_norm", "aln"), ("norm", "oln")):
            state[f"{ours}.{our}.weight"] = torch.from_numpy(t[f"{theirs}.{their}.w"])
            state[f"{ours}.{our}.bias"] = torch.from_numpy(t[f"{theirs}.{their}.b"])
    model.load_state_dict(state)
    return model
