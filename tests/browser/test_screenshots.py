"""Screenshots of every page kind for people to look at, in the folder that
LEGAL_LIBRARY_SCREENSHOTS names: at three widths, in English and Arabic."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_journeys import PAGES

FOLDER = os.environ.get("LEGAL_LIBRARY_SCREENSHOTS", "")
_WIDTHS = (360, 768, 1440)
_HEIGHT = 900

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="LEGAL_LIBRARY_SCREENSHOTS names no folder"),
]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_kind_is_photographed(browser: Browser, address: str, language: str) -> None:
    folder = Path(FOLDER) / language
    folder.mkdir(parents=True, exist_ok=True)
    with browser.new_context(base_url=address, locale=language) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(path)
            name = re.sub(r"[^\w=-]+", "_", path).strip("_") or "home"
            for width in _WIDTHS:
                page.set_viewport_size({"width": width, "height": _HEIGHT})
                target = folder / f"{name[:120]}-{width}.png"
                page.screenshot(path=target)
                assert target.stat().st_size
