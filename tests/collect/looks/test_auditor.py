"""What is measured on live pages: axe-core out of the pages' reach, loads without a cache, what did not come."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.looks import auditor
from govsite_checks.collect.looks.auditor import axe_source, examine, measure_loads
from govsite_checks.collect.looks.studio import Studio
from govsite_checks.model import AuditedPage, Role
from govsite_checks.reading.page.tables import table

URL = "http://www.a.test/"
GOOD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>虚构市人民政府</title></head><body>
<main><h1>虚构市人民政府</h1><p>正文</p></main></body></html>"""
BAD = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><img id="seal" src="/seal.svg"><form><input></form>
<img src="/gone.png" alt="没有了"><script src="/gone.js"></script><script>nothing.here()</script></body></html>"""
SEAL = b'<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="50" height="50"/></svg>'


class Bench:
    """A server, and a studio that reaches it."""

    def __init__(self, lab: Any, darkroom: Any) -> None:
        self.lab, self.darkroom = lab, darkroom
        self.server = lab.serve({})
        self.server.pages["/seal.svg"] = lab.http(SEAL, content_type="image/svg+xml")

    def serve(self, html: str) -> None:
        self.server.pages["/"] = self.lab.http(html.encode())

    def within(self, job: Callable[[Studio], Coroutine[Any, Any, Any]]) -> Any:
        return self.darkroom.within(CollectOptions(resolve={"www.a.test": self.server.endpoint}), job)

    def examine(self, html: str) -> AuditedPage:
        self.serve(html)
        page: AuditedPage = self.within(lambda studio: examine(studio, Role.HOME, URL))
        return page


def test_barriers_are_found_and_their_place_is_told(lab: Any, darkroom: Any) -> None:
    page = Bench(lab, darkroom).examine(BAD)
    assert page.checked
    found = {barrier.rule: barrier for barrier in page.barriers}
    assert {"image-alt", "html-has-lang", "document-title", "label"} <= found.keys()
    assert found["image-alt"].selector == "#seal"
    assert "<img" in found["image-alt"].snippet
    assert "wcag2a" in found["image-alt"].tags


def test_a_page_without_barriers_is_checked_and_has_none(lab: Any, darkroom: Any) -> None:
    page = Bench(lab, darkroom).examine(GOOD)
    assert page == AuditedPage(Role.HOME, URL, checked=True)


def test_what_did_not_come_and_what_scripts_complain_of_is_noted(lab: Any, darkroom: Any) -> None:
    page = Bench(lab, darkroom).examine(BAD)
    assert {(r.url, r.kind, r.outcome) for r in page.resources} == {
        (f"{URL}gone.png", "image", "http-404"),
        (f"{URL}gone.js", "script", "http-404"),
    }
    (line,) = page.console
    assert "nothing is not defined" in line


def test_a_page_cannot_meet_axe_nor_make_it_say_what_it_likes(lab: Any, darkroom: Any) -> None:
    liar = """<script>window.axe = {run: () => Promise.resolve({violations: [], incomplete: []})};
    Object.defineProperty(Document.prototype, "title", {value: "x"}); JSON.stringify = () => "[]";
    document.querySelectorAll = () => []; Promise.prototype.then = () => {};</script>"""
    page = Bench(lab, darkroom).examine(BAD.replace("<body>", f"<body>{liar}"))
    assert page.checked
    assert {"image-alt", "html-has-lang"} <= {barrier.rule for barrier in page.barriers}


def test_what_the_guard_refuses_is_no_fault_of_the_page(lab: Any, darkroom: Any) -> None:
    reached: list[object] = []
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: reached.append(listener.accept()), daemon=True).start()
    port = listener.getsockname()[1]
    html = GOOD.replace("<p>", f'<img alt="x" src="http://127.0.0.1:{port}/a.png"><p>')
    page = Bench(lab, darkroom).examine(html)
    assert page.resources == ()
    assert not reached
    listener.close()


def test_a_page_that_never_rests_ends_the_examination_and_nothing_else(
    lab: Any, darkroom: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(auditor, "LOAD_S", 1.0)
    monkeypatch.setattr(auditor, "AXE_S", 1.0)
    bench = Bench(lab, darkroom)
    bench.server.pages["/loop"] = lab.http(GOOD.replace("<p>", "<script>while(true);</script><p>").encode())
    bench.serve(GOOD)

    async def both(studio: Studio) -> list[AuditedPage]:
        return [await examine(studio, Role.HOME, URL + path) for path in ("loop", "")]

    began = time.monotonic()
    stuck, fine = bench.within(both)
    assert time.monotonic() - began < 60
    assert stuck.error or not stuck.checked
    assert fine.checked


def test_a_page_that_is_not_there_is_said_to_be_so(lab: Any, darkroom: Any) -> None:
    bench = Bench(lab, darkroom)
    page = bench.within(lambda studio: examine(studio, Role.GUIDE, f"{URL}missing"))
    assert page == AuditedPage(Role.GUIDE, f"{URL}missing", "HTTP 404")
    gone = bench.within(lambda studio: examine(studio, Role.GUIDE, "http://nowhere.invalid/"))
    assert gone.error
    assert not gone.checked


def test_loads_are_cold_and_wait_for_images(lab: Any, darkroom: Any) -> None:
    bench = Bench(lab, darkroom)

    def slow(connection: socket.socket, request: Any) -> None:
        time.sleep(0.6)
        connection.sendall(lab.http(SEAL, content_type="image/svg+xml", cache_control="max-age=9999"))

    bench.server.pages["/slow.svg"] = slow
    bench.serve(GOOD.replace("<p>", '<img alt="x" src="/slow.svg"><p>'))
    loads = bench.within(lambda studio: measure_loads(studio, URL))
    assert len(loads) == 3
    assert min(loads) >= 0.6
    assert bench.server.paths().count("/slow.svg") == 3


def test_a_home_page_that_does_not_load_has_no_time(lab: Any, darkroom: Any) -> None:
    assert Bench(lab, darkroom).within(lambda studio: measure_loads(studio, f"{URL}missing")) == ()


def test_every_rule_that_axe_ships_has_chinese_words(darkroom: Any) -> None:
    async def rules(studio: Studio) -> list[str]:
        async with studio.turn() as process, studio.context(process, URL) as context:
            page = await context.new_page()
            await page.evaluate(f"{axe_source()};0")
            found: list[str] = await page.evaluate("axe.getRules().map((rule) => rule.ruleId)")
            return found

    shipped = darkroom.within(CollectOptions(), rules)
    assert len(shipped) > 80
    assert set(shipped) <= table("audit")["rules"].keys()


def test_the_browser_is_gone_when_the_studio_is_left(lab: Any, darkroom: Any) -> None:
    bench = Bench(lab, darkroom)
    bench.serve(GOOD)
    pids: list[int] = []

    async def job(studio: Studio) -> None:
        await examine(studio, Role.HOME, URL)
        pids.append(studio.pid)

    bench.within(job)
    for _ in range(100):
        if not _runs(pids[0]):
            break
        asyncio.run(asyncio.sleep(0.05))
    assert not _runs(pids[0])


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stream:  # noqa: PTH123
            return stream.read().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
