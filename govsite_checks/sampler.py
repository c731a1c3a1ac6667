"""The availability sampler: visit the home pages of an inventory again and again, and write down whether they opened.

One visit proves nothing; the census table asks for a week of at least twenty visits a day (国办发〔2015〕15号, 站点
无法访问). What is no failure of the site, or may be one of ours, is written down as unknown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from govsite_checks.collect import CollectOptions, CollectReport, HomePlanner, Limits, collect
from govsite_checks.evidence import Capture
from govsite_checks.model import Observation, PageError, Rendered, Role, Site
from govsite_checks.visits import Visit, VisitLog

# A page that has not opened at 15 seconds has not opened; a second more tells one that just did from one that did not.
LIMITS = Limits(connect_s=16.0, total_s=16.0, retries=0)
_SITE_SECONDS = 120.0
_OF_THE_SITE = frozenset({PageError.DNS, PageError.REFUSED, PageError.TIMEOUT, PageError.CONNECTION})
VISITS_A_DAY, DAYS = 20, 7  # the census table's measure
# What a proxy answers where it cannot reach the site, or cannot be reached itself.
_OF_A_PROXY = frozenset({502, 503, 504})
# Sleeping in short steps lets a machine that was suspended notice that its time has come.
_STEP_S = 60.0

Collect = Callable[[Sequence[Site], "RoundFolder", CollectOptions], CollectReport]


def outcome(capture: Capture, *, proxied: bool = False) -> bool | None:
    """Whether a home page opened; None where that cannot be told."""
    if not capture.error:
        return capture.opened_in_time
    if capture.error in _OF_THE_SITE:
        return False
    status = capture.status or 0
    if capture.error == PageError.HTTP_STATUS and status >= 500:
        return None if proxied and status in _OF_A_PROXY else False
    return None


class RoundFolder:
    """Takes the captures of one round, of which it keeps no page."""

    def __init__(self, clock: Callable[[], datetime], vantage: str, *, proxied: bool) -> None:
        self._clock, self._vantage, self._proxied = clock, vantage, proxied
        self._answered = False
        self._visits: list[Visit] = []

    def open_site(self, site: Site) -> _RoundWriter:
        """Take down the visit to a site, which begins now."""
        return _RoundWriter(self, site, self._clock())

    def take(self, site: Site, started: datetime, capture: Capture) -> None:
        """Take down what came of a visit."""
        self._answered = self._answered or bool(capture.exchanges)
        opened = outcome(capture, proxied=self._proxied)
        if capture.exchanges:
            started = capture.exchanges[0].started
        self._visits.append(
            Visit(site.id, site.url, started, capture.elapsed_s, opened, capture.error, self._vantage)
        )

    def visits(self) -> list[Visit]:
        """The visits of the round. Where nobody answered at all, the fault may be our network's: all are unknown."""
        if self._answered:
            return self._visits
        return [replace(visit, opened=None) for visit in self._visits]


class _RoundWriter:
    def __init__(self, folder: RoundFolder, site: Site, started: datetime) -> None:
        self._folder, self._site, self._started = folder, site, started
        self._home: Capture | None = None

    def add(self, capture: Capture) -> None:
        if capture.role == Role.HOME:
            self._home = capture

    def show(self, role: str, url: str, rendered: Rendered) -> None:
        pass

    def note(self, observation: Observation) -> None:
        pass

    def commit(self) -> None:
        if self._home is not None:
            self._folder.take(self._site, self._started, self._home)

    def abandon(self) -> None:
        self._home = None


def visit_once(sites: Sequence[Site], folder: RoundFolder, options: CollectOptions) -> CollectReport:
    """Visit every home page once, as politely as a collection does."""
    return collect(sites, folder, options, planner=HomePlanner())


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its number out of how many, and how many of its visits opened, failed, or cannot be told."""

    number: int
    total: int
    opened: int
    failed: int
    unknown: int
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """When the rounds began, how many are done, and what they are measured by."""

    began: datetime
    done: int
    measures: dict[str, str]


class Sampler:
    """Visits sites by a schedule. ``clock`` and ``sleep`` are the machine's unless given."""

    def __init__(
        self,
        sites: Sequence[Site],
        log: VisitLog,
        options: CollectOptions,
        *,
        vantage: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        visit: Collect = visit_once,
        tell: Callable[[Round], None] = lambda _: None,
    ) -> None:
        polite = options.politeness
        self._options = replace(
            options,
            limits=LIMITS,
            observe=False,
            politeness=replace(polite, site_seconds=max(polite.site_seconds, _SITE_SECONDS)),
        )
        self._sites, self._log, self._vantage = sites, log, vantage
        self._clock, self._sleep, self._visit, self._tell = clock, sleep, visit, tell

    def once(self) -> bool:
        """One round; whether it was whole."""
        return self._round(1, 1, None)

    def run(self, every: timedelta, duration: timedelta) -> bool:
        """Rounds at fixed moments until the time is over; whether it is, or was cut short by Ctrl-C.

        A plan of the same measures that was cut short is gone on with: moments that have passed are not made up for.
        """
        plan = self._plan(every, duration)
        total = max(1, duration // every)
        number = plan.done
        # A moment that has passed is not made up for, but for the latest one.
        while (number := max(number, int((self._clock() - plan.began) / every))) < total:
            self._wait_for(plan.began + number * every)
            number += 1
            following = plan.began + number * every if number < total else None
            if not self._round(number, total, following):
                return False
            self._log.keep_plan({**plan.measures, "began": plan.began.isoformat(), "done": str(number)})
        self._log.keep_plan({})
        return True

    def _plan(self, every: timedelta, duration: timedelta) -> _Plan:
        """The plan that was cut short, where it has the same measures and time left; else a new one."""
        measures = {
            "every_s": f"{every.total_seconds():g}",
            "for_s": f"{duration.total_seconds():g}",
            "sites": ",".join(sorted(site.id for site in self._sites)),
        }
        kept, now = self._log.plan(), self._clock()
        began, done = _moment(kept.get("began", "")), kept.get("done", "")
        same = all(kept.get(name) == value for name, value in measures.items())
        if same and began is not None and began <= now < began + duration and done.isdecimal():
            return _Plan(began, int(done), measures)
        return _Plan(now, 0, measures)

    def _wait_for(self, moment: datetime) -> None:
        while (left := (moment - self._clock()).total_seconds()) > 0:
            self._sleep(min(left, _STEP_S))

    def _round(self, number: int, total: int, following: datetime | None) -> bool:
        folder = RoundFolder(self._clock, self._vantage, proxied=bool(self._options.proxy))
        report = self._visit(self._sites, folder, self._options)
        visits = folder.visits()
        self._log.add(visits)
        said = [visit.opened for visit in visits]
        self._tell(Round(number, total, said.count(True), said.count(False), said.count(None), following))
        return not report.interrupted


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def shortfall(every: timedelta, duration: timedelta) -> str:
    """Why a schedule cannot meet the census table's measure, in Chinese; empty where it can."""
    a_day = timedelta(days=1) // every
    if a_day < VISITS_A_DAY:
        return f"每天只访问 {a_day} 次，少于标准要求的 {VISITS_A_DAY} 次，不足以判定；可改为 --every 1h"
    if duration < timedelta(days=DAYS):
        return f"采样不足 {DAYS} 天，不足以判定；可改为 --for {DAYS}d"
    return ""
