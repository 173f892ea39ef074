"""Settings, all from the environment. The table in README.md is checked against this one."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

EngineKind = Literal["embedded", "elasticsearch"]

_SHORTEST_KEY = 32
# What it says decides who is let in: no connection that others can change.
_OIDC_ISSUER = re.compile(r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s?#]*)?")

# Secrets can be in a file instead, which NAME_FILE names, as container engines give them.
SECRETS = ("DATABASE_URL", "ELASTICSEARCH_API_KEY")

# name → (default as shown to people, what it is for)
VARIABLES: Mapping[str, tuple[str, str]] = {
    "LEGAL_LIBRARY_HOME": (
        "~/.local/share/legal-library",
        "Folder of the collection's database and raw files, and of the embedded index.",
    ),
    "DATABASE_URL": (
        "SQLite in LEGAL_LIBRARY_HOME",
        "Any SQLAlchemy URL, for example postgresql+psycopg://user:password@host/name.",
    ),
    "ELASTICSEARCH_URL": (
        "not set",
        "Its presence selects the server engine; without it the embedded one is used. "
        "Several nodes of one cluster have commas between.",
    ),
    "ELASTICSEARCH_API_KEY": ("not set", "API key for Elasticsearch, when it asks for one."),
    "ELASTICSEARCH_CA": ("not set", "File of the certificate authority for https URLs."),
    "LEGAL_LIBRARY_CONTACT": (
        "not set",
        "Page or address in the crawler's user agent, where publishers can reach you.",
    ),
    "METRICS_ADDRESS": (
        "not set",
        "Address and port that `legal-library serve` answers Prometheus on, "
        "for example 127.0.0.1:9100.",
    ),
    "OCR_SECONDS": (
        "0",
        "Seconds that tesseract may take for the scanned pages of one PDF; 0: they stay unread.",
    ),
    "PORT": ("8000", "Port that `legal-library serve` listens on."),
    "PUBLIC_ADDRESS": (
        "not set",
        "Address of the site in permalinks, feeds and sitemaps; by default that of each request.",
    ),
    "SECRET_KEY": (
        "not set",
        "Signs the curators' cookies: 32 characters or more; by default a file in "
        "LEGAL_LIBRARY_HOME, made at the first start.",
    ),
    "OIDC_ISSUER": (
        "not set",
        "Address of an OpenID Connect provider; with it and the two below, curators may sign in "
        "there.",
    ),
    "OIDC_CLIENT_ID": ("not set", "What that provider calls this library."),
    "OIDC_CLIENT_SECRET": ("not set", "The secret that it gave this library."),
}


class SettingsError(ValueError):
    """A setting cannot be used. The message names it and says what it should be."""


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """A provider of identities that curators may sign in with (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; `engine` says which profile they select."""

    home: Path
    database_url: str | None = None
    elasticsearch_url: str | None = None
    elasticsearch_api_key: str | None = None
    elasticsearch_ca: str | None = None
    contact: str | None = None
    port: int = 8000
    ocr_seconds: int = 0
    public_address: str | None = None
    metrics_address: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    oidc: OidcSettings | None = None

    @property
    def engine(self) -> EngineKind:
        return "elasticsearch" if self.elasticsearch_url else "embedded"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads the variables of VARIABLES; an empty value counts as not set."""

        def value(name: str) -> str | None:
            given = environment.get(name, "").strip()
            file = environment.get(f"{name}_FILE", "").strip() if name in SECRETS else ""
            if not file:
                return given or None
            if given:
                raise SettingsError(f"{name} and {name}_FILE are both set; give one of them")
            try:
                return Path(file).read_text(encoding="utf-8").strip() or None
            except (OSError, ValueError) as error:
                raise SettingsError(
                    f"{name}_FILE is {file}, which cannot be read: {error}"
                ) from error

        port = value("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise SettingsError(f"PORT is {port!r}; it must be a number from 1 to 65535")
        ocr_seconds = value("OCR_SECONDS") or "0"
        if not ocr_seconds.isdecimal() or int(ocr_seconds) > 86_400:
            raise SettingsError(
                f"OCR_SECONDS is {ocr_seconds!r}; it must be a number from 0 to 86400"
            )
        public_address = value("PUBLIC_ADDRESS")
        if public_address and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?/?", public_address):
            raise SettingsError(
                f"PUBLIC_ADDRESS is {public_address!r}; it must be like https://library.example"
            )
        secret_key = value("SECRET_KEY")
        if secret_key and len(secret_key) < _SHORTEST_KEY:
            raise SettingsError(
                f"SECRET_KEY is too short; it must have {_SHORTEST_KEY} characters or more"
            )
        metrics_address = value("METRICS_ADDRESS")
        if metrics_address and not re.fullmatch(r"[\d.]+:\d{1,5}", metrics_address):
            raise SettingsError(
                f"METRICS_ADDRESS is {metrics_address!r}; it must be like 127.0.0.1:9100"
            )
        home = value("LEGAL_LIBRARY_HOME") or VARIABLES["LEGAL_LIBRARY_HOME"][0]
        return cls(
            home=Path(home).expanduser(),
            database_url=value("DATABASE_URL"),
            elasticsearch_url=value("ELASTICSEARCH_URL"),
            elasticsearch_api_key=value("ELASTICSEARCH_API_KEY"),
            elasticsearch_ca=value("ELASTICSEARCH_CA"),
            contact=value("LEGAL_LIBRARY_CONTACT"),
            port=int(port),
            ocr_seconds=int(ocr_seconds),
            public_address=public_address,
            metrics_address=metrics_address,
            secret_key=secret_key,
            oidc=_oidc(value("OIDC_ISSUER"), value("OIDC_CLIENT_ID"), value("OIDC_CLIENT_SECRET")),
        )


def _oidc(issuer: str | None, client: str | None, secret: str | None) -> OidcSettings | None:
    if not (issuer or client or secret):
        return None
    if not (issuer and client and secret):
        raise SettingsError(
            "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all or none"
        )
    if not _OIDC_ISSUER.fullmatch(issuer):
        raise SettingsError(
            f"OIDC_ISSUER is {issuer!r}; it must be like https://provider.example, or on this "
            "machine"
        )
    return OidcSettings(issuer, client, secret)
