"""One site from its first page to its last: what the planner wants, a few at a time, into the site's writer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from govsite_checks.model import PageError, Site

from .browse.contracts import Browser
from .contracts import Planner, SitePlanner, SiteWriter, Wanted
from .limits import CollectOptions
from .observers import Observers, SeenSoFar
from .pages import Pages, Seen, capture_of
from .robots import Wishes
from .session import Session, address_of
from .showing import Showing, to_act
from .urls import origin_of

T = TypeVar("T")


class PlannerError(Exception):
    """The planner crashed on a page: a fault of this program, not of the site."""


class _Queue:
    """Pages that wait to be asked for, with their numbers, and how many ask for them."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.pages: deque[tuple[int, Wanted]] = deque()
        self.workers = 0


_Arrived = tuple[Wanted, Seen, tuple[Wishes, ...]]


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
        observers: Observers | None = None,
        browser: Browser | None = None,
    ) -> None:
        self._site, self._writer, self._session = site, writer, session
        self._pages, self._planner, self._options = pages, planner, options
        self._note_page, self._observers = note_page, observers
        self._noted = SeenSoFar(site)
        self._showing = Showing(site, browser, options)
        self._crew: asyncio.TaskGroup
        self._shows: set[asyncio.Task[None]] = set()
        self._plan: SitePlanner
        limits = options.limits
        self._own = _Queue(max(1, options.politeness.per_host))
        # Other people's servers are asked beside the site's own: a slow one holds up nobody.
        self._foreign = _Queue(max(1, limits.foreign_at_once))
        # By number: those that came over the wire, and those that are to be handed over as they are.
        self._arrived: dict[int, _Arrived] = {}
        self._ready: dict[int, _Arrived] = {}
        self._numbered = self._decided = self._handed_over = self._fetched = 0
        self._asked_for: set[tuple[str, str, bytes, str]] = set()
        self._recorded_robots: set[str] = set()
        self._origins: set[tuple[str, str, int]] = set()

    async def run(self) -> None:
        """Collect every wanted page, round by round, then take the planner's notes.

        Raises:
            PlannerError: the planner crashed.
            Exception: whatever the writer raised.
        """
        try:
            await self._run()
        finally:
            await self._showing.close()

    async def _run(self) -> None:
        self._plan = self._asked(lambda: self._planner.begin(self._site))
        self._want_all(self._plan.first)
        for _ in range(self._options.limits.rounds):
            await self._see_pending()
            await self._show_late()
            if not self._want_all(self._plan.last) and not (self._own.pages or self._foreign.pages):
                break
        for observation in self._asked(lambda: tuple(self._plan.observations())):
            self._writer.note(observation)
        if self._observers is not None:
            for observation in await self._observers.observe(self._session, self._noted):
                self._writer.note(observation)

    async def _see_pending(self) -> None:
        try:
            async with asyncio.TaskGroup() as self._crew:
                self._staff()
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None

    def _staff(self) -> None:
        """As many workers as there is work for, and no more than may ask at once."""
        for queue in (self._own, self._foreign):
            for _ in range(min(len(queue.pages), queue.width - queue.workers)):
                queue.workers += 1
                self._crew.create_task(self._work(queue))

    async def _work(self, queue: _Queue) -> None:
        try:
            while queue.pages:
                await self._see(*queue.pages.popleft())
                if len(self._own.pages) + len(self._foreign.pages) > 1:
                    self._staff()
                while len(self._shows) >= self._showing.at_once:
                    await asyncio.wait(self._shows, return_when=asyncio.FIRST_COMPLETED)
        finally:
            queue.workers -= 1
        self._staff()  # what the last page made wanted may be of the other queue

    async def _see(self, number: int, wanted: Wanted) -> None:
        session = self._session
        left = session.full or session.lane(wanted.role, address_of(wanted)).left
        if left:
            self._arrived[number] = (wanted, _left_out(wanted, left), ())
        elif wanted.act:
            self._arrived[number] = (wanted, to_act(wanted), ())
        else:
            seen, wishes = await self._pages.see(session, wanted)
            if seen.capture.exchanges:
                session.count(len(seen.capture.exchanges[-1].decoded))
            self._arrived[number] = (wanted, seen, wishes)
        self._take_arrived()

    def _take_arrived(self) -> None:
        """Decide what is shown to the browser in the order in which pages were planned, and hand over what is ready."""
        while (arrived := self._arrived.pop(self._decided, None)) is not None:
            number, self._decided = self._decided, self._decided + 1
            wanted, seen, wishes = arrived
            seen, reason = self._decide(wanted, seen)
            if reason:
                show = self._crew.create_task(self._show(number, (wanted, seen, wishes), reason))
                self._shows.add(show)
                show.add_done_callback(self._shows.discard)
            else:
                self._ready[number] = (wanted, seen, wishes)
        self._hand_over_ready()

    def _decide(self, wanted: Wanted, seen: Seen) -> tuple[Seen, str]:
        return self._asked(lambda: self._showing.decide(wanted, seen))

    async def _show(self, number: int, arrived: _Arrived, reason: str) -> None:
        wanted, seen, wishes = arrived
        asked: list[Wishes] = []

        async def refusal(url: str) -> str:
            why, wish = await self._pages.refusal(self._session, wanted.role, url)
            asked.append(wish)
            return why

        seen = await self._showing.show(wanted, seen, reason, refusal)
        self._ready[number] = (wanted, seen, (*wishes, *asked))
        self._hand_over_ready()
        self._staff()

    async def _show_late(self) -> None:
        """Show what was handed over before it was known that it has to be; the planner hears of what came of it."""
        late = self._asked(self._showing.late)
        if late is None:
            return
        wanted, seen = late.wanted, await self._showing.show_late(late)
        rendered = seen.capture.rendered
        assert rendered is not None
        self._writer.show(wanted.role, wanted.url, rendered)
        if not rendered.error:
            self._queue(self._asked(lambda: tuple(self._plan.shown(wanted, seen.capture, seen.text))))

    def _hand_over_ready(self) -> None:
        """Record and read pages in the order in which they were planned, whichever came first over the wire."""
        while (arrived := self._ready.pop(self._handed_over, None)) is not None:
            self._handed_over += 1
            self._hand_over(*arrived)

    def _hand_over(self, wanted: Wanted, seen: Seen, wishes: tuple[Wishes, ...]) -> None:
        self._record_robots(wishes)
        self._writer.add(seen.capture)
        self._noted.add(seen.capture)
        self._note_page()
        if not wanted.skip:
            self._queue(self._asked(lambda: tuple(self._plan.then(wanted, seen.capture, seen.text))))

    def _want_all(self, ask: Callable[[], Iterable[Wanted]]) -> bool:
        """Queue what the planner answers; whether it answered anything."""
        wanted = self._asked(lambda: tuple(ask()))
        self._queue(wanted)
        self._take_arrived()
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
        act = f"{wanted.act} {wanted.query}" if wanted.act else ""
        key = (wanted.role, wanted.url, wanted.body, act)
        limits = self._options.limits
        if key in self._asked_for or len(self._asked_for) >= limits.pages_per_site + limits.unasked_per_site:
            return
        self._asked_for.add(key)
        number, self._numbered = self._numbered, self._numbered + 1
        address = address_of(wanted)
        foreign = self._session.is_foreign(wanted.role, address)
        why = wanted.skip or self._refusal(wanted, address, foreign)
        if why:
            self._arrived[number] = (wanted, _left_out(wanted, why), ())
            return
        self._fetched += 1
        if foreign:
            self._origins.add(origin_of(address))
        (self._foreign if foreign else self._own).pages.append((number, wanted))

    def _refusal(self, wanted: Wanted, address: str, foreign: bool) -> str:
        """Why a page is beyond a bound, in Chinese; empty where it may be asked for."""
        limits = self._options.limits
        if self._fetched >= limits.pages_per_site:
            return f"每个站点最多采集 {limits.pages_per_site} 页"
        if len(wanted.body) > limits.form_bytes:
            return f"表单内容超过 {limits.form_bytes} 字节"
        if (
            foreign
            and origin_of(address) not in self._origins
            and len(self._origins) >= limits.foreign_origins
        ):
            return f"每个站点最多访问 {limits.foreign_origins} 个其他网站"
        return ""

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
