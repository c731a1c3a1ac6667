"""What is known of a site beside its pages: notes of the collector, visits of a sampler, measures of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .rendering import Resource


@dataclass(frozen=True, slots=True)
class Observation:
    """What the collector noted beside the pages.

    ``kind`` and ``outcome`` are closed words, ``subject`` says of what (a host, an address, a column type):

    * ``omission``: pages that were found and not asked for. outcome: budget, loop, calendar, endless, foreign-form, too-large,
      no-form, offsite; ``value`` how many.
    * ``column-type``: of the column whose address is the subject, ``outcome`` is the type that its own page states in its
      ``detail`` (``label``), where that differs from the type under which it was asked for.
    * ``aaaa``: whether a host has an IPv6 address. outcome: yes, no, unknown.
    * ``ipv6``: whether it answers there. outcome: reachable, unreachable, no-prober; only where there is an address.
    * ``certificate``: outcome: valid, expired, not-yet-valid, host-mismatch, self-signed, untrusted, unknown; ``value``
      the ISO date until which it is valid.
    """

    kind: str
    subject: str
    outcome: str
    detail: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class DayOfVisits:
    """The visits that a sampler paid to a home page on one day: all of them, and those that did not open in time."""

    day: date
    visits: int
    failed: int


@dataclass(frozen=True, slots=True)
class Visits:
    """What a sampler found in the days before ``as_of``, the earliest day first; ``vantage`` says from where."""

    days: tuple[DayOfVisits, ...] = ()
    vantage: str = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """What axe-core found on a page by one of its rules.

    ``rule`` is axe's own id and ``tags`` its tags; ``count`` how many elements, ``selector`` and ``snippet`` the first of
    them. Not ``sure``: axe leaves it to a person.
    """

    rule: str
    count: int = 1
    tags: tuple[str, ...] = ()
    selector: str = ""
    snippet: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class AuditedPage:
    """A page as an audit met it. ``error`` says in Chinese why there is nothing of it.

    ``resources`` are those that did not come: outcome ``http-<status>``, ``failed``, or ``mixed`` for one that an HTTPS page
    asks for over HTTP. ``console`` are the errors that its scripts wrote.
    """

    role: str
    url: str
    error: str = ""
    barriers: tuple[Barrier, ...] = ()
    checked: bool = False  # whether axe-core ran to its end
    resources: tuple[Resource, ...] = ()
    console: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """What a browser measured of a site in a pass of its own, which only a user who asks for it gets.

    ``error`` says in Chinese why there is nothing. ``loads`` are the seconds until the home page had loaded, each time with
    nothing kept from before; ``vantage`` says from where and with what it was measured.
    """

    error: str = ""
    vantage: str = ""
    loads: tuple[float, ...] = ()
    pages: tuple[AuditedPage, ...] = ()
