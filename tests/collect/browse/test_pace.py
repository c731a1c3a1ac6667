"""Pages of one host are opened in the browser as far apart as they are fetched; the user's own machine is not waited for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse import pace as module
from govsite_checks.collect.browse.pace import Pace
from govsite_checks.collect.browse.proxy import GuardProxy
from govsite_checks.model import Politeness


def pauses(monkeypatch: pytest.MonkeyPatch, *urls: str, delay_s: float = 5.0) -> list[float]:
    """How long each address is waited for where the clock stands still but for that, in tenths of a second."""
    slept: list[float] = []

    async def note(seconds: float) -> None:
        slept[-1] = round(seconds, 1)

    async def main() -> None:
        resolve = {"www.own.test": "127.0.0.1:8080"}
        options = CollectOptions(replace(Politeness(), delay_s=delay_s), resolve)
        pace = Pace(options, GuardProxy(options))
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 100.0)
        monkeypatch.setattr(module.asyncio, "sleep", note)
        for url in urls:
            slept.append(0.0)
            await pace.wait(url)
        monkeypatch.undo()

    asyncio.run(main())
    return slept


def test_a_host_is_waited_for_and_another_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    urls = ("http://www.a.test/", "https://WWW.a.test:8443/b", "http://www.b.test/", "http://www.a.test/c")
    assert pauses(monkeypatch, *urls) == [0.0, 5.0, 0.0, 10.0]


def test_the_users_own_machine_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pauses(monkeypatch, *["http://www.own.test/"] * 3) == [0.0] * 3
    assert pauses(monkeypatch, *["http://www.a.test/"] * 3, delay_s=0.0) == [0.0] * 3


def test_every_page_of_a_view_keeps_the_pace(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[str] = []
    real = Pace.wait

    async def wait(self: Pace, url: str) -> None:
        waited.append(url)
        await real(self, url)

    monkeypatch.setattr(Pace, "wait", wait)
    server = desk.serve({"/": "a", "/b": "b"})
    first, second = desk.show(server, "/", "/b")
    assert waited == ["http://www.a.test/", "http://www.a.test/b"]
    assert first.browser == second.browser
    assert "Chrom" in first.browser
    assert "/" in first.browser, "with its version"
