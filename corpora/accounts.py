"""Who may sign in to the curators' pages, and who is signed in.

Each change of an account is in the audit trail, in the same transaction. Another password, another
role and an account that is disabled sign that person out everywhere.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from corpora import schema
from corpora.audit import Actor, Change, record
from corpora.clock import utc_now

# How long somebody stays signed in without doing anything, and at all.
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# How often that somebody is there is written down.
_SEEN_EVERY = timedelta(minutes=1)
# Attempts to sign in within so long: for an account, and from an address.
WITHIN = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 30

_NAME = re.compile(r"[\w.+@-]{1,100}")


class Role(StrEnum):
    """VIEWER   looks
    CURATOR  and decides, imports, publishes
    ADMIN    and says who may
    """

    VIEWER = "viewer"
    CURATOR = "curator"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether who has this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Account:
    """An account. Times are ISO 8601 in UTC.

    has_password  False where only a provider of identities signs in
    subject       what that provider calls the person, "" until they have met
    disabled_at   since when nobody can sign in with it, None while one can
    """

    key: int
    name: str
    role: Role
    has_password: bool
    subject: str
    created_at: str
    disabled_at: str | None


class AccountError(ValueError):
    """It cannot be done. The message says why, in plain words."""


class TooManyAttempts(Exception):
    """It was tried too often to sign in, with this name or from this address."""


def account_name(text: str) -> str:
    """The name of an account as it is kept: the same for upper and lower case. Raises
    AccountError."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _NAME.fullmatch(name):
        raise AccountError(
            "the name of an account has letters, digits and . + - _ @, and at most 100 of them"
        )
    return name


