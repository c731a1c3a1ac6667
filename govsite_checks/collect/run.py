"""The collection of a whole run: a bounded number of sites at once, stopped at once by Ctrl-C."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import pycurl

from govsite_checks.model import Site

from .browse.contracts import Browser
from .contracts import CollectReport, Folder, Planner, Progress
from .fetch import Fetcher
from .limits import CollectOptions
from .naming import user_agent
from .observers import Observers
from .pages import Pages
from .planner import FooterPlanner
from .robots import Robots
from .session import Session
from .site_run import PlannerError, SiteRun

_TICK_S = 0.25


def collect(
    sites: Sequence[Site],
    folder: Folder,
    options: CollectOptions,
    *,
    planner: Planner | None = None,
    progress: Callable[[Progress], None] | None = None,
    browser: Browser | None = None,
) -> CollectReport:
    """Collect sites into a folder. Blocks until done; to be called in the main thread for Ctrl-C to be heard.

    Ctrl-C stops at once: sites already complete are kept, those in flight abandoned. What goes wrong on the network
    is data in the captures and never an exception. Pages are shown to ``browser`` as ``options.browse`` says; it is ended
    with the collection.

    Raises:
        ValueError: the ``resolve`` or the ``ca_file`` option cannot be used.
        Exception: whatever the folder raised, after every open site was abandoned.
    """
    collection = _Collection(sites, folder, options, planner or FooterPlanner(), progress, browser)
    return asyncio.run(collection.run())


class _Collection:
    def __init__(
        self,
        sites: Sequence[Site],
        folder: Folder,
        options: CollectOptions,
        planner: Planner,
        progress: Callable[[Progress], None] | None,
        browser: Browser | None,
    ) -> None:
        self._browser = browser
        self._sites, self._folder, self._options = sites, folder, options
        self._planner, self._progress = planner, progress
        self._user_agent = user_agent(options.politeness.contact)
        self._finished = self._done = self._pages = 0
        self._problems: list[str] = []

    async def run(self) -> CollectReport:
        began = time.monotonic()
        interrupted = False
        async with pycurl.AsyncCurlMulti() as multi:
            multi.setopt(pycurl.M_MAXCONNECTS, self._options.limits.connections_kept)
            fetcher = Fetcher(multi, self._options, self._user_agent)
            pages = Pages(fetcher, Robots(fetcher, self._options), self._options.limits)
            observers = Observers(fetcher, self._options) if self._options.observe else None
            ticker = asyncio.create_task(self._tick())
            todo = iter(_spread(self._sites))
            crew = [
                asyncio.create_task(self._work(todo, pages, observers))
                for _ in range(max(1, min(self._options.sites_in_flight, len(self._sites))))
            ]
            try:
                await asyncio.gather(*crew)
            except asyncio.CancelledError:
                interrupted = True  # asyncio.run turns Ctrl-C into this
            finally:
                await _end([*crew, ticker])
                if self._browser is not None:
                    with suppress(Exception):  # what was collected is kept, however the browser ends
                        await self._browser.close()
        self._report(0.0)
        return CollectReport(
            len(self._sites),
            self._finished,
            self._pages,
            time.monotonic() - began,
            interrupted,
            tuple(self._problems),
        )

    async def _work(self, todo: Iterator[Site], pages: Pages, observers: Observers | None) -> None:
        for site in todo:
            await self._collect_site(site, pages, observers)
            self._done += 1

    async def _collect_site(self, site: Site, pages: Pages, observers: Observers | None) -> None:
        writer = self._folder.open_site(site)
        session = Session(site, self._options, self._user_agent)
        try:
            await SiteRun(
                site,
                writer,
                session,
                pages,
                self._planner,
                self._options,
                self._note_page,
                observers,
                self._browser,
            ).run()
        except PlannerError as error:
            writer.abandon()
            self._problems.append(f"{site.id}：规划采集页面时程序出错，本站点未保存证据（{error}）")
        except BaseException:
            writer.abandon()
            raise
        else:
            writer.commit()
            self._finished += 1
        finally:
            session.close()

    def _note_page(self) -> None:
        self._pages += 1

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        before, at = 0, loop.time()
        while True:
            await asyncio.sleep(_TICK_S)
            now = loop.time()
            self._report((self._pages - before) / max(now - at, 1e-9))
            before, at = self._pages, now

    def _report(self, rate: float) -> None:
        if self._progress is not None:
            self._progress(Progress(self._done, len(self._sites), self._pages, rate))


def _spread(sites: Sequence[Site]) -> list[Site]:
    """The sites in an order of no meaning, the same in every run.

    An inventory lists side by side what one platform serves from one address; in that order they would fill the places
    in flight and wait for one another while every other server stands idle.
    """
    return sorted(sites, key=lambda site: hashlib.sha256(site.id.encode("utf-8", "replace")).digest())


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
