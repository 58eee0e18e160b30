"""What axe-core (https://github.com/dequelabs/axe-core) finds wrong for people who do not see, or use keys: nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from kg.cli import main

Page = Callable[..., Chrome]
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document).then((found) => done(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script, which a package carries that is not imported."""
    spec = find_spec("axe_playwright_python")
    folders = spec.submodule_search_locations if spec is not None else None
    scripts = [path for folder in folders or () for path in Path(folder).glob("axe*.js")]
    if not scripts:
        if os.environ.get("KHABAR_BROWSER") == "required":
            pytest.fail("axe-core is missing: pip install axe-playwright-python")
        pytest.skip("axe-core is missing: pip install axe-playwright-python")
    return scripts[0].read_text("utf-8")


def _violations(driver: Chrome, axe: str) -> list[str]:
    driver.execute_script(axe)
    found: list[str] = driver.execute_async_script(_RUN)
    return found


@pytest.mark.parametrize("settings", ["language=en&theme=light", "language=ar&theme=dark"])
def test_the_explorer(page: Page, served: str, served_text: str, axe: str, settings: str) -> None:
    addresses = [
        f"{served}/",
        f"{served}/search?q=x",
        f"{served}/node/entity/Q239097",
        f"{served}/node/article/one/event/1",
        f"{served}/queries/events?view=map",
        f"{served}/queries/events?view=timeline",
        f"{served}/queries/events?view=graph",
        f"{served}/queries/events",
        f"{served}/editor",
        f"{served_text}/node/article/t",
    ]
    for server in (served, served_text):
        page(f"{server}/settings?{settings}&back=/favicon.ico")
    assert {address: wrong for address in addresses if (wrong := _violations(page(address), axe))} == {}


def test_the_exported_page(page: Page, world_path: Path, tmp_path: Path, axe: str) -> None:
    path = tmp_path / "world.html"
    assert main(["export", "--store", str(world_path), "-o", str(path)]) == 0
    driver = page(path)
    # The page lets no code in but its own, and axe is none of it.
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        for step in ("", "khabar.pick(khabar.data.nodes[0].id, true)", "document.getElementById('theme').click()"):
            driver.execute_script(step)
            assert _violations(driver, axe) == []
    finally:
        driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
