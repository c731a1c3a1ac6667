"""A real Chromium over servers on loopback: pages by path, shown one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.contracts import LOOK, Act, BrowseLimits, BrowseOptions
from govsite_checks.collect.browse.engine import ChromiumBrowser, open_browser
from govsite_checks.collect.browse.find import find
from govsite_checks.model import Rendered, Site

LIMITS = BrowseLimits(page_s=15.0)
SITE = Site("a", "a", "http://www.a.test/")


class Desk:
    """Shows pages of one server as the site www.a.test."""

    site = SITE
    limits = LIMITS

    def __init__(self, lab: Any) -> None:
        self.lab = lab

    def serve(self, pages: dict[str, str | Any], **more: Any) -> Any:
        """A server with HTML pages by path; what is no text goes out as it is."""
        http = self.lab.http
        served = {
            path: http(page.encode()) if isinstance(page, str) else page for path, page in pages.items()
        }
        return self.lab.serve(served, **more)

    def options(self, server: Any, limits: BrowseLimits = LIMITS, **more: Any) -> CollectOptions:
        resolve = {"www.a.test": server.endpoint, **more.pop("resolve", {})}
        return CollectOptions(
            self.lab.polite, resolve, browse_limits=limits, **{"browse": BrowseOptions(), **more}
        )

    def run(self, options: CollectOptions, use: Callable[[ChromiumBrowser], Awaitable[Any]]) -> Any:
        """What ``use`` makes of the browser of these options, which is ended afterwards."""

        async def main() -> Any:
            browser = open_browser(options)
            assert isinstance(browser, ChromiumBrowser)
            try:
                return await use(browser)
            finally:
                await browser.close()

        return asyncio.run(main())

    def show(
        self, server: Any, *paths: str, act: Act = LOOK, limits: BrowseLimits = LIMITS, **more: Any
    ) -> list[Rendered]:
        """What the browser makes of some paths, one after another, as one site."""

        async def use(browser: ChromiumBrowser) -> list[Rendered]:
            view = browser.open_site(SITE)
            return [await view.show(f"http://www.a.test{path}", "always", act) for path in paths]

        shown: list[Rendered] = self.run(self.options(server, limits, **more), use)
        return shown

    def page(self, body: str, act: Act = LOOK, *, page_s: float = 15.0, **pages: Any) -> Rendered:
        """What the browser makes of one page; ``pages`` are others by their names."""
        server = self.serve(
            {"/": f"<!doctype html><meta charset=utf-8><title>题</title><body>{body}"}
            | {f"/{name.replace('_', '.')}": page for name, page in pages.items()}
        )
        (rendered,) = self.show(server, "/", act=act, limits=replace(LIMITS, page_s=page_s))
        return rendered


@pytest.fixture
def desk(lab: Any) -> Desk:
    if find() is None:
        pytest.fail("no Chromium to test with: install the package chromium-headless-shell or chromium")
    return Desk(lab)
