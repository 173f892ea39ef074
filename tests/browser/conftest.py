"""The real application in a thread, and Chromium to look at it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from search_app import create_app
from tests.conftest import must_have
from tests.search_app.library import build


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the running application over the small library."""
    with served(create_app(*build(tmp_path_factory.mktemp("browser")))) as url:
        yield url


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """URL of an application that runs in a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        message = "THE PAGES ARE NOT TESTED IN A BROWSER: apt-get install chromium"
        pytest.fail(message) if must_have("BROWSER") else pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page with scripts, of which none fails."""
    context = browser.new_context(base_url=address)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text))
    yield opened
    context.close()
    assert not errors


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()
