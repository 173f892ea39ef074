"""The server as its operators start and stop it: `legal-library serve`, a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from corpora.store import open_collection

ROOT = Path(__file__).parents[1]


@dataclass
class Server:
    """A server that runs."""

    process: subprocess.Popen[str]
    pages: str
    metrics: str
    log: Path


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    open_collection(home).close()
    pages, metrics = free_port(), free_port()
    environment = os.environ | {
        "LEGAL_LIBRARY_HOME": str(home),
        "DATABASE_URL": "",
        "ELASTICSEARCH_URL": "",
        "METRICS_ADDRESS": f"127.0.0.1:{metrics}",
        "PYTHONPATH": str(ROOT),
    }
    log = home / "log"
    with log.open("w") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "legal_library", "serve", "--port", str(pages)],
            env=environment, stderr=lines, stdout=lines, text=True, cwd=ROOT,
        )  # fmt: skip
    started = Server(process, f"http://127.0.0.1:{pages}", f"http://127.0.0.1:{metrics}", log)
    try:
        for _ in range(600):
            try:
                httpx.get(f"{started.pages}/readyz", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield started
    finally:
        process.kill()
        process.wait()


def test_it_is_ready_only_when_an_index_is_live(server: Server) -> None:
    answer = httpx.get(f"{server.pages}/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert answer.json()["database"] == "ok"
    assert "no release" in answer.json()["index"]


def test_requests_are_counted_over_all_workers_and_told_on_an_address_of_their_own(
    server: Server,
) -> None:
    for _ in range(8):
        assert httpx.get(f"{server.pages}/help").status_code == 200
    told = httpx.get(f"{server.metrics}/metrics").text
    line = 'legal_library_requests_total{method="GET",route="/help",status="200"} 8.0'
    assert line in told
    assert 'legal_library_request_seconds_count{route="/help"} 8.0' in told
    assert 'legal_library_up{part="collection"} 1.0' in told
    assert 'legal_library_up{part="index"} 0.0' in told
    # Not where the pages are, whatever the request says of its host.
    port = server.metrics.rpartition(":")[2]
    for headers in ({}, {"Host": f"127.0.0.1:{port}"}, {"X-Forwarded-Port": port}):
        assert httpx.get(f"{server.pages}/metrics", headers=headers).status_code == 404


def test_every_request_has_an_id_and_a_line_of_json_without_what_was_asked(
    server: Server,
) -> None:
    given = "0123456789abcdef"
    asked = f"{server.pages}/help?q=secretquery"
    assert httpx.get(asked, headers={"X-Request-Id": given}).headers["X-Request-Id"] == given
    forged = httpx.get(asked, headers={"X-Request-Id": '"} x'}).headers["X-Request-Id"]
    assert forged.isalnum()
    text = server.log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    (line,) = (one for one in lines if one.get("request_id") == given)
    assert (line["route"], line["status"], line["level"]) == ("/help", 200, "info")
    assert "secretquery" not in text
    assert any(one["logger"] == "gunicorn.error" for one in lines)


def test_a_server_that_is_told_to_stop_ends(server: Server) -> None:
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=40) == 0
