"""A small provider of identities (OpenID Connect), in a thread, which says what a test wants it to."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "library", "what-the-provider-gave"


class Provider:
    """Signs in whoever `claims` says. `signs` is the key that it uses, of which `shows` is public."""

    def __init__(self) -> None:
        self.shows = self.signs = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {"sub": "7", "email": "admin", "email_verified": True}
        self.works = True
        self.asked: dict[str, list[str]] = {}
        self.issuer = ""

    def come(self, location: str) -> str:
        """What a browser does there that is led to `location`: the address it is led back to."""
        self.asked = parse_qs(urlsplit(location).query)
        return f"{self.asked['redirect_uri'][0]}?code=c0de&state={self.asked['state'][0]}"

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        """Gives a token for a code to who knows the secret, and began what the code ends."""
        verifier = sent["code_verifier"][0].encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=")
        assert self.asked["code_challenge"] == [challenge.decode()]
        assert self.asked["code_challenge_method"] == ["S256"]
        claims = {
            "iss": self.issuer, "aud": CLIENT, "exp": int(time.time()) + 60,
            "iat": int(time.time()), "nonce": self.asked["nonce"][0], **self.claims,
        }  # fmt: skip
        header = {"alg": self.algorithm, "kid": "1"}
        signed = jwt.encode(header, claims, self.signs, algorithms=[self.algorithm])
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, as long as the context lasts."""
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {
                "/.well-known/openid-configuration": provider.configuration,
                "/keys": lambda: {"keys": [provider.shows.as_dict(private=False)]},
            }
            self._give(known[self.path]() if provider.works else None)

        def do_POST(self) -> None:
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            assert self.headers["Authorization"] == f"Basic {basic}"
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._give(provider.token(parse_qs(body)) if provider.works else None)

        def _give(self, value: dict[str, Any] | None) -> None:
            data = json.dumps(value or {"error": "server_error"}).encode()
            self.send_response(200 if value else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
