"""What the collector is given and what it gives: where evidence goes, which pages are wanted, how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import Column, Observation, Rendered, Site


class SiteWriter(Protocol):
    """Takes what was collected of one site. An exception of it ends the whole collection."""

    def add(self, capture: Capture) -> None:
        """Take one capture; may block briefly."""

    def show(self, role: str, url: str, rendered: Rendered) -> None:
        """Take what a browser made of a page that was handed over before."""

    def note(self, observation: Observation) -> None:
        """Take what was noted beside the pages."""

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

    ``depth`` is the planner's own count of how far from the first pages this one is. ``column``, ``note`` and
    ``query`` are as in ``model.Page``. ``method`` is GET, or POST of a form's ``body`` (application/x-www-form-urlencoded).
    ``act`` is what is done in a browser on the page at the address instead of asking for it (``browse.contracts.Doing``,
    with the words of ``query``): a page that only a citizen's hand leads to.
    ``skip`` is why the page is recorded and not asked for, in Chinese; empty where it is to be asked for.
    A page is asked for once: the role, the address, the body and the act with its words tell it from the others.
    """

    role: str
    url: str
    parent: str = ""
    depth: int = 0
    column: Column | None = None
    note: str = ""
    query: str = ""
    method: str = "GET"
    body: bytes = b""
    skip: str = ""
    act: str = ""


class SitePlanner(Protocol):
    """Says which pages of one site are wanted, and keeps what it has learnt of the site.

    The same answers to the same pages: they are handed over in the order in which they were planned, whichever came
    first over the wire.
    """

    def first(self) -> Iterable[Wanted]:
        """The pages to begin with."""

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """What a page makes wanted.

        Called for every page but the skipped ones: ``text`` is its decoded body, empty where none was seen or the role
        is a brief one. Where a browser showed the page, ``capture.rendered`` is what it became.
        """

    def shown(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """What a page makes wanted that was handed over before and has been shown to a browser since."""

    def last(self) -> Iterable[Wanted]:
        """What is wanted still, now that nothing is pending; asked again after those until there is nothing."""

    def observations(self) -> Iterable[Observation]:
        """What is to be noted beside the pages; taken once, at the end."""


class Planner(Protocol):
    """Begins the plan of each site of a run."""

    def begin(self, site: Site) -> SitePlanner:
        """The plan of a site, from nothing."""


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
