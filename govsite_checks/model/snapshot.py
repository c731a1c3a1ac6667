"""All that is known of one site at one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from .columns import Column
from .observations import Audit, Observation, Visits
from .pages import Page, PageError, Role
from .sites import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All that is known of one site at one moment: the only thing a rule may look at."""

    site: Site
    as_of: datetime
    pages: tuple[Page, ...] = ()
    parent: Site | None = None
    problem: str = ""
    observations: tuple[Observation, ...] = ()
    visits: Visits | None = None
    audit: Audit | None = None
    _memo: dict[Callable[[Snapshot], Any], Any] = field(default_factory=dict, repr=False)

    def pages_of(self, role: str) -> tuple[Page, ...]:
        """Every page of a role, in the order in which they were planned."""
        return tuple(page for page in self.pages if page.role == role)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that were found, whether or not they could be seen, each once."""
        found = {
            page.column.url: page.column for page in self.pages if page.role == Role.COLUMN and page.column
        }
        return tuple(found.values())

    def observed(self, kind: str, subject: str = "") -> tuple[Observation, ...]:
        """The observations of a kind, of one subject where one is given."""
        return tuple(o for o in self.observations if o.kind == kind and subject in ("", o.subject))

    @property
    def home(self) -> Page:
        """The home page; an unseen one where none was collected."""
        for page in self.pages:
            if page.role == Role.HOME:
                return page
        return Page(role=Role.HOME, url=self.site.url, error=PageError.NOT_COLLECTED, detail=self.problem)

    def derive(self, read: Callable[[Snapshot], T]) -> T:
        """``read(self)``, computed once for this snapshot: a reading that several rules share."""
        if read not in self._memo:
            self._memo[read] = read(self)
        known: T = self._memo[read]
        return known
