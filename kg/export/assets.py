"""What a page needs beside its data: scripts, styles, and words in two languages.

The drawing of graphs is vis-network (https://visjs.github.io/vis-network), which the package `pyvis` carries; its file
is taken from there as it is, and `pyvis` itself is never imported.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from kg.errors import MissingDataError
from kg.ontology import vocab
from kg.resources import data_dir, ontology_dir

__all__ = ["asset", "in_script", "vis_network", "words"]


def asset(name: str) -> str:
    """The text of a file of ``kg/data/viewer``."""
    return (data_dir() / "viewer" / name).read_text(encoding="utf-8")


@cache
def vis_network() -> Path:
    """The script of vis-network, of the newest release that is installed.

    Raises `MissingDataError` if there is none.
    """
    spec = find_spec("pyvis")
    folders = spec.submodule_search_locations if spec is not None else None
    found = sorted(path for folder in folders or () for path in Path(folder).glob("**/vis-*/vis-network.min.js"))
    if not found:
        raise MissingDataError("pages with graphs need vis-network, which pyvis carries: pip install pyvis")
    return max(found, key=lambda path: ([int(part) for part in path.parent.name[4:].split(".")], str(path)))


@cache
def words() -> dict[str, dict[str, str]]:
    """What pages say: language → word → text. Classes and individuals of the ontology are among the words."""
    languages: dict[str, dict[str, str]] = {"en": {}, "ar": {}}
    for quad in ox.parse(path=ontology_dir() / "kg.ttl", format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == vocab.RDFS_LABEL and isinstance(quad.object, ox.Literal):
            language, subject = quad.object.language or "", quad.subject
            if language in languages and isinstance(subject, ox.NamedNode):
                languages[language][vocab.local_name(subject.value)] = quad.object.value
    for word, texts in tomllib.loads(asset("words.toml")).items():
        for language, text in texts.items():
            languages[language][word] = text
    return languages


def in_script(value: object) -> str:
    """`value` as JSON that can stand inside a ``<script>`` element, whatever words it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")
