"""One site from its first page to its last: what the planner wants, a few at a time, into the site's writer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from govsite_checks.model import PageError, Site

from .contracts import Planner, SitePlanner, SiteWriter, Wanted
from .limits import CollectOptions
from .pages import Pages, Seen, capture_of
from .robots import Wishes
from .session import Session

T = TypeVar("T")


class PlannerError(Exception):
    """The planner crashed on a page: a fault of this program, not of the site."""


class SiteRun:
    """Collects one site."""

    def __init__(
        self,
        site: Site,
        writer: SiteWriter,
        session: Session,
        pages: Pages,
        planner: Planner,
        options: CollectOptions,
        note_page: Callable[[], None],
    ) -> None:
        self._site, self._writer, self._session = site, writer, session
        self._pages, self._planner, self._options = pages, planner, options
        self._note_page = note_page
        self._plan: SitePlanner
        self._pending: deque[tuple[int, Wanted]] = deque()
        self._arrived: dict[int, tuple[Wanted, Seen, tuple[Wishes, ...]]] = {}
        self._numbered = self._handed_over = self._fetched = 0
        self._asked_for: set[tuple[str, str, bytes]] = set()
        self._recorded_robots: set[str] = set()
        self._workers = 0

    async def run(self) -> None:
        """Collect every wanted page, round by round, then take the planner's notes.

        Raises:
            PlannerError: the planner crashed.
            Exception: whatever the writer raised.
        """
        self._plan = self._asked(lambda: self._planner.begin(self._site))
        self._want_all(self._plan.first)
        for _ in range(self._options.limits.rounds):
            await self._see_pending()
            if not self._want_all(self._plan.last):
                break
        for observation in self._asked(lambda: tuple(self._plan.observations())):
            self._writer.note(observation)

    async def _see_pending(self) -> None:
        try:
            async with asyncio.TaskGroup() as crew:
                self._staff(crew)
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None

    def _staff(self, crew: asyncio.TaskGroup) -> None:
        """As many workers as there is work for, and no more than the host is to be asked by at once."""
        most = max(1, self._options.politeness.per_host)
        for _ in range(min(len(self._pending), most - self._workers)):
            self._workers += 1
            crew.create_task(self._work(crew))

    async def _work(self, crew: asyncio.TaskGroup) -> None:
        try:
            while self._pending:
                await self._see(*self._pending.popleft())
                if len(self._pending) > 1:
                    self._staff(crew)
        finally:
            self._workers -= 1

    async def _see(self, number: int, wanted: Wanted) -> None:
        if self._session.left:
            self._arrived[number] = (wanted, _left_out(wanted, self._session.left), ())
        else:
            self._arrived[number] = (wanted, *await self._pages.see(self._session, wanted))
        self._hand_over_arrived()

    def _hand_over_arrived(self) -> None:
        """Record and read pages in the order in which they were planned, whichever came first over the wire."""
        while (arrived := self._arrived.pop(self._handed_over, None)) is not None:
            self._handed_over += 1
            self._hand_over(*arrived)

    def _hand_over(self, wanted: Wanted, seen: Seen, wishes: tuple[Wishes, ...]) -> None:
        self._record_robots(wishes)
        self._writer.add(seen.capture)
        self._note_page()
        if not wanted.skip:
            self._queue(self._asked(lambda: tuple(self._plan.then(wanted, seen.capture, seen.text))))

    def _want_all(self, ask: Callable[[], Iterable[Wanted]]) -> bool:
        """Queue what the planner answers; whether it answered anything."""
        wanted = self._asked(lambda: tuple(ask()))
        self._queue(wanted)
        self._hand_over_arrived()
        return bool(wanted)

    def _queue(self, wanted: Iterable[Wanted]) -> None:
        for page in wanted:
            self._want(page)

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except Exception as error:
            raise PlannerError(f"{type(error).__name__}: {error}") from error

    def _want(self, wanted: Wanted) -> None:
        """Queue a page once; one that is not asked for is recorded as that, so that nobody takes it for absent."""
        key = (wanted.role, wanted.url, wanted.body)
        limits = self._options.limits
        if key in self._asked_for or len(self._asked_for) >= limits.pages_per_site + limits.unasked_per_site:
            return
        self._asked_for.add(key)
        number, self._numbered = self._numbered, self._numbered + 1
        why = wanted.skip
        if not why and self._fetched >= limits.pages_per_site:
            why = f"每个站点最多采集 {limits.pages_per_site} 页"
        if why:
            self._arrived[number] = (wanted, _left_out(wanted, why), ())
        else:
            self._fetched += 1
            self._pending.append((number, wanted))

    def _record_robots(self, wishes: tuple[Wishes, ...]) -> None:
        """The robots answers that the site was collected under, each once, whoever asked for them."""
        for wish in wishes:
            capture = wish.capture
            if capture is not None and capture.url not in self._recorded_robots:
                self._recorded_robots.add(capture.url)
                self._writer.add(capture)


def _left_out(wanted: Wanted, why: str) -> Seen:
    """The record of a page that was not asked for."""
    return Seen(capture_of(wanted, error=PageError.SITE_LEFT, detail=why))
