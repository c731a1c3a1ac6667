"""What the collector is given and what it gives: where evidence goes, which pages are wanted, how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Site


class SiteWriter(Protocol):
    """Takes the captures of one site. An exception of it ends the whole collection."""

    def add(self, capture: Capture) -> None:
        """Take one capture; may block briefly."""

    def commit(self) -> None:
        """The site is complete: keep it."""

    def abandon(self) -> None:
        """The site is not complete: leave nothing of it."""


class Folder(Protocol):
    """Where the evidence of a run goes."""

    def open_site(self, site: Site) -> SiteWriter:
        """A writer for one site."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that a planner wants: its role, its address (absolute, or relative to ``parent``), who refers to it.

    ``depth`` is the planner's own count of how far from the first pages this one is.
    """

    role: str
    url: str
    parent: str = ""
    depth: int = 0


class Planner(Protocol):
    """Says which pages of a site are wanted. Pure: the same answers to the same pages."""

    def first(self, site: Site) -> Iterable[Wanted]:
        """The pages to begin with."""

    def then(self, site: Site, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """What a page that was seen makes wanted. ``text`` is its decoded body."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a collection is. ``rate`` is the pages of the last second."""

    sites_done: int
    sites_total: int
    pages: int
    rate: float


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What came of a collection: ``finished`` of ``sites`` are kept, with ``pages`` captures in ``seconds``.

    ``problems`` names, in Chinese, the sites that a fault of this program kept from being finished.
    """

    sites: int
    finished: int
    pages: int
    seconds: float
    interrupted: bool
    problems: tuple[str, ...] = ()
