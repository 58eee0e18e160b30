"""A headless Chromium. Tests that need one skip where there is none, unless `KHABAR_BROWSER=required` says that none
may be missing, as `.ci/run` does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

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
    yield show
    said: list[dict[str, Any]] = chromium.get_log("browser")
    assert [entry["message"] for entry in said] == []
