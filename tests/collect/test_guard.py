"""The guard: addresses by table and by property, and every way in which a site could lead the collector home."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.collect.guard import forbidden
from govsite_checks.model import PageError, Role

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
]
PUBLIC = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "223.255.255.255",
]


@pytest.mark.parametrize(
    "address",
    [
        *PRIVATE,
        "::",
        "::1",
        "::127.0.0.1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2400:3200::1%eth0",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001:db8::1",
        "2001:2::1",
        "3fff::1",
        "64:ff9b:1::1",
        "5f00::1",
        "",
        "localhost",
        "127.1",
        "0177.0.0.1",
        "1.2.3.4.5",
    ],
)
def test_never_connected_to(address):
    assert forbidden(address)


@pytest.mark.parametrize("address", [*PUBLIC, "2400:3200::1", "2001:4860:4860::8888", "240e::1"])
def test_public_addresses_are_open(address):
    assert forbidden(address) == ""


def embeddings(v4: str) -> list[IPv6Address]:
    number = int(IPv4Address(v4))
    return [
        IPv6Address(int(IPv6Address("::ffff:0:0")) + number),
        IPv6Address(int(IPv6Address("64:ff9b::")) + number),
        IPv6Address(int(IPv6Address("2002::")) + (number << 80)),
        IPv6Address(int(IPv6Address("2001::")) + (0x01010101 << 64) + (number ^ 0xFFFFFFFF)),
        IPv6Address(int(IPv6Address("2001::")) + (number << 64) + (0x01010101 ^ 0xFFFFFFFF)),
    ]


@pytest.mark.parametrize("v4", PRIVATE)
def test_private_addresses_inside_ipv6_are_closed(v4):
    assert all(forbidden(str(v6)) for v6 in embeddings(v4))


def test_public_addresses_translated_by_nat64_and_6to4_are_open():
    assert not forbidden("64:ff9b::1.1.1.1")
    assert not forbidden("2002:101:101::1")


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.integers(0, 2**32 - 1).map(IPv4Address), st.integers(0, 2**128 - 1).map(IPv6Address)))
def test_whatever_python_calls_private_is_closed(address):
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert forbidden(str(address))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_text_that_is_no_address_is_closed(text):
    assert forbidden(text) or all(char in "0123456789abcdefABCDEF.:" for char in text)


LOCAL = [
    "127.0.0.1",
    "127.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "a.localhost",
    "%31%32%37.0.0.1",
    "127\u30020\u30020\u30021",
    "\uff11\uff12\uff17.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "user:pass@127.0.0.1",
    "www.a.test@127.0.0.1",
]


@pytest.mark.parametrize("host", LOCAL)
def test_no_spelling_of_this_machine_is_connected_to(lab, host):
    server = lab.serve(default=lab.http(b"secret"))
    folder, _ = lab.run(f"http://{host}:{server.port}/", {})
    (page,) = folder.captures()
    assert page.error == PageError.BLOCKED_BY_GUARD, page
    assert page.detail
    assert server.connections == 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254", "10.0.0.1"]
)
@pytest.mark.parametrize("kind", ["http", "meta", "script"])
def test_no_redirect_leads_there(lab, host, kind):
    secret = lab.serve(default=lab.http(b"secret"))
    target = f"http://{host}:{secret.port}/"
    bodies = {
        "http": lab.http(b"", "302 Found", location=target),
        "meta": lab.http(f"<meta http-equiv=refresh content='0;url={target}'>".encode()),
        "script": lab.http(f"<script>location.href='{target}'</script>".encode()),
    }
    page = lab.home(lab.serve({"/": bodies[kind]}))
    assert page.error == PageError.BLOCKED_BY_GUARD
    assert len(page.exchanges) == 1
    assert secret.connections == 0


def test_no_part_of_a_page_leads_there(lab):
    secret = lab.serve(default=lab.http(b"secret"))
    server = lab.serve({"/": lab.http(b"<p>a")})
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(f"http://127.0.0.1:{secret.port}/f.js", role=Role.FOOTER_SCRIPT),
    )
    (part,) = folder.captures(role=Role.FOOTER_SCRIPT)
    assert part.error == PageError.BLOCKED_BY_GUARD
    assert secret.connections == 0


def test_resolve_opens_one_address_for_one_host_only(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    folder, _ = lab.run(
        {
            "a": "http://www.a.test/",
            "b": f"http://127.0.0.1:{server.port}/",
            "c": f"http://localhost:{server.port}/",
        },
        {"www.a.test": server.endpoint},
    )
    assert [folder.captures(site)[0].error for site in "abc"] == ["", *["blocked-by-guard"] * 2]
    assert server.connections == 1


def test_resolve_holds_for_every_port_of_the_host(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    folder, _ = lab.run("http://www.a.test:9999/", {"www.a.test": server.endpoint})
    assert folder.captures()[0].error == ""
    assert b"Host: www.a.test:9999\r\n" in server.requests[0].head


def test_resolve_to_ipv6(lab):
    server = lab.serve(default=lab.http(b"<p>a"), address="::1")
    assert lab.home(server).error == ""


def test_a_literal_address_can_be_opened_too(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    folder, _ = lab.run(f"http://127.0.0.1:{server.port}/", {"127.0.0.1": server.endpoint})
    assert folder.captures()[0].error == ""


def test_the_guard_looks_through_a_proxy_as_far_as_it_can_see(lab):
    proxy = lab.serve(default=lab.http(b"<p>by proxy"))
    folder, _ = lab.run(
        {
            "a": "http://198.100.0.1/",
            "b": "http://0x7f.1/",
            "c": "http://localhost/",
            "d": "http://unknown.invalid/",
        },
        {},
        proxy=f"http://{proxy.endpoint}",
        limits=replace(lab.quick, retries=0),
    )
    errors = {site: folder.captures(site)[0].error for site in "abcd"}
    assert errors == {"a": "", "b": "blocked-by-guard", "c": "blocked-by-guard", "d": ""}
    assert folder.captures("a")[0].exchanges[0].address == ""


def test_the_proxy_of_the_environment_is_ignored(lab, monkeypatch):
    proxy = lab.serve(default=lab.http(b"<p>by proxy"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{proxy.endpoint}")
    server = lab.serve(default=lab.http(b"<p>direct"))
    assert lab.home(server).exchanges[0].body == b"<p>direct"
    assert proxy.connections == 0


def test_what_is_resolved_goes_past_the_proxy(lab):
    proxy = lab.serve(default=lab.http(b"<p>by proxy"))
    server = lab.serve(default=lab.http(b"<p>direct"))
    assert lab.home(server, proxy=f"http://{proxy.endpoint}").exchanges[0].body == b"<p>direct"
    assert proxy.connections == 0


def test_the_last_gate_holds_when_everything_before_it_fails(lab, monkeypatch):
    from govsite_checks.collect.addresses import AddressBook, Endpoint

    async def careless(self, host):
        return (Endpoint("127.0.0.1"),)

    monkeypatch.setattr(AddressBook, "find", careless)
    server = lab.serve(default=lab.http(b"secret"))
    folder, _ = lab.run(f"http://www.a.test:{server.port}/", {})
    (page,) = folder.captures()
    assert (page.error, page.detail) == (PageError.BLOCKED_BY_GUARD, "本机地址")
    assert server.connections == 0