class Accounts:
    """The accounts of a library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Account]:
        """Every account, by name."""
        table = schema.account
        with self._engine.connect() as connection:
            return [_account(row) for row in connection.execute(select(table).order_by("name"))]

    def find(self, name: str) -> Account | None:
        """The account of a name, also a disabled one."""
        return self._find(schema.account.c.name == name)

    def find_key(self, key: int) -> Account | None:
        """The account of a key, also a disabled one."""
        return self._find(schema.account.c.key == key)

    def find_subject(self, issuer: str, subject: str) -> Account | None:
        """The account of somebody whom a provider of identities calls so."""
        table = schema.account
        return self._find((table.c.issuer == issuer) & (table.c.subject == subject))

    def _find(self, condition: Any) -> Account | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(schema.account).where(condition)).first()
        return _account(row) if row else None

    def password_hash(self, name: str) -> str:
        """What is kept of the password of an account that can sign in with one; "" for any other
        name."""
        table = schema.account
        query = select(table.c.password_hash).where(
            table.c.name == name, table.c.disabled_at.is_(None)
        )
        with self._engine.connect() as connection:
            return connection.scalar(query) or ""

    def add(self, name: str, role: Role, password_hash: str, by: Actor) -> Account:
        """Adds an account; `password_hash` is "" where only a provider of identities signs in.
        Raises AccountError."""
        name = account_name(name)
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(schema.account).values(
                        name=name, role=role, password_hash=password_hash, created_at=utc_now()
                    )
                )
                record(connection, by, Change("account.add", name, after={"role": role.value}))
        except IntegrityError as error:
            raise AccountError(f"there is an account {name!r} already") from error
        found = self.find(name)
        assert found is not None
        return found

    def set_role(self, name: str, role: Role, by: Actor) -> None:
        """Gives an account another role. Raises AccountError."""
        with self._change(name) as (connection, account):
            if account.role is role:
                return
            if role is not Role.ADMIN:
                _keep_an_admin(connection, account)
            _set(connection, account, role=role.value)
            change = {"role": account.role.value}, {"role": role.value}
            record(connection, by, Change("account.role", account.name, *change))
            _sign_out(connection, account)

    def set_password(self, name: str, password_hash: str, by: Actor) -> None:
        """Gives an account another password. Raises AccountError."""
        with self._change(name) as (connection, account):
            _set(connection, account, password_hash=password_hash)
            record(connection, by, Change("account.password", account.name))
            _sign_out(connection, account)

    def keep_anew(self, name: str, password_hash: str) -> None:
        """Keeps the same password in another way."""
        with self._change(name) as (connection, account):
            _set(connection, account, password_hash=password_hash)

    def set_disabled(self, name: str, disabled: bool, by: Actor) -> None:
        """Says whether nobody can sign in with an account from now on. Raises AccountError."""
        with self._change(name) as (connection, account):
            if (account.disabled_at is not None) is disabled:
                return
            if disabled:
                _keep_an_admin(connection, account)
            _set(connection, account, disabled_at=utc_now() if disabled else None)
            action = "account.disable" if disabled else "account.enable"
            record(connection, by, Change(action, account.name))
            _sign_out(connection, account)

    def meet(self, name: str, issuer: str, subject: str, by: Actor) -> None:
        """Keeps what a provider of identities calls the person of an account. Raises AccountError
        where it calls that person otherwise already."""
        with self._change(name) as (connection, account):
            if account.subject:
                raise AccountError(f"the account {name!r} belongs to somebody else there")
            _set(connection, account, issuer=issuer, subject=subject)
            after = {"issuer": issuer, "subject": subject}
            record(connection, by, Change("account.meet", account.name, after=after))

    @contextmanager
    def _change(self, name: str) -> Iterator[tuple[Connection, Account]]:
        table = schema.account
        with self._engine.begin() as connection:
            # Writing first makes another change wait until this one is done, also one of another
            # admin: one has to stay.
            own = or_(table.c.name == name, table.c.role == Role.ADMIN)
            connection.execute(table.update().where(own).values(role=table.c.role))
            row = connection.execute(select(table).where(table.c.name == name)).first()
            if row is None:
                raise AccountError(f"there is no account {name!r}")
            yield connection, _account(row)


class SignIns:
    """Who is signed in, and who tries to be."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, account: Account, by: Actor, how: str) -> str:
        """Signs somebody in; `how` is said in the audit trail. Returns a token that only their
        browser is to know."""
        token = secrets.token_urlsafe(32)
        now = utc_now()
        table = schema.sign_in
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(_is_over(now)))
            connection.execute(
                insert(table).values(
                    token_sha256=_digest(token), account_key=account.key, begun_at=now, seen_at=now
                )
            )
            record(connection, by, Change("sign-in", account.name, after={"how": how}))
        return token

    def account(self, token: str, *, active: bool = True) -> Account | None:
        """Whose token it is; None when it is nobody's any more. Somebody who is `active` stays
        signed in."""
        now = utc_now()
        table, owner = schema.sign_in, schema.account
        query = (
            select(owner, table.c.seen_at)
            .join(table, table.c.account_key == owner.c.key)
            .where(table.c.token_sha256 == _digest(token), owner.c.disabled_at.is_(None))
            .where(~_is_over(now))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if active and row.seen_at < _earlier(now, _SEEN_EVERY):
            with self._engine.begin() as connection:
                seen = table.update().where(table.c.token_sha256 == _digest(token))
                connection.execute(seen.values(seen_at=now))
        return _account(row)

    def end(self, token: str) -> None:
        """Signs somebody out."""
        table = schema.sign_in
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.token_sha256 == _digest(token)))

    def attempt(self, name: str, address: str) -> None:
        """Says that somebody tries to sign in. Counted before it is known whether it succeeds, so
        that many at once are not let through. Raises TooManyAttempts."""
        table = schema.sign_in_attempt
        now = utc_now()
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.at < _earlier(now, WITHIN)))
            for column, value, most in (
                (table.c.name, name, PER_ACCOUNT),
                (table.c.address, address, PER_ADDRESS),
            ):
                tried = select(func.count()).select_from(table).where(column == value)
                if connection.execute(tried).scalar_one() >= most:
                    raise TooManyAttempts
            connection.execute(insert(table).values(name=name, address=address, at=now))

    def succeeded(self, name: str) -> None:
        """Says that an attempt was right: those before it count no more."""
        table = schema.sign_in_attempt
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.name == name))


def _account(row: Row[Any]) -> Account:
    return Account(
        row.key,
        row.name,
        Role(row.role),
        bool(row.password_hash),
        row.subject or "",
        row.created_at,
        row.disabled_at,
    )


def _set(connection: Connection, account: Account, **values: Any) -> None:
    table = schema.account
    connection.execute(table.update().where(table.c.key == account.key).values(values))


def _sign_out(connection: Connection, account: Account) -> None:
    table = schema.sign_in
    connection.execute(delete(table).where(table.c.account_key == account.key))


def _keep_an_admin(connection: Connection, account: Account) -> None:
    table = schema.account
    others = select(func.count()).where(
        table.c.role == Role.ADMIN, table.c.disabled_at.is_(None), table.c.key != account.key
    )
    if account.role is Role.ADMIN and not connection.execute(others).scalar_one():
        raise AccountError(f"{account.name!r} is the only admin; make another one first")


def _is_over(now: str) -> Any:
    table = schema.sign_in
    return or_(table.c.begun_at < _earlier(now, ABSOLUTE), table.c.seen_at < _earlier(now, IDLE))


def _earlier(now: str, by: timedelta) -> str:
    return (datetime.fromisoformat(now) - by).isoformat(timespec="seconds")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
