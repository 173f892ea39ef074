"""Connections by TLS go to the checked address and prove the name."""

import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from corpora.crawl.address import Addresses, CheckedTransport
from tests.corpora.crawl.site import resolve


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Certificate and key of site.test."""
    if not shutil.which("openssl"):
        pytest.skip("TLS IS NOT TESTED: openssl is not installed")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=site.test", "-addext", "subjectAltName=DNS:site.test",
         "-out", str(paths[0]), "-keyout", str(paths[1])],
        check=True, capture_output=True,
    )  # fmt: skip
    return paths


def test_the_name_is_in_tls_and_host_and_must_be_that_of_the_certificate(
    certificate: tuple[Path, Path],
) -> None:
    seen: list[str | None] = []
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(*certificate)
    serving.sni_callback = lambda _socket, name, _context: seen.append(name)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        seen.append(head.split("\r\n")[1].partition(":")[2].strip().partition(":")[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()

    async def get(host: str) -> str:
        server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=serving)
        port = server.sockets[0].getsockname()[1]
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        transport = CheckedTransport(Addresses(allow_private=True, resolve=resolve), trusting)
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            try:
                return (await client.get(f"https://{host}:{port}/")).text
            finally:
                server.close()

    assert asyncio.run(get("site.test")) == "ok"
    assert seen == ["site.test", "site.test"]
    with pytest.raises(httpx.ConnectError, match="Hostname mismatch"):
        asyncio.run(get("other.test"))
