"""The real application in a thread, and Chromium to look at it."""

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from search_app import create_app
from tests.conftest import must_have
from tests.search_app.library import build


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the running application over the small library."""
    app = create_app(*build(tmp_path_factory.mktemp("browser")))
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
