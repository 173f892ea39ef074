"""Passwords: which may be used, and how they are kept (Argon2id). As NIST SP 800-63B says, that
they are long and not easily guessed counts, not which kinds of characters they have."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 128
# Of 0 to 4: 3 is 10^8 guesses, too many to be tried where attempts are counted.
_LEAST_SCORE = 3
_OURS = ("legal", "library", "curator")

_hasher = PasswordHasher()


class UnfitPassword(ValueError):
    """The password may not be used. `reason` is "short", "long" or "guessed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            {
                "short": f"a password has {SHORTEST} characters or more",
                "long": f"a password has at most {LONGEST} characters",
                "guessed": "this password is easily guessed; four words that do not belong "
                "together are better",
            }[reason]
        )
        self.reason = reason


def check(password: str, name: str) -> None:
    """Raises UnfitPassword for a password that the account `name` may not have."""
    password = _normal(password)
    if len(password) < SHORTEST:
        raise UnfitPassword("short")
    if len(password) > LONGEST:
        raise UnfitPassword("long")
    known = [name, *name.replace("@", ".").split("."), *_OURS]
    if zxcvbn(password, user_inputs=known, max_length=LONGEST)["score"] < _LEAST_SCORE:
        raise UnfitPassword("guessed")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(_normal(password))


def matches(kept: str, password: str) -> bool:
    """Whether it is the password that was kept. Takes as long for "", which is no password's, so
    that nobody can tell by the time whether there is an account."""
    if len(password) > LONGEST:
        password = ""
    try:
        return _hasher.verify(kept or _nobodys(), _normal(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a password would be kept in another way today, so that it should be kept anew."""
    return _hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The same characters for the same keys, whatever the machine that they are typed on."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_hex())
