"""Which machines a URL may lead to: public ones, so that the app cannot be used to look into a private network."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from annotator.errors import FetchFailed, ForbiddenAddress

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]

_RELAYS = IPv4Network("192.88.99.0/24")  # 6to4 relays (RFC 7526)
_GLOBAL = IPv6Network("2000::/3")  # all that is global unicast (RFC 4291); so mapped, NAT64 and local ones are outside
_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))


def is_public(address: Address) -> bool:
    """Return whether `address` is an ordinary public one.

    False for loopback, private, link-local, shared, reserved, multicast and documentation addresses, and for every
    form of IPv6 address that carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo).
    """
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return address not in _RELAYS
    return address in _GLOBAL and not any(address in network for network in _TUNNELS)


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be connected to. The default is the public web; tests give another one for their own local server."""

    allows: Callable[[Address], bool] = is_public
    ports: frozenset[int] | None = frozenset({80, 443})  # None: any


PUBLIC_WEB = Reach()


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of `host` as the operating system knows them; raises `OSError` where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(host: str, port: int, reach: Reach, resolver: Resolver, timeout: float) -> list[str]:
    """Return the addresses of `host`, all of which `reach` allows; looking them up takes at most `timeout` seconds.

    One forbidden address among them forbids the host: a name that leads to both is a trick or a mistake.
    Raises `FetchFailed` where the host is not known, `ForbiddenAddress` where it may not be connected to.
    """
    if reach.ports is not None and port not in reach.ports:
        raise ForbiddenAddress(
            f"The address names port {port}, and only the web's own ports are allowed: paste the text."
        )
    found = _looked_up(host, port, resolver, timeout)
    if not all(_allowed(text, reach) for text in found):
        raise ForbiddenAddress(
            f"The address leads to {host}, which is this computer or a private network: paste the text instead."
        )
    return found


def _allowed(text: str, reach: Reach) -> bool:
    try:
        return reach.allows(ip_address(text))
    except ValueError:  # "fe80::1%eth0" or nothing an address can be
        return False


def _looked_up(host: str, port: int, resolver: Resolver, timeout: float) -> list[str]:
    """Ask the resolver in a thread of its own, because the system's has no timeout that a program could set."""
    answers: list[list[str]] = []
    failures: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="resolve")
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise FetchFailed(f"Looking up {host} took too long: check the connection, or paste the text.")
    if failures or not answers or not answers[0]:
        raise FetchFailed(f"There is no site called {host}, or this computer is offline: check the address.") from (
            failures[0] if failures else None
        )
    return answers[0]
