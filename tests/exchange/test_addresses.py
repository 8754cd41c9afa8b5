import time
from ipaddress import ip_address

import pytest

from annotator.errors import FetchFailed, ForbiddenAddress
from annotator.exchange.addresses import PUBLIC_WEB, checked, is_public


@pytest.mark.parametrize(
    "text", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1"]
)
def test_public_addresses_are_allowed(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "192.0.0.1",
        "::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::", "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1",
    ],
)  # fmt: skip
def test_addresses_of_this_computer_private_networks_and_tunnels_are_refused(text: str) -> None:
    assert not is_public(ip_address(text))


def test_one_forbidden_address_among_several_forbids_the_host() -> None:
    with pytest.raises(ForbiddenAddress, match="private network"):
        checked("example.org", 443, PUBLIC_WEB, lambda host, port: ["8.8.8.8", "10.0.0.1"], 1)
    assert checked("example.org", 443, PUBLIC_WEB, lambda host, port: ["8.8.8.8", "8.8.4.4"], 1) == [
        "8.8.8.8",
        "8.8.4.4",
    ]


def test_an_address_with_a_zone_is_refused() -> None:
    with pytest.raises(ForbiddenAddress):
        checked("example.org", 80, PUBLIC_WEB, lambda host, port: ["fe80::1%eth0"], 1)


@pytest.mark.parametrize("port", [22, 25, 3306, 8080])
def test_other_ports_than_those_of_the_web_are_refused(port: int) -> None:
    with pytest.raises(ForbiddenAddress, match=str(port)):
        checked("example.org", port, PUBLIC_WEB, lambda host, port: ["8.8.8.8"], 1)


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    began = time.monotonic()
    with pytest.raises(FetchFailed, match="took too long"):
        checked("example.org", 80, PUBLIC_WEB, slow, 0.1)
    assert time.monotonic() - began < 1


def test_a_host_that_nobody_knows_is_said_to_be_unknown() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(FetchFailed, match="no site called nowhere"):
        checked("nowhere.example", 80, PUBLIC_WEB, unknown, 1)
