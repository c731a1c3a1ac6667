"""Names to endpoints; the system's resolver stands behind one function, which is what these tests stand in for."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from dataclasses import replace

import pytest

from govsite_checks.collect import CollectOptions, Limits, addresses
from govsite_checks.collect.addresses import AddressBook, Endpoint, UnreachableError
from govsite_checks.model import PageError


@pytest.fixture
def names(monkeypatch):
    """A table in place of the system's resolver; also counts what was asked and how much at once."""
    table: dict[str, object] = {}
    lock = threading.Lock()

    class Asked(list):
        most = now = 0

    asked = Asked()

    def ask(host):
        with lock:
            asked.append(host)
            asked.now += 1
            asked.most = max(asked.most, asked.now)
        try:
            answer = table.get(host, socket.gaierror(socket.EAI_NONAME, "no"))
            if callable(answer):
                answer = answer()
            if isinstance(answer, BaseException):
                raise answer
            return list(answer)
        finally:
            with lock:
                asked.now -= 1

    monkeypatch.setattr(addresses, "_ask_the_system", ask)
    return table, asked


def find(*hosts: str, options: CollectOptions | None = None):
    async def main():
        book = AddressBook(options or CollectOptions())
        found = []
        for host in hosts:
            try:
                found.append(await book.find(host))
            except UnreachableError as problem:
                found.append((str(problem.error), problem.detail, problem.passing))
        return found

    return asyncio.run(main())


def test_a_private_answer_is_blocked_and_a_mixed_one_is_sifted(names):
    names[0].update(
        {"in.test": ["10.0.0.1"], "mixed.test": ["127.0.0.1", "1.1.1.1", "::1"], "out.test": ["1.1.1.1"]}
    )
    assert find("in.test", "mixed.test", "out.test") == [
        (PageError.BLOCKED_BY_GUARD, "10.0.0.1 是内网地址", False),
        (Endpoint("1.1.1.1"),),
        (Endpoint("1.1.1.1"),),
    ]


def test_each_name_is_asked_for_once(names):
    names[0]["a.test"] = ["1.1.1.1"]
    find("a.test", "a.test", "no.test", "no.test")
    assert names[1] == ["a.test", "no.test"]


def test_what_may_pass_is_asked_again(names):
    names[0]["a.test"] = socket.gaierror(socket.EAI_AGAIN, "later")
    assert find("a.test", "a.test")[0] == (PageError.DNS, "域名解析失败", True)
    assert names[1] == ["a.test", "a.test"]


def test_a_lookup_that_hangs_is_given_up(names):
    names[0]["slow.test"] = lambda: time.sleep(0.5) or ["1.1.1.1"]
    started = time.monotonic()
    options = CollectOptions(limits=replace(Limits(), connect_s=0.05))
    assert find("slow.test", options=options) == [(PageError.DNS, "域名解析超时", True)]
    assert time.monotonic() - started < 0.4


def test_lookups_at_once_are_bounded(names):
    for i in range(20):
        names[0][f"h{i}.test"] = lambda: time.sleep(0.01) or ["1.1.1.1"]

    async def main():
        book = AddressBook(CollectOptions(limits=replace(Limits(), lookups_at_once=3)))
        await asyncio.gather(*(book.find(f"h{i}.test") for i in range(20)))

    asyncio.run(main())
    assert names[1].most == 3


def test_no_answer_is_no_name(names):
    names[0]["empty.test"] = []
    assert find("empty.test", "none.test") == [
        (PageError.DNS, "域名没有地址记录", False),
        (PageError.DNS, "域名不存在或没有地址记录", False),
    ]


def test_old_answers_are_forgotten(names):
    names[0].update({f"h{i}.test": ["1.1.1.1"] for i in range(30)})
    options = CollectOptions(limits=replace(Limits(), origins_kept=5))

    async def main():
        book = AddressBook(options)
        for i in range(30):
            await book.find(f"h{i}.test")
        return len(book._known)

    assert asyncio.run(main()) <= 5


def test_the_next_address_is_tried_when_one_fails(lab, monkeypatch):
    monkeypatch.setattr(addresses, "_ask_the_system", lambda host: ["127.0.0.8", "127.0.0.9"])
    monkeypatch.setattr(addresses, "forbidden", lambda address: "")
    server = lab.serve(default=lab.http(b"<p>a"), address="127.0.0.9")
    from govsite_checks.collect import handle

    monkeypatch.setattr(handle, "forbidden", lambda address: "")
    folder, _ = lab.run(f"http://www.a.test:{server.port}/", {})
    (page,) = folder.captures()
    assert (page.error, page.exchanges[0].address) == ("", "127.0.0.9")


def test_hosts_of_resolve_are_read_as_those_of_addresses_are():
    options = CollectOptions(
        resolve={"WWW.A.Test": "127.0.0.1:80", "\u4e2d\u6587.test": "[::1]:81", "[::1]": "127.0.0.1:82"}
    )
    assert find("www.a.test", "xn--fiq228c.test", "::1", options=options) == [
        (Endpoint("127.0.0.1", 80, own=True),),
        (Endpoint("::1", 81, own=True),),
        (Endpoint("127.0.0.1", 82, own=True),),
    ]
    with pytest.raises(ValueError, match="不是域名"):
        find(options=CollectOptions(resolve={"a b": "127.0.0.1:80"}))


def test_ipv4_goes_first():
    rows = addresses._ask_the_system("127.0.0.1")
    assert rows == ["127.0.0.1"]
    assert Endpoint("::1", 80).connect_to == "::[::1]:80"
    assert Endpoint("1.1.1.1").connect_to == "::1.1.1.1:"
