"""Websites of an inventory, and what an office says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ColumnHint:
    """A column that the inventory points out to the planner."""

    title: str
    type: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A violation that the office tolerates until a date, for a reason that is on file."""

    rule: str
    until: date
    reason: str
    document: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hard the collector may lean on other people's servers.

    ``per_host`` and ``per_address`` bound the requests in flight, ``delay_s`` is the least time between two
    requests to one host in seconds, ``site_seconds`` the wall time of one site, ``robots`` is ``obey`` or ``ignore``.
    """

    contact: str = ""
    per_host: int = 2
    per_address: int = 8
    delay_s: float = 0.2
    site_seconds: float = 180.0
    robots: str = "obey"


@dataclass(frozen=True, slots=True)
class Site:
    """One website of an inventory.

    Of a closed site, ``moved_to`` is where its content is kept now, and ``cancelled`` says of its ``icp`` and
    ``police`` filings and its ``mark`` whether the ledger has them as cancelled; one that is not listed is unknown.
    ``bonus_points`` are those that people gave it in the bonus round of a standard that has one.
    """

    id: str
    name: str
    url: str
    site_code: str = ""
    sponsor: str = ""
    unit: str = ""
    unit_kind: str = "other"
    kind: str = "department"
    nature: str = ""
    status: str = "online"
    services: bool | None = None
    merged_into: str = ""
    approved_on: date | None = None
    columns: tuple[ColumnHint, ...] = ()
    guides: tuple[str, ...] = ()
    search: str = ""
    waivers: tuple[Waiver, ...] = ()
    moved_to: str = ""
    cancelled: tuple[tuple[str, bool], ...] = ()
    bonus_points: Decimal | None = None
    line: int = 0
