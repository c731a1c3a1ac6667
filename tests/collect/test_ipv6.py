"""IPv6: a name server on loopback that answers as told, and servers at ::1 in place of the outside world."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import dns.message
import dns.rcode
import dns.rrset
import pycurl
import pytest

from govsite_checks.collect import CollectOptions, Limits
from govsite_checks.collect.fetch import Fetcher
from govsite_checks.collect.guard import forbidden
from govsite_checks.collect.ipv6 import KNOWN, Ipv6

LIMITS = Limits(lookup_s=0.5, ipv6_connect_s=0.3)
HOST = "www.a.test"


def anything(_: str) -> str:
    return ""


class Names:
    """A name server: a host's AAAA records, ``None`` for no such name, ``...`` for silence."""

    def __init__(self) -> None:
        self.table: dict[str, Any] = {KNOWN: ["2001:db8::1"]}
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.place = self._socket.getsockname()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        # A datagram to itself wakes the thread, which then finds the socket closed.
        self._closed = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self.place)

    def _serve(self) -> None:
        with self._socket:
            while data_and_sender := self._socket.recvfrom(4096):
                data, sender = data_and_sender
                if not data:
                    return
                self.asked += 1
                answer = self._answer(dns.message.from_wire(data))
                if answer is not None:
                    self._socket.sendto(answer.to_wire(), sender)

    def _answer(self, query: dns.message.Message) -> dns.message.Message | None:
        answer = dns.message.make_response(query)
        name = query.question[0].name
        known = self.table.get(name.to_text().rstrip("."), None)
        if known is ...:
            return None
        if known is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif known == "broken":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif known:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "AAAA", *known))
        return answer


@pytest.fixture
def names() -> Iterator[Names]:
    names = Names()
    yield names
    names.close()


@pytest.fixture
def look(names) -> Callable[..., list[tuple[str, str]]]:
    """What is noted of hosts, one after another."""

    def look(
        *hosts: str, refuses=anything, port: int = 80, scheme: str = "http", tweak=None, **more: Any
    ) -> list[tuple[str, str]]:
        options = CollectOptions(limits=LIMITS, **more)

        async def ask() -> list[tuple[str, str]]:
            async with pycurl.AsyncCurlMulti() as multi:
                ipv6 = Ipv6(Fetcher(multi, options, "t"), options, nameservers=names.place, refuses=refuses)
                if tweak:
                    tweak(ipv6)
                notes = [o for host in hosts for o in await ipv6.of(host, scheme, port)]
                look.notes = notes
                return [(o.kind, o.outcome) for o in notes]

        return asyncio.run(ask())

    return look


@pytest.fixture
def server6(lab):
    try:
        return lab.serve(address="::1")
    except OSError:
        pytest.skip("this machine has no IPv6 at all")


def closed_port() -> int:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as closed:
        return closed.getsockname()[1]


@pytest.mark.parametrize("known", [[], None, ..., "broken"])
def test_a_name_server_that_keeps_addresses_back_proves_nothing(names, look, known):
    names.table.update({HOST: [], "www.b.test": [], KNOWN: known})
    assert look(HOST, "www.b.test") == [("aaaa", "unknown"), ("aaaa", "unknown")]


def test_it_is_asked_for_once(names, look):
    names.table.update({HOST: [], "www.b.test": []})
    assert look(HOST, "www.b.test") == [("aaaa", "no"), ("aaaa", "no")]
    assert names.asked == 3


@pytest.mark.parametrize(
    ("records", "expected"), [([], "no"), (None, "unknown"), (..., "unknown"), ("broken", "unknown")]
)
def test_names_without_an_address(names, look, records, expected):
    names.table[HOST] = records
    assert look(HOST) == [("aaaa", expected)]


def test_an_address_of_the_inner_network_is_no_address(names, look):
    names.table[HOST] = ["fd00::1", "::1", "64:ff9b::a00:1"]
    assert look(HOST, refuses=forbidden) == [("aaaa", "unknown")]


def test_a_host_of_the_users_own_is_not_looked_up(names, look):
    assert look(HOST, resolve={HOST: "127.0.0.1:80"}) == [("aaaa", "unknown")]
    assert names.asked == 0


def test_a_host_that_is_an_address_has_no_name_to_look_up(look):
    assert look("1.1.1.1", "2400:3200::1") == []


def test_a_machine_without_ipv6_says_so(names, look):
    names.table[HOST] = ["2400:3200::1"]

    def cut_off(ipv6):
        ipv6._cannot_probe = lambda address: "本机没有 IPv6 网络"

    assert look(HOST, tweak=cut_off) == [("aaaa", "yes"), ("ipv6", "no-prober")]


def test_a_machine_with_only_an_inner_address_is_no_prober(names, look, server6):
    names.table[HOST] = ["::1"]
    refuse = iter(["", "本机地址"])
    assert look(HOST, refuses=lambda _: next(refuse)) == [("aaaa", "yes"), ("ipv6", "no-prober")]


def test_behind_a_proxy_nothing_is_connected_to(names, look):
    names.table[HOST] = ["2400:3200::1"]
    assert look(HOST, proxy="http://127.0.0.1:9")[1] == ("ipv6", "no-prober")


def test_reachable(names, look, server6):
    names.table[HOST] = ["::1"]
    assert look(HOST, port=server6.port) == [("aaaa", "yes"), ("ipv6", "reachable")]
    assert server6.requests == []  # a connection is all that is asked for


def test_refused_is_unreachable(names, look, server6):
    names.table[HOST] = ["::1"]
    assert look(HOST, port=closed_port()) == [("aaaa", "yes"), ("ipv6", "unreachable")]


@pytest.mark.parametrize("proved", [False, True])
def test_silence_is_believed_only_when_the_way_is_known_to_be_open(names, look, server6, proved):
    names.table |= {HOST: ["::1"], "b.test": ["::1"]}

    async def silent(*_):
        await asyncio.sleep(5)

    def drop(ipv6):
        ipv6._proved = proved
        ipv6._open = silent

    expected = "unreachable" if proved else "unknown"
    assert look(HOST, port=server6.port, tweak=drop) == [("aaaa", "yes"), ("ipv6", expected)]


def test_a_whole_run_notes_it(lab):
    server = lab.serve({"/": lab.http(b"<p>a")})
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, observe=True)
    assert [(o.kind, o.outcome) for o in folder.notes["a"]] == [("aaaa", "unknown")]


def test_of_a_site_that_cannot_be_found_nothing_is_looked_up(lab):
    folder, _ = lab.run("http://no-such.invalid/", {}, observe=True, limits=replace(lab.quick, retries=0))
    assert [(o.kind, o.outcome) for o in folder.notes["a"]] == [("aaaa", "unknown")]
    assert folder.notes["a"][0].detail == "首页未能访问，没有查询"
