"""What many tests start from: an article of our own, understood and stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import settings

from kg.extract.engine import Engine, fast
from kg.link.linker import OfflineLinker
from kg.model import Article, Extraction
from kg.ontology.schema import Schema
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.store.oxigraph import OxigraphStore
from kg.store.reading import StoreReader
from kg.text.segment import analyse

# No test is timed: a busy machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The shipped fast engine."""
    return fast()


@pytest.fixture(scope="session")
def understand(engine: Engine) -> Callable[..., Extraction]:
    """Text → extraction: `understand(text, title=…, published=…)`."""

    def run(text: str, *, title: str | None = None, published: str | None = "2021-07-05") -> Extraction:
        whole = f"{title}\n{text}" if title else text
        return engine.extract(analyse(Article("test", whole, title=title, published=published)))

    return run


@pytest.fixture(scope="session")
def graph_of(engine: Engine) -> Callable[..., ArticleGraph]:
    """Id and text → the article's graph."""
    mapper, linker = Mapper(Schema.load()), OfflineLinker()

    def run(identifier: str, text: str, published: str | None = "2021-07-05") -> ArticleGraph:
        article = Article(identifier, text, published=published)
        return mapper.article_graph(linker.link(engine.extract(analyse(article))))

    return run


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the seeds by the command."""
    from kg.cli import main

    path = tmp_path_factory.mktemp("seed") / "store"
    assert main(["build", "--store", str(path), str(ROOT / "seeds")]) == 0
    return path


@pytest.fixture(scope="session")
def news_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small store made by hand, of articles of invented news: `data/news.trig`."""
    path = tmp_path_factory.mktemp("news") / "store"
    base = OxigraphStore(path).base  # puts the ontology in
    raw = ox.Store(str(path))
    raw.load(path=str(ROOT / "tests" / "data" / "news.trig"), format=ox.RdfFormat.TRIG, base_iri=base)
    raw.flush()
    del raw
    return path


@pytest.fixture(scope="session")
def news(news_path: Path) -> OxigraphStore:
    """That store, opened for reading."""
    return OxigraphStore(news_path, read_only=True)


@pytest.fixture(scope="session")
def world_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small store of invented news, `tests/data/world.trig`."""
    path = tmp_path_factory.mktemp("world") / "store"
    OxigraphStore(path)  # puts the ontology in
    raw = ox.Store(str(path))
    raw.load(path=ROOT / "tests" / "data" / "world.trig", format=ox.RdfFormat.TRIG)
    raw.flush()
    del raw
    return path


@pytest.fixture(scope="session")
def world(world_path: Path) -> StoreReader:
    """The same store, opened for reading."""
    return StoreReader(world_path)


@pytest.fixture
def store(tmp_path: Path) -> OxigraphStore:
    """An empty store."""
    return OxigraphStore(tmp_path / "store")
