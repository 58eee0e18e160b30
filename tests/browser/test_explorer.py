"""The explorer in a browser: search, entity, event, article, queries, editor; keyboard, languages, hostile words."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

Page = Callable[..., Chrome]
PHONE = (390, 844)


def _headed(driver: Chrome, words: str) -> None:
    """Waits until the page is there whose heading has `words`: a click or a key returns before the next page comes."""
    wait = WebDriverWait(driver, 10, ignored_exceptions=[StaleElementReferenceException])
    wait.until(lambda d: words in d.find_element(By.TAG_NAME, "h1").text, f"no page is headed {words}")


def _text(driver: Chrome) -> str:
    return driver.find_element(By.TAG_NAME, "main").text


def test_search_in_another_spelling_leads_to_the_entity(page: Page, served: str) -> None:
    driver = page(f"{served}/settings?language=en")
    driver.find_element(By.ID, "q").send_keys("سامى الحدّاد", Keys.ENTER)
    _headed(driver, "سامي الحداد")
    said = _text(driver)
    assert "وزير الخارجية" in said
    assert "بحث الحداد مع منصور الهدنة" in said  # a meeting
    driver.find_element(By.CSS_SELECTOR, ".graph canvas")  # drawn once its data have come
    assert driver.execute_script("return document.querySelector('.graph').graph.visible().length") >= 4
    assert driver.execute_script("return document.querySelector('.graph').graph.named()") >= 2
    driver.get(f"{served}/search?q=sami")
    assert "Nothing is called so." in _text(driver)


def test_an_entity_has_map_timeline_attacks_and_claims(page: Page, served: str) -> None:
    driver = page(f"{served}/node/entity/Q239097")
    assert driver.find_element(By.LINK_TEXT, "Wikidata Q239097").get_attribute("href").endswith("/wiki/Q239097")
    assert "دير الزور" in driver.find_element(By.CSS_SELECTOR, "svg.map").get_attribute("textContent")
    driver.find_element(By.CSS_SELECTOR, "svg.bars rect")
    stances = [item.text for item in driver.find_elements(By.CSS_SELECTOR, ".claims .stance")]
    assert stances == ["denies", "asserts"]
    assert "نفت" in _text(driver)


def test_an_event_shows_each_report_and_leads_to_the_article(page: Page, served: str) -> None:
    driver = page(f"{served}/node/article/one/event/1")
    reports = driver.find_elements(By.CSS_SELECTOR, ".report")
    assert len(reports) == 2
    assert "صحيفة الشمال" in reports[0].text
    assert reports[0].find_element(By.TAG_NAME, "blockquote").value_of_css_property("direction") == "rtl"
    reports[0].find_element(By.CSS_SELECTOR, "h3 a").click()
    _headed(driver, "<script>alert(1)</script> هجوم")
    driver.find_element(By.CSS_SELECTOR, ".text a.event").click()
    _headed(driver, "قصفت الكتائب القاعدة")


def test_an_article_is_shown_whole_from_right_to_left_with_what_was_read_marked(
    page: Page, served_text: str, hostile_article: tuple[str, str]
) -> None:
    title, body = hostile_article
    driver = page(f"{served_text}/node/article/t")
    whole = driver.find_element(By.CSS_SELECTOR, ".text")
    assert whole.get_attribute("textContent").replace("[1]", "").strip() == body
    assert whole.value_of_css_property("direction") == "rtl"
    assert driver.execute_script("return document.querySelectorAll('.gap, .text img, main script').length") == 0
    assert driver.find_element(By.TAG_NAME, "h1").text == title
    assert driver.find_element(By.CSS_SELECTOR, "h1 a.event").text == "غارات"
    assert [mark.text for mark in whole.find_elements(By.CSS_SELECTOR, "a.claim")] == ["وقالت"]
    whole.find_element(By.CSS_SELECTOR, "a.entity[href*='/node/entity/']").click()
    _headed(driver, "إسرائيل")


def test_a_title_that_is_a_script_is_shown_as_text(page: Page, served: str) -> None:
    driver = page(f"{served}/node/article/one")
    assert driver.find_element(By.TAG_NAME, "h1").text == "<script>alert(1)</script> هجوم"
    assert driver.execute_script("return document.querySelectorAll('main script').length") == 0


@pytest.mark.parametrize(
    ("address", "selector"),
    [
        ("/queries/events?view=table", "table a[href='/node/article/one/event/1']"),
        ("/queries/events?view=timeline", ".events li"),
        ("/queries/events?view=map", "svg.map circle"),
        ("/queries/events?view=graph", ".graph canvas"),
        ("/queries/cooccurrence?view=graph", ".graph canvas"),
        ("/queries/meetings_of?actor=" + quote("سامي الحداد"), "table td"),
    ],
)
def test_saved_queries_answer_as_table_graph_map_and_timeline(
    page: Page, served: str, address: str, selector: str
) -> None:
    assert page(served + address).find_elements(By.CSS_SELECTOR, selector)


def test_the_editor_asks_and_explains(page: Page, served: str) -> None:
    driver = page(f"{served}/editor")
    area = driver.find_element(By.NAME, "query")
    area.clear()
    area.send_keys("SELECT ?n { <entity/x-hala> rdfs:label ?n }", Keys.CONTROL, Keys.ENTER)
    wait = WebDriverWait(driver, 10, ignored_exceptions=[StaleElementReferenceException])
    wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "td").text == "هالة منصور")
    driver.get(f"{served}/editor?query={quote('SELECT ?n { ?n')}")
    assert "1" in driver.find_element(By.CLASS_NAME, "problem").text


def test_keys_alone_are_enough(page: Page, served: str) -> None:
    driver = page(f"{served}/")
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert driver.switch_to.active_element.get_attribute("class") == "skip"
    driver.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB)
    assert driver.switch_to.active_element.get_attribute("id") == "q"


def test_a_graph_is_walked_and_left_by_keys(page: Page, served: str) -> None:
    driver = page(f"{served}/node/article/one/event/1")
    driver.find_element(By.CSS_SELECTOR, ".graph canvas")
    graph = driver.find_element(By.CSS_SELECTOR, ".graph")
    picked = driver.find_element(By.CSS_SELECTOR, ".picked")
    assert graph.get_attribute("tabindex") == "0"
    graph.send_keys("n")
    assert picked.text == "قصفت الكتائب القاعدة"  # what has most edges
    graph.send_keys("n")
    name = picked.text
    assert name not in ("", "قصفت الكتائب القاعدة")
    graph.send_keys("p", "n", Keys.ENTER)
    _headed(driver, name)


def test_it_speaks_arabic_from_right_to_left(page: Page, served: str) -> None:
    driver = page(f"{served}/settings?language=ar&back=/node/entity/Q858")
    root = driver.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert driver.current_url.endswith("/node/entity/Q858")
    assert "دولة" in _text(driver)
    driver.get(f"{served}/queries/attacks_by_place")
    _headed(driver, "الهجمات في مكان")
    driver.get(f"{served}/queries")
    assert "الهجمات في مكان" in _text(driver)
    driver.get(f"{served}/settings?language=en&theme=dark&back=//evil.example/")
    assert driver.current_url == f"{served}/"
    assert driver.find_element(By.TAG_NAME, "html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(
    "address", ["/", "/node/entity/Q239097", "/node/article/one", "/node/article/one/event/1", "/queries/events"]
)
def test_nothing_is_wider_than_a_phone(page: Page, served: str, address: str) -> None:
    driver = page(served + address, PHONE)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


def test_no_inline_script_is_allowed(served: str) -> None:
    with urlopen(Request(f"{served}/node/article/one"), timeout=30) as response:  # noqa: S310 - our own server
        policy = response.headers["content-security-policy"]
        body = response.read().decode()
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script>" not in body
