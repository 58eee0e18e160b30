"""What is wrong with a query that can't be parsed, in words that help: the parser says where, this says what to try."""

from __future__ import annotations

import re

from kg.ontology.vocab import PREFIXES

__all__ = ["explain"]

_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SKIPPED = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*""", re.DOTALL
)
_PREFIXED = re.compile(r"(?<![\w:?$@])([A-Za-z][\w-]*):(?!//)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(?:INSERT|DELETE|DROP|CLEAR|LOAD|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE | re.MULTILINE)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PAIRS = {"}": "{", ")": "("}
_READABLE = re.compile(r'"[^"]+"|[A-Z]{2,}(?: [A-Z]{2,})*')


def explain(shown: str, text: str, message: str, lines_before: int, *, is_update: bool = False) -> str:
    """A message with the place in the user's own text, the line itself with a pointer, and a hint.

    `shown` names the query, `message` is the parser's, `lines_before` counts the lines that were put before `text`.
    `is_update` tells that an update was expected.
    """
    plain = _SKIPPED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    changes = _UPDATE.search(plain) is not None
    if is_update and not changes and _FORM.search(plain):
        return f"{shown}: this is a query and changes nothing; leave --update away"
    if not is_update and changes and not _FORM.search(plain):
        return f"{shown}: this changes the store, and `kg query` only reads it; --update lets it change it"
    position = _POSITION.search(message)
    if position is None:
        return f"{shown}: {message}"
    line, column = int(position[1]) - lines_before, int(position[2])
    if (unknown := _undeclared(plain)) is not None:
        before = plain[: unknown.start()]
        line, column = before.count("\n") + 1, unknown.start() - before.rfind("\n")
        hint: str | None = f"the prefix {unknown[1]}: is not declared; known without declaring: {' '.join(PREFIXES)}"
    else:
        hint = _unbalanced(plain) if is_update else _hint(plain, position[3])
    if hint is None:
        readable = sorted(set(_READABLE.findall(position[3])))
        hint = f"expected {' or '.join(readable)} here" if readable else "the query is not valid SPARQL from here on"
    return f"{shown}:{line}:{column}: {hint}{_pointer(text, line, column)}"


def _pointer(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    if not 0 < line <= len(lines) or not lines[line - 1].strip():
        return ""
    return f"\n  {lines[line - 1]}\n  {' ' * (column - 1)}^"


def _undeclared(plain: str) -> re.Match[str] | None:
    """The first prefixed name whose prefix is neither known nor declared."""
    declared = {*PREFIXES, *_DECLARED.findall(plain)}
    return next((match for match in _PREFIXED.finditer(plain) if match[1] not in declared), None)


def _hint(plain: str, expected: str) -> str | None:
    """The likely mistake, or `None`. `plain` is the query with strings, IRIs and comments blanked."""
    if not plain.strip():
        return "the query is empty"
    if not _FORM.search(plain):
        return _misspelt(plain)
    if "variable that is unbound" in expected:
        return "beside COUNT, SUM … each selected variable must stand in GROUP BY"
    if "IRI parsing failed" in expected:
        return "an IRI before this place is malformed: it is absolute or relative to the base, and holds no space"
    return _unbalanced(plain)


def _misspelt(plain: str) -> str | None:
    from difflib import get_close_matches

    for word in re.findall(r"[A-Za-z]+", plain):
        if close := get_close_matches(word.upper(), _FORMS, n=1, cutoff=0.7):
            return f"{word!r} is no keyword; did you mean {close[0]}?"
    return f"a query has one of {', '.join(_FORMS)}"


def _unbalanced(plain: str) -> str | None:
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(plain.splitlines(), start=1):
        for char in line:
            if char in "{(":
                opened.append((char, number))
            elif char in "})":
                if not opened or opened[-1][0] != _PAIRS[char]:
                    return f"line {number} closes a {char!r} that nothing opened"
                opened.pop()
    return f"the {opened[-1][0]!r} of line {opened[-1][1]} is never closed" if opened else None
