"""The service guides of a whole site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsite_checks.model import ColumnType, Page, Role, Snapshot
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document

from .guide import NAMES, Guide, guide_links, offsite_guides, read_guide, system_links


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """A guide that was looked at."""

    page: Page
    guide: Guide

    @property
    def name(self) -> str:
        """What it is called, fit for a sentence."""
        return quoted(self.guide.title or self.page.title or self.page.url, 40)


@dataclass(frozen=True, slots=True)
class Offer:
    """The guides that the services columns link to, on the site and on platforms elsewhere, and the systems for declaring
    online: their addresses.
    """

    here: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    columns: int = 0


def read_guides(snapshot: Snapshot) -> tuple[Sampled, ...]:
    """The guides that were seen, in the order in which they were planned."""
    return tuple(
        Sampled(page, document(snapshot, page).derive(read_guide))
        for page in snapshot.pages_of(Role.GUIDE)
        if page.seen
    )


def read_offer(snapshot: Snapshot) -> Offer:
    """What the services columns that were seen link to."""
    columns = [
        page
        for role in (Role.COLUMN, Role.COLUMN_NEXT)
        for page in snapshot.pages_of(role)
        if page.seen and page.column is not None and page.column.type == ColumnType.SERVICES
    ]
    here = [link.url for page in columns for link in document(snapshot, page).derive(guide_links)]
    elsewhere = [link.url for page in columns for link in document(snapshot, page).derive(offsite_guides)]
    systems = [link.url for page in columns for link in document(snapshot, page).derive(system_links)]
    first, second, third = (tuple(dict.fromkeys(urls)) for urls in (here, elsewhere, systems))
    return Offer(first, second, third, len(columns))


def names_of(kinds: Iterable[str]) -> str:
    """The classes of elements in Chinese, as a sentence lists them."""
    return "、".join(f"“{NAMES[kind]}”" for kind in kinds)
