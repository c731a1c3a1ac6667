"""A site in memory, and a plan driven over it as the collector drives one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from govsite_checks.collect import Wanted
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import (
    BRIEF_ROLES,
    CHINA,
    Observation,
    PageError,
    Rendered,
    RenderError,
    RenderReason,
    Site,
)

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
HOME = "http://www.lab.gov.cn/"


@dataclass
class Trip:
    """What a plan wanted of a site, in order, and what it noted."""

    wanted: list[Wanted] = field(default_factory=list)
    notes: list[Observation] = field(default_factory=list)
    rounds: int = 0

    def of(self, role: str) -> list[Wanted]:
        return [page for page in self.wanted if page.role == role and not page.skip]

    def urls(self, role: str) -> list[str]:
        return [page.url.removeprefix(HOME[:-1]) for page in self.of(role)]

    def types(self) -> dict[str, str]:
        """The type of each column that was opened, by its path."""
        return {p.url.removeprefix(HOME[:-1]): p.column.type for p in self.of("column") if p.column}

    def skipped(self) -> list[Wanted]:
        return [page for page in self.wanted if page.skip]

    def omitted(self, outcome: str) -> dict[str, int]:
        return {o.subject: int(o.value) for o in self.notes if (o.kind, o.outcome) == ("omission", outcome)}


class Lab:
    as_of = AS_OF
    home = HOME

    def site(self, **more: Any) -> Site:
        return replace(Site(id="3300000001", name="实验市人民政府", url=HOME), **more)

    def visit(
        self,
        served: dict[str, str],
        /,
        *,
        site: Site | None = None,
        errors: dict[str, str] | None = None,
        redirects: dict[str, str] | None = None,
        seed: int = 0,
        most: int = 2_000,
        typed: str = "",
        pressed: dict[str, str] | None = None,
        **budget: int,
    ) -> Trip:
        """Drive a plan over pages by path (or whole address); what is not there answers 404.

        ``typed`` is what a browser makes of a search that is typed into a page, ``pressed`` the paths that entries lead it to
        by their words; without either there is no browser.
        """
        site = site or self.site()
        whole = {urljoin(site.url, path): text for path, text in served.items()}
        failing = {urljoin(site.url, path): error for path, error in (errors or {}).items()}
        moved = {urljoin(site.url, a): urljoin(site.url, b) for a, b in (redirects or {}).items()}
        plan = StandardPlanner(Budget.of(budget), AS_OF, seed).begin(site)
        trip = Trip()
        asked: set[tuple[str, ...]] = set()
        pending: deque[Wanted] = deque()

        def queue(pages_wanted: Any) -> int:
            new = tuple(pages_wanted)
            for page in new:
                absolute = replace(page, url=urldefrag(urljoin(page.parent, page.url)).url)
                key = (absolute.role, absolute.url, absolute.body.hex(), absolute.act and absolute.query)
                assert key not in asked, f"wanted twice: {key}"
                asked.add(key)
                trip.wanted.append(absolute)
                pending.append(absolute)
            assert len(trip.wanted) <= most
            return len(new)

        queue(plan.first())
        while True:
            while pending:
                page = pending.popleft()
                if page.skip:
                    continue
                final = moved.get(page.url, page.url)
                text = whole.get(final)
                error = failing.get(page.url, "" if text is not None else PageError.HTTP_STATUS)
                if page.act:
                    led = (pressed or {}).get(page.query, "so?q=1" if typed else "")
                    failed = "" if led else RenderError.NO_BROWSER
                    html = whole.get(f"{HOME}{led}", typed)
                    shown = Rendered(RenderReason.SEARCH, html=html, url=f"{HOME}{led}", error=failed)
                    error, text = ("" if led else PageError.NOT_COLLECTED), ""
                    final = shown.url if led else final
                else:
                    shown = None
                brief = page.role in BRIEF_ROLES
                capture = Capture(page.role, page.url, final, error=error, parent=page.parent, rendered=shown)
                queue(plan.then(page, capture, "" if error or brief or text is None else text))
            trip.rounds += 1
            assert trip.rounds < 60
            if not queue(plan.last()):
                break
        trip.notes = list(plan.observations())
        return trip


@pytest.fixture
def lab() -> Lab:
    return Lab()
