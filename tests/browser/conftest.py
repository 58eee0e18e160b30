"""A headless Chromium. Tests that need one skip where there is none, unless `KHABAR_BROWSER=required` says that none
may be missing, as `.ci/run` does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from kg.cli import main

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=en",
)
DESKTOP, PHONE = (1280, 800), (390, 844)
TITLE = "<script>alert(1)</script> غارات على الحديدة"
PARAGRAPH = "قصفت الطائرات الإسرائيلية مدينة الحديدة في اليمن. وقالت جماعة الحوثي إن القصف أصاب الميناء."
IMAGE = "<img src=x onerror=alert(2)> ثم عاد الهدوء إلى المدينة، وهذه جملة لا حدث فيها."


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """The browser."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        reason = "no Chromium with chromedriver: apt-get install chromium chromium-driver"
        if os.environ.get("KHABAR_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as started:
        started.implicitly_wait(10)
        yield started


@pytest.fixture
def page(chromium: webdriver.Chrome) -> Iterator[Callable[..., webdriver.Chrome]]:
    """Opens an address in a window of a size. At the end, nothing may have been said on the console."""

    def show(address: str | Path, size: tuple[int, int] = DESKTOP) -> webdriver.Chrome:
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        chromium.get(address.as_uri() if isinstance(address, Path) else address)
        return chromium

    chromium.get_log("browser")
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    yield show
    said: list[dict[str, Any]] = chromium.get_log("browser")
    assert [entry["message"] for entry in said] == []


@contextmanager
def _serving(store: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().strip()
        assert url.startswith("http://127.0.0.1:"), url
        try:
            yield url.rstrip("/")
        finally:
            process.send_signal(2)
            process.wait(20)


@pytest.fixture(scope="session")
def served(world_path: Path) -> Iterator[str]:
    """The address of a server on the small store, which keeps no texts."""
    with _serving(world_path) as url:
        yield url


@pytest.fixture(scope="session")
def hostile_article() -> tuple[str, str]:
    """Title and body of an article that holds code."""
    return TITLE, f"{PARAGRAPH}\n{IMAGE}"


@pytest.fixture(scope="session")
def served_text(tmp_path_factory: pytest.TempPathFactory, hostile_article: tuple[str, str]) -> Iterator[str]:
    """The address of a server on a store that was built with the text of that article, ``t``."""
    folder = tmp_path_factory.mktemp("texts")
    title, body = hostile_article
    (folder / "t.jsonl").write_text(json.dumps({"id": "t", "title": title, "text": body, "published": "2021-07-05"}))
    assert main(["build", "--engine", "fast", "--store", str(folder / "store"), str(folder / "t.jsonl")]) == 0
    with _serving(folder / "store") as url:
        yield url
