"""The key that signs cookies, in a file that only the library's own user can read."""

import os
import secrets
import stat
from pathlib import Path

from mappings.settings import SettingsError

_NAME = "secret-key"
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret_key(home: Path) -> str:
    """The key of a library, made when there is none. Raises SettingsError where others can read
    it, OSError where it cannot be written."""
    path = home / _NAME
    if not path.exists():
        _make(path)
    if path.stat().st_mode & _FOR_OTHERS:
        raise SettingsError(
            f"others can read {path}: remove it (curators sign in again), or chmod 600"
        )
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Whole or not at all, and one for all processes that start at once."""
    temporary = path.with_name(f"{_NAME}.{secrets.token_hex(8)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            return
    finally:
        temporary.unlink()
