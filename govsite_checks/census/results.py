"""What one quarter's run found, as statistics need it: a site a line, a verdict a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .quarter import Quarter


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The verdict of one rule on one site: ``verdict`` is a ``Verdict`` or ``tool-error``, ``message`` its headline.

    ``waived`` says that the office tolerates the violation on the day of the census; ``url`` is the page where the verdict
    was found, ``details`` what the findings of that verdict name (see ``Finding.details``), each once.
    """

    verdict: str
    version: int
    message: str = ""
    effect: str = "notice"
    waived: bool = False
    url: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteResult:
    """One site in one quarter.

    ``status`` is that of the inventory at the census's cut-off, ``outcome`` a ``score.Outcome`` or empty where the site
    was not judged, ``score`` its points; ``reference`` says that they rest on points that are not verified. ``vetoes``
    are the rules that ended the scoring, ``open_vetoes`` those that could not be judged.
    """

    id: str
    name: str
    unit: str
    unit_kind: str = "other"
    kind: str = "department"
    status: str = "online"
    url: str = ""
    merged_into: str = ""
    approved_on: date | None = None
    outcome: str = ""
    score: Decimal | None = None
    reference: bool = False
    vetoes: tuple[str, ...] = ()
    open_vetoes: tuple[str, ...] = ()
    rules: Mapping[str, RuleResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """A rule as it was judged in a quarter: the version and the effect are the same for all sites."""

    id: str
    title: str
    version: int
    effect: str = "notice"


@dataclass(frozen=True, slots=True)
class QuarterResults:
    """All sites of one quarter's run, in inventory order; ``judged`` are the rules that were judged, by id.

    Where only the inventory of a quarter is known, ``judged`` is empty and ``profile`` too. The sites may carry the
    verdicts of some of the rules only: those that whoever loaded them asked for.
    """

    quarter: Quarter
    as_of: datetime
    inventory: str
    title: str
    region: str
    profile: str
    profile_verified: bool
    sites: tuple[SiteResult, ...]
    judged: Mapping[str, JudgedRule] = field(default_factory=dict)
    profile_title: str = ""

    @property
    def running(self) -> tuple[SiteResult, ...]:
        """The sites in operation at the cut-off: what a notice counts."""
        return tuple(site for site in self.sites if site.status == "online")
