"""Proclitics: the ways to read a token as conjunction, preposition, article and word."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Token

__all__ = ["Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One segmentation of a token."""

    begin: int
    norm: str
    proclitics: str
    article: bool


def readings(token: Token) -> tuple[Reading, ...]:
    """All plausible segmentations, the unsegmented first."""
    found = [Reading(token.begin, token.norm, "", token.norm.startswith("ال") and len(token.norm) > 4)]
    raw = token.text

    def offset(letters: int) -> int:
        seen = 0
        for i, ch in enumerate(raw):
            if ch.isalpha() and ch != "ـ":
                if seen == letters:
                    return token.begin + i
                seen += 1
        return token.end

    for conj in ("", "و", "ف"):
        if not token.norm.startswith(conj):
            continue
        rest = token.norm[len(conj) :]
        if conj and len(rest) >= 3:
            found.append(Reading(offset(len(conj)), rest, conj, rest.startswith("ال") and len(rest) > 4))
        for prep in ("ب", "ل", "ك"):
            if rest.startswith(prep) and len(rest) >= 4:
                if prep == "ل" and rest.startswith("لل"):
                    found.append(Reading(offset(len(conj) + 1), "ال" + rest[2:], conj + "ل", True))
                    continue
                bare = rest[1:]
                found.append(Reading(offset(len(conj) + 1), bare, conj + prep, bare.startswith("ال") and len(bare) > 4))
    return tuple(found)
