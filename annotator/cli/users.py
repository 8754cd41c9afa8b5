"""Accounts, from the machine on which the app runs: whoever may read its data may do all of this."""

import datetime

import click

from annotator.config import Config
from annotator.domain.people import Person, Role
from annotator.errors import InvalidInput
from annotator.services.add_person import add_person
from annotator.services.edit_person import disable as keep_out
from annotator.services.edit_person import enable as let_in
from annotator.services.edit_person import set_role
from annotator.services.invite import make_reset_link
from annotator.storage import Storage, prepare

ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Accounts: who may come in, and what each is there for."""


@user.command()
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.TRANSLATOR.value, show_default=True)
@click.option("--display-name", default="", help="Shown instead of the login name.")
@click.option("--email", default="", help="By which a sign-in provider is matched to the account.")
@click.option("--no-password", is_flag=True, help="Ask for none: the person signs in elsewhere, or gets a reset link.")
@click.pass_obj
def add(config: Config, name: str, role: str, display_name: str, email: str, no_password: bool) -> None:
    """Add an account; asks for the password. From the first one on, everybody has to sign in."""
    prepare(config.database)
    with Storage(config.database, config.user) as storage:
        if storage.people.find(name):
            raise InvalidInput(f"There is already somebody by the name “{name}”: choose another.")
        password = None if no_password else click.prompt("Password", hide_input=True, confirmation_prompt=True)
        person = add_person(storage, name, Role(role), shown=display_name, email=email, password=password)
    click.echo(f"Added: {person.name}, {role}")


@user.command("list")
@click.pass_obj
def list_(config: Config) -> None:
    """Show all accounts: name, role, and what else is known."""
    with _opened(config) as storage:
        there = storage.people.all()
    for person in there:
        click.echo("\t".join(_described(person)))
    if not there:
        click.echo("There are no accounts: one local user works here, and nobody has to sign in.")


@user.command()
@click.argument("name")
@click.argument("role", type=ROLES)
@click.pass_obj
def role(config: Config, name: str, role: str) -> None:
    """Give somebody another role, from their next click on."""
    with _opened(config) as storage:
        person = set_role(storage, name, Role(role))
    click.echo(f"{person.name} is {role} now")


@user.command()
@click.argument("name")
@click.pass_obj
def reset(config: Config, name: str) -> None:
    """Make a link with which somebody chooses a new password; it works once, for a day."""
    with _opened(config) as storage:
        token = make_reset_link(storage, name, datetime.datetime.now(datetime.UTC))
    base = config.url or "http://127.0.0.1:8000"
    click.echo(f"{base}/invitation/{token}")


@user.command()
@click.argument("name")
@click.pass_obj
def disable(config: Config, name: str) -> None:
    """Keep somebody out, and sign them out everywhere."""
    with _opened(config) as storage:
        person = keep_out(storage, name)
    click.echo(f"{person.name} is disabled, and signed out everywhere")


@user.command()
@click.argument("name")
@click.pass_obj
def enable(config: Config, name: str) -> None:
    """Let somebody in again."""
    with _opened(config) as storage:
        person = let_in(storage, name)
    click.echo(f"{person.name} is enabled")


def _opened(config: Config) -> Storage:
    prepare(config.database)
    return Storage(config.database, config.user)


def _described(person: Person) -> list[str]:
    known = [person.name, person.role.value if person.role else "no role", person.display_name, person.email]
    return [part for part in [*known, "disabled" if person.disabled else ""] if part]
