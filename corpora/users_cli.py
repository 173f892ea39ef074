"""The commands `users …`: who may sign in to the curators' pages."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from corpora.accounts import AccountError, Accounts, Role, account_name
from corpora.audit import command_line_user
from corpora.passwords import UnfitPassword, check, hashed
from corpora.store import open_collection
from mappings.settings import Settings

_role = click.Choice([role.value for role in Role])


@click.group()
def users() -> None:
    """Say who may sign in to the curators' pages, and as what."""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (AccountError, UnfitPassword) as error:
        raise click.ClickException(str(error)) from error


def _accounts(settings: Settings) -> Accounts:
    return open_collection(settings.home, settings.database_url).accounts


def _new_password(name: str) -> str:
    """Asked for on a terminal, else the first line of standard input; never an argument, which
    everybody on the machine could see."""
    if sys.stdin.isatty():
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    check(password, name)
    return hashed(password)


@users.command()
@click.argument("name")
@click.option("--role", type=_role, default=Role.VIEWER.value, show_default=True)
@click.option("--no-password", is_flag=True, help="Only the OpenID Connect provider signs in.")
@click.pass_obj
def add(settings: Settings, name: str, role: str, no_password: bool) -> None:
    """Add an account NAME. The password is asked for, or read from standard input.

    Who signs in with an OpenID Connect provider has the mail address as NAME.
    """
    with _explained():
        name = account_name(name)
        accounts = _accounts(settings)
        if accounts.find(name):
            raise AccountError(f"there is an account {name!r} already")
        password = "" if no_password else _new_password(name)
        account = accounts.add(name, Role(role), password, command_line_user())
    click.echo(f"{account.name} has the role {account.role.value}.")


@users.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the accounts."""
    for account in _accounts(settings).all():
        if as_json:
            click.echo(json.dumps(asdict(account), ensure_ascii=False))
        else:
            since = f"disabled {account.disabled_at[:10]}" if account.disabled_at else ""
            click.echo("\t".join(filter(None, (account.name, account.role.value, since))))


@users.command(name="role")
@click.argument("name")
@click.argument("role", type=_role)
@click.pass_obj
def role_(settings: Settings, name: str, role: str) -> None:
    """Give the account NAME the ROLE, and sign it out."""
    with _explained():
        name = account_name(name)
        _accounts(settings).set_role(name, Role(role), command_line_user())
    click.echo(f"{name} has the role {role}.")


@users.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let it sign in again.")
@click.pass_obj
def disable(settings: Settings, name: str, undo: bool) -> None:
    """Let nobody sign in with the account NAME any more, and sign it out."""
    with _explained():
        name = account_name(name)
        _accounts(settings).set_disabled(name, not undo, command_line_user())
    click.echo(f"{name} {'can sign in again' if undo else 'is disabled'}.")


@users.command()
@click.argument("name")
@click.pass_obj
def password(settings: Settings, name: str) -> None:
    """Give the account NAME another password, asked for or read from standard input, and sign it
    out."""
    with _explained():
        name = account_name(name)
        accounts = _accounts(settings)
        if not accounts.find(name):
            raise AccountError(f"there is no account {name!r}")
        accounts.set_password(name, _new_password(name), command_line_user())
    click.echo(f"{name} has another password.")
