"""What is known of a site while its pages are planned: strings and numbers only, no trees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import CHINA, Column, Observation, Site
from govsite_checks.reading.page.document import Link
from govsite_checks.reading.search.page import SearchForm

from .asked import Asked
from .book import ColumnBook
from .budget import Budget
from .lists import Opened, Row
from .searching import Known

# The pages that tell how a server behaves: an address that cannot exist, HTTPS, the other of www and not.
BEHAVIOUR = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A link to a file or to a system, with the page that names it and that page's role."""

    link: Link
    parent: str
    role: str


@dataclass(slots=True)
class SiteState:
    """The plan so far. ``home`` is the address that answered for the home page, empty before."""

    site: Site
    budget: Budget
    as_of: datetime
    seed: int
    asked: Asked
    book: ColumnBook
    home: str = ""
    home_error: str = ""
    opened: dict[str, Opened] = field(default_factory=dict)
    home_rows: list[Row] = field(default_factory=list)
    home_looks: list[Wanted] = field(default_factory=list)
    home_pictures: list[Wanted] = field(default_factory=list)
    other_looks: dict[str, Wanted] = field(default_factory=dict)
    forms: tuple[SearchForm, ...] = ()
    entries: dict[str, str] = field(default_factory=dict)  # that only a script follows: type -> words
    form_page: str = ""  # where the first of them stands
    unsent: Observation | None = None  # what is noted where a browser cannot send it either
    rows: dict[str, Row] = field(default_factory=dict)  # of the articles that were asked for
    void: set[str] = field(default_factory=set)  # the names of documents that notices call void
    known: list[Known] = field(default_factory=list)
    files: dict[str, Named] = field(default_factory=dict)
    systems: dict[str, Named] = field(default_factory=dict)
    more_results: Wanted | None = None
    labelled: dict[str, Column] = field(default_factory=dict)
    notes: list[Observation] = field(default_factory=list)
    beyond: Counter[tuple[str, str]] = field(default_factory=Counter)  # (subject, outcome) -> how many

    @classmethod
    def begin(cls, site: Site, budget: Budget, as_of: datetime, seed: int) -> SiteState:
        """Nothing but the site."""
        kept_free = budget.searches + BEHAVIOUR
        return cls(site, budget, as_of, seed, Asked(budget.pages - kept_free), ColumnBook(site.url))

    @property
    def today(self) -> date:
        """The day at which the site is judged, in Beijing."""
        return self.as_of.astimezone(CHINA).date() if self.as_of.tzinfo else self.as_of.date()

    @property
    def chance(self) -> str:
        """What choices by chance hang on."""
        return f"{self.seed}\x00{self.site.id}"

    def omit(self, subject: str, outcome: str, count: int = 1) -> None:
        """Count what was found and is not asked for."""
        if count > 0:
            self.beyond[subject, outcome] += count

    def note_unsent(self) -> None:
        """Note once that the search that only a browser can send was not sent."""
        if self.unsent is not None:
            self.notes.append(self.unsent)
            self.unsent = None
