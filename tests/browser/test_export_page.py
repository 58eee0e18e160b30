"""The page of `kg export --format html`, opened from disk: load, search, filter, click, evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from kg.cli import main
from kg.export.graph import NODE_ATTRIBUTES
from kg.export.projection import project
from kg.store.reading import StoreReader

Page = Callable[..., Chrome]


@pytest.fixture(scope="module")
def exported(seed_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "news.html"
    assert main(["export", "--store", str(seed_store), "-o", str(path)]) == 0
    return path


def _shown(driver: Chrome) -> int:
    return int(driver.execute_script("return khabar.graph.visible().length"))


def _by(driver: Chrome, condition: str) -> str:
    return str(driver.execute_script(f"return khabar.data.nodes.find(n => {condition}).id"))


def test_it_needs_nothing_but_itself(exported: Path) -> None:
    text = exported.read_text("utf-8")
    assert "<script src" not in text
    assert '<link rel="stylesheet"' not in text
    assert "default-src 'none'" in text


def test_it_holds_every_node_and_edge(page: Page, exported: Path, seed_store: Path) -> None:
    driver, projection = page(exported), project(StoreReader(seed_store))
    held = driver.execute_script("return khabar.data")
    nodes = {node["id"]: {k: v for k, v in node.items() if k in NODE_ATTRIBUTES} for node in held["nodes"]}
    assert nodes == {node.id: dict(node.attributes) for node in projection.nodes}
    assert {(e["id"], e["source"], e["target"], e["role"]) for e in held["edges"]} == {
        (edge.id, edge.source, edge.target, edge.attributes["role"]) for edge in projection.edges
    }
    assert set(driver.execute_script("return khabar.graph.visible()")) == set(nodes)


def test_search_filter_and_click(page: Page, exported: Path) -> None:
    driver = page(exported)
    whole = _shown(driver)
    assert whole > 30
    # Search, in another spelling than the article's.
    driver.find_element(By.ID, "search").send_keys("سوريه")
    found = driver.find_element(By.CSS_SELECTOR, "#results li button")
    assert found.text == "سورية"
    found.click()
    details = driver.find_element(By.ID, "details")
    assert details.find_element(By.TAG_NAME, "h2").text == "سورية"
    assert "Q858" in details.text
    # Filter by kind, by status, by date.
    box = driver.find_element(By.CSS_SELECTOR, "#kinds input[data-value=Person]")
    box.click()
    assert _shown(driver) == whole - 3
    box.click()
    driver.find_element(By.CSS_SELECTOR, "#statuses input[data-value=Contested]").click()
    contested = _by(driver, "n.status === 'Contested'")
    assert contested not in driver.execute_script("return khabar.graph.visible()")
    driver.find_element(By.CSS_SELECTOR, "#statuses input[data-value=Contested]").click()
    assert _shown(driver) == whole
    driver.find_element(By.ID, "undated").click()
    driver.find_element(By.ID, "from").send_keys("2030")
    assert driver.execute_script("return khabar.graph.visible().every(id => !id.includes('/event/'))")


def test_a_click_on_a_node_shows_its_sentences(page: Page, exported: Path) -> None:
    driver = page(exported)
    contested = _by(driver, "n.status === 'Contested'")
    driver.execute_script("khabar.graph.focus(arguments[0])", contested)
    at = driver.execute_script(
        "const n = khabar.graph.network, p = n.canvasToDOM(n.getPosition(arguments[0]));"
        "const r = document.getElementById('graph').getBoundingClientRect();"
        "return [Math.round(p.x - r.width / 2), Math.round(p.y - r.height / 2)]",
        contested,
    )
    canvas = driver.find_element(By.ID, "graph")
    ActionChains(driver).move_to_element_with_offset(canvas, *at).click().perform()
    quotes = driver.find_elements(By.CSS_SELECTOR, "#details blockquote")
    assert any("انفجارات في حقل الكونيكو" in quote.text for quote in quotes)
    assert quotes[0].value_of_css_property("direction") == "rtl"
    denied = driver.find_elements(By.CSS_SELECTOR, "#details q")
    assert [word.text.strip('“”"') for word in denied] != []
    # Its neighbourhood alone.
    whole = _shown(driver)
    driver.find_element(By.ID, "around").click()
    near = driver.execute_script("return khabar.graph.neighbours.get(arguments[0]).size", contested)
    assert _shown(driver) == near + 1 < whole


def test_keys_lead_to_search_and_the_page_speaks_arabic(page: Page, exported: Path) -> None:
    driver = page(exported)
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    assert driver.switch_to.active_element.get_attribute("id") == "search"
    driver.switch_to.active_element.send_keys("Syria", Keys.ENTER)
    assert driver.find_element(By.CSS_SELECTOR, "#details h2").text == "سورية"
    driver.find_element(By.ID, "language").click()
    root = driver.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert "لقاء دبلوماسي" in driver.find_element(By.ID, "kinds").text
    said = {e.get_attribute("aria-label") for e in driver.find_elements(By.CSS_SELECTOR, "[aria-label]")}
    assert said == {"ابحث عن اسم بأي كتابة", "المرشّحات", "شبكة", "التفاصيل"}


def test_words_of_an_article_are_never_code(page: Page, world_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "world.html"
    assert main(["export", "--store", str(world_path), "--with", "articles", "-o", str(path)]) == 0
    driver = page(path)
    driver.execute_script("khabar.pick(khabar.data.nodes.find(n => n.label.startsWith('<script>')).id, true)")
    assert driver.find_element(By.CSS_SELECTOR, "#details h2").text == "<script>alert(1)</script> هجوم"


def test_two_thousand_nodes_are_drawn(page: Page, tmp_path: Path) -> None:
    """All that is drawn at once is a frame; the positions come with the file."""
    from kg.export.graph import Edge, Node, Projection
    from kg.export.html import html

    nodes = tuple(
        Node(f"n{n:04}", {"label": f"عقدة {n}", "group": "Actor", "kind": "Person", "type": "Person"})
        for n in range(2000)
    )
    edges = tuple(
        Edge(f"e{n:04}", f"n{n:04}", f"n{n * 7 % 2000:04}", "agent", {"label": "agent", "role": "agent", "weight": 1})
        for n in range(2000)
    )
    path = tmp_path / "large.html"
    with path.open("wb") as out:
        html.write(Projection(nodes, edges), out)
    driver = page(path)
    assert _shown(driver) == 2000
    # Names that would overlap are left out; coming nearer makes room for more of what is left in the window.
    driver.execute_script("khabar.graph.network.redraw()")
    named = driver.execute_script("return khabar.graph.named()")
    assert 0 < named < 1000
    driver.find_element(By.ID, "search").send_keys("عقدة 1999", Keys.ENTER)
    assert driver.find_element(By.CSS_SELECTOR, "#details h2").text == "عقدة 1999"
