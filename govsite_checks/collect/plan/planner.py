"""The standard plan: what an inspector would open of a site that runs, and the little that is left of a closed one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from govsite_checks.collect.contracts import SitePlanner, Wanted
from govsite_checks.collect.planner import FooterPlan
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Observation, PageError, Role, Site
from govsite_checks.reading.page.document import join

from .budget import Budget
from .reader import Reader
from .rounds import Rounds, observations
from .state import SiteState

# Of a closed site, as many of the columns that it had.
FORMER_COLUMNS = 3
CLOSED = frozenset({"offline", "merged", "suspended"})
# Where a home page was refused for these reasons, nothing more is asked of the site.
_REFUSED = frozenset({PageError.ROBOTS, PageError.CHALLENGE, PageError.BLOCKED_BY_GUARD})


class StandardPlanner:
    """Plans the pages that the rules of every standard need.

    ``as_of`` is the moment that the site is judged at, ``seed`` what choices by chance hang on: the same seed, site and
    pages give the same plan.
    """

    def __init__(self, budget: Budget, as_of: datetime, seed: int = 0) -> None:
        self._budget, self._as_of, self._seed = budget, as_of, seed

    def begin(self, site: Site) -> SitePlanner:
        """The plan of a site."""
        if site.status in CLOSED:
            return ClosedPlan(site)
        return SitePlan(SiteState.begin(site, self._budget, self._as_of, self._seed))


class SitePlan:
    """The plan of a site that runs."""

    def __init__(self, state: SiteState) -> None:
        self._state = state
        self._footer = FooterPlan(state.site)
        self._named: set[tuple[str, str]] = set()
        self._reader, self._rounds = Reader(state), Rounds(state)

    def first(self) -> Iterable[Wanted]:
        """The home page; the inventory's columns are noted."""
        site = self._state.site
        for hint in site.columns:
            url = join(site.url, hint.url)
            if url:
                self._state.book.add(hint.title, url, site.url, 2, hint.type)
        return [self._state.asked.note(wanted) for wanted in self._footer.first()]

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """What a page names that is wanted at once: parts of the home page, the site map, what lies behind a gate."""
        asked = self._state.asked
        if capture.error:
            if wanted.role == Role.HOME:
                self._state.home_error = capture.error
            if wanted.role == Role.SEARCH and wanted.act:
                self._state.note_unsent()
            return ()
        if capture.final_url:
            asked.note_address(capture.final_url)
        named = [*self._footer.then(wanted, capture, text), *self._reader.read(wanted, capture, text)]
        return [asked.note(page) for page in self._once(named)]

    def shown(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """The site map, where only a script's footer leads to it; all else was read when the page arrived."""
        if capture.error or wanted.role != Role.HOME:
            return ()
        named = self._reader.find_sitemap(wanted, capture, text)
        return [self._state.asked.note(page) for page in self._once(named)]

    def _once(self, pages: Iterable[Wanted]) -> Iterator[Wanted]:
        """Each part once, and the first site map: a page of the footer's is asked for though it was in another role."""
        for page in pages:
            key = (page.role, "" if page.role == Role.SITEMAP else page.url)
            if key not in self._named:
                self._named.add(key)
                yield page

    def last(self) -> Iterable[Wanted]:
        """The next round; none where the site let nobody in."""
        return () if self._state.home_error in _REFUSED else self._rounds.next()

    def observations(self) -> Iterable[Observation]:
        """What was found and not asked for."""
        return tuple(observations(self._state))


class ClosedPlan(FooterPlan):
    """The plan of a site that was closed, merged or suspended: is it silent, and where did its content go."""

    def first(self) -> Iterable[Wanted]:
        """The home page, a few columns that it had, and where its content is kept now."""
        site = self._site
        yield from super().first()
        for hint in site.columns[:FORMER_COLUMNS]:
            url = join(site.url, hint.url)
            if url:
                yield Wanted(Role.OTHER, url, site.url, 1)
        if site.moved_to:
            yield Wanted(Role.MIGRATED, join(site.url, site.moved_to), site.url, 1)
