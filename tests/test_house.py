"""The rules of the house, read from the imports: who may use whom, and which library lives in which room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"

# Library → the files or rooms that may import it.
LIBRARIES = {
    "owlready2": ("ontology/schema.py", "ontology/reason.py"),
    "rdflib": ("rdf/validate.py", "export/rdf.py", "bench/agreement.py"),
    "pyshacl": ("rdf/validate.py",),
    "camel_tools": ("text/", "extract/camel.py"),
    "torch": ("train/",),
    "transformers": ("train/",),
    "networkx": ("evaluate/",),
    "httpx": ("store/remote.py", "link/wikidata.py"),
    "tenacity": ("store/remote.py", "link/wikidata.py"),
    "distributed": ("work/cluster.py",),
    "atheris": ("bench/fuzzing.py",),
    "fsspec": ("work/cluster.py", "read/remote.py"),
    "trafilatura": ("read/html.py",),
    "onnxruntime": ("extract/article_encoder.py", "train/"),
    "rapidfuzz": ("link/",),
    "orjson": ("link/",),
    "rich": ("cli/",),
    "matplotlib": ("plot/",),
    "igraph": ("export/layout.py",),
    "jinja2": ("serve/explorer/",),
    "starlette": ("serve/",),
    "uvicorn": ("serve/",),
}
# Room → the rooms of this package that it may import, beside model, errors, resources and itself.
ROOMS = {
    "read": set(),
    "text": set(),
    "ontology": set(),
    "gazetteer": {"text"},
    "extract": {"text", "gazetteer", "ontology", "seams"},
    "link": {"text", "gazetteer"},
    "merge": {"text"},
    "rdf": {"text", "ontology", "merge"},
    "store": {"rdf", "ontology", "merge"},
    "query": {"store", "ontology", "text"},
    "export": {"store", "ontology"},
    "plot": {"export", "store", "ontology"},
    "serve": {"query", "store", "ontology", "text", "export"},
    "work": {"text", "rdf", "ontology", "store", "seams", "link"},
}
FREE = {"model", "errors", "resources", ""}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_lives_in_one_room(library: str) -> None:
    users = [
        file
        for file in FILES
        if any(name.split(".")[0] == library for name in _imports(PACKAGE / file))
        and not file.startswith(LIBRARIES[library])
    ]
    assert users == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    allowed = ROOMS[room] | FREE | {room}
    strangers = {
        (file, name)
        for file in FILES
        if file.startswith(f"{room}/")
        for name in _imports(PACKAGE / file)
        if name.split(".")[0] == "kg" and "".join(name.split(".")[1:2]) not in allowed
    }
    assert strangers == set()


def test_camel_tools_is_never_imported_where_it_would_reach_for_the_network() -> None:
    modules = {name for file in FILES for name in _imports(PACKAGE / file) if name.startswith("camel_tools")}
    assert modules
    assert all(name.startswith("camel_tools.utils") for name in modules)
    # extract/camel.py imports the rest by name, once the data are known to lie on the disk.
    adapters = [file for file in FILES if "import_module" in (PACKAGE / file).read_text("utf-8")]
    assert set(adapters) <= {"extract/camel.py", "seams.py", "cli/__init__.py"}


def test_broad_excepts_stand_at_the_per_article_boundary_only() -> None:
    def broad(path: Path) -> bool:
        handlers = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ExceptHandler))
        return any(h.type is None or getattr(h.type, "id", "") in {"Exception", "BaseException"} for h in handlers)

    assert [file for file in FILES if broad(PACKAGE / file)] == ["work/recipe.py"]
