"""Settings, from the environment, loud on bad values.

| variable       | meaning                                                              | default          |
|----------------|----------------------------------------------------------------------|------------------|
| ANNOTATOR_DATA | folder of the database, backups, added models and the own typology  | ./annotator-data |
| ANNOTATOR_USER | name under which changes are recorded while there are no accounts    | the login name   |
| ANNOTATOR_REDIS_URL | queue of translation jobs that other machines can reach: redis://host/0 | none: a file |
| ANNOTATOR_IDLE_MINUTES | minutes without use after which a model's memory is given back, from 0.1 | 10 |
| ANNOTATOR_URL  | address under which others reach the app: https://check.example.org  | none: loopback   |
| ANNOTATOR_TRUSTED_PROXY | IP address of the web server that stands before the app, from another machine | none |
| ANNOTATOR_OIDC_ISSUER | OpenID Connect provider to sign in with: https://id.example.org | none: passwords |
| ANNOTATOR_OIDC_CLIENT_ID | by which the provider knows this app | none |
| ANNOTATOR_OIDC_CLIENT_SECRET | what the provider gave with it | none: PKCE alone |
| ANNOTATOR_OIDC_HOSTS | further hosts of the provider, with commas: oauth2.example.org | none |
| ANNOTATOR_OIDC_NAME | what the button on the login page calls it | the host |
| ANNOTATOR_OIDC_ROLE | role of people whom nobody invited: translator or editor | none: invited ones only |
"""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from annotator.errors import InvalidSetting

DATABASE = "annotator.db"


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider: `issuer` without a slash at its end, `hosts` besides its own that may be asked.

    `role` is that of people who come through it and were not invited, "" where those are sent away.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    hosts: tuple[str, ...] = ()
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """Where the data lives, under whose name changes are recorded, and under which address others reach the app.

    `url` has a scheme and a host, perhaps a port, and no slash at its end; "" where the app serves this machine alone.
    `redis_url` names the queue of jobs, "" for one in a file in the data folder. `idle` is for how many seconds after
    its last use a translation model stays in memory. `proxy` is the IP address of a web server whose `X-Forwarded-For`
    is believed, "" for none but one on this machine.
    """

    data: Path
    user: str
    url: str = ""
    redis_url: str = field(default="", repr=False)  # may hold a password
    provider: Provider | None = None
    idle: float = 600.0
    proxy: str = ""

    @property
    def database(self) -> Path:
        """The one SQLite file that holds everything."""
        return self.data / DATABASE

    @property
    def typology(self) -> Path:
        """The newsroom's own typology, read instead of ours where it exists."""
        return self.data / "typology.toml"


def from_environment(environment: Mapping[str, str]) -> Config:
    """Return the settings in `environment`; raises `InvalidSetting` for a value that cannot be used."""
    data = _folder(environment.get("ANNOTATOR_DATA") or "annotator-data")
    if data.exists() and not data.is_dir():
        raise InvalidSetting(f"ANNOTATOR_DATA is “{data}”, which is a file: name a folder.")
    user = (environment.get("ANNOTATOR_USER") or "").strip() or _login_name()
    redis_url = _redis_url(environment.get("ANNOTATOR_REDIS_URL") or "")
    idle = _idle(environment.get("ANNOTATOR_IDLE_MINUTES") or "10")
    url, proxy = _url(environment.get("ANNOTATOR_URL") or ""), _proxy(environment.get("ANNOTATOR_TRUSTED_PROXY") or "")
    return Config(data, user, url, redis_url, _provider(environment), idle, proxy)


def _proxy(named: str) -> str:
    try:
        return str(ip_address(named.strip())) if named.strip() else ""
    except ValueError as error:
        raise InvalidSetting(
            f"ANNOTATOR_TRUSTED_PROXY is “{named}”: write the IP address of the one web server before the app."
        ) from error


def _idle(minutes: str) -> float:
    try:
        found = float(minutes)
    except ValueError:
        found = 0.0
    if not 0.1 <= found <= 100_000:
        raise InvalidSetting(f"ANNOTATOR_IDLE_MINUTES is “{minutes}”: write minutes as a number, from 0.1.")
    return found * 60


def _folder(named: str) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as error:
        raise InvalidSetting(f"ANNOTATOR_DATA is “{named}”, the home of nobody known here: name a folder.") from error


def _url(named: str) -> str:
    try:
        parts = urlsplit(named.strip())
        usable = parts.scheme in {"http", "https"} and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        usable = False
    if named and (not usable or parts.path.strip("/") or parts.query or parts.fragment):
        raise InvalidSetting(
            f"ANNOTATOR_URL is “{named}”: write the scheme and the host alone, as in https://check.example.org."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}" if named else ""


def _provider(environment: Mapping[str, str]) -> Provider | None:
    def given(name: str) -> str:
        return (environment.get(f"ANNOTATOR_OIDC_{name}") or "").strip()

    # Each is asked for before any is looked at, so that a test can see all names.
    issuer, client, secret = given("ISSUER").rstrip("/"), given("CLIENT_ID"), given("CLIENT_SECRET")
    hosts, name, role = given("HOSTS"), given("NAME"), given("ROLE")
    if not issuer:
        return None
    host = _provider_host(issuer)
    if not host or not client:
        raise InvalidSetting(
            "ANNOTATOR_OIDC_ISSUER has to be an https address, and ANNOTATOR_OIDC_CLIENT_ID what it calls this app."
        )
    if role not in {"", "translator", "editor"}:
        raise InvalidSetting(f"ANNOTATOR_OIDC_ROLE is “{role}”: write translator, editor or nothing.")
    others = tuple(each.strip().lower() for each in hosts.split(",") if each.strip())
    return Provider(issuer, client, secret, others, name or host, role)


def _provider_host(issuer: str) -> str | None:
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return None
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"})
    return parts.hostname if safe and not parts.query and not parts.username else None


def _redis_url(named: str) -> str:
    try:
        parts = urlsplit(named.strip())
        usable = bool(parts.hostname if parts.scheme in {"redis", "rediss"} else parts.scheme == "unix" and parts.path)
        usable = usable and parts.port != 0
    except ValueError:
        usable = False
    if named.strip() and not usable:  # the value is not repeated: it may hold a password
        raise InvalidSetting("ANNOTATOR_REDIS_URL is no address of a Redis server: write it as redis://host:6379/0.")
    return named.strip()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this machine, as in some containers
        return "local"
