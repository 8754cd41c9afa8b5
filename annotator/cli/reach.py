"""From where the app may be reached, and what has to be there first."""

import dataclasses
from ipaddress import ip_address
from typing import Any

import click

from annotator.config import Config
from annotator.storage import Storage, prepare

LOOPBACK = {"127.0.0.1", "localhost"}


def reachable(config: Config, host: str, port: int) -> Config:
    """Return the settings with the address under which others reach the app, where it is served to others on `host`.

    Raises `ClickException` where there are no accounts to sign in with, and where nobody can tell that address.
    """
    if host in LOOPBACK:
        return config
    if not _has_accounts(config):
        raise click.ClickException(
            f"{host} may be reached from other machines, and there are no accounts: add one first with"
            " “annotator user add NAME --role admin”, or serve on 127.0.0.1."
        )
    if config.url:
        return config
    if ":" in host or _is_everywhere(host):
        raise click.ClickException(
            f"{host} does not say under which name others reach the app: set ANNOTATOR_URL, as in http://desk.local:{port}."
        )
    return dataclasses.replace(config, url=f"http://{host.lower()}" + ("" if port == 80 else f":{port}"))


def behind_proxy(config: Config, host: str) -> dict[str, Any]:
    """Return how waitress is told that requests come through a web server, where they do.

    Then that server's `X-Forwarded-For` names the address by which attempts to sign in are counted; nobody else's is
    believed. It is the one that ANNOTATOR_TRUSTED_PROXY names, else one here where only this machine reaches the app.
    """
    here = "127.0.0.1" if config.url and host in LOOPBACK else ""
    if not (config.proxy or here):
        return {}
    return {
        "trusted_proxy": config.proxy or here,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def _has_accounts(config: Config) -> bool:
    if not config.database.exists():
        return False
    prepare(config.database)
    with Storage(config.database, config.user) as storage:
        return storage.people.exist()


def _is_everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
