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
    """The verdict of one rule on one site: ``verdict`` is a ``Verdict`` or ``tool-error``, ``message`` its headline."""

    verdict: str
    version: int
    message: str = ""
    effect: str = "notice"


@dataclass(frozen=True, slots=True)
class SiteResult:
    """One site in one quarter.

    ``status`` is that of the inventory at the census's cut-off, ``outcome`` a ``score.Outcome`` or empty where the site
    was not judged, ``score`` its points; ``reference`` says that they rest on points that are not verified.
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
    rules: Mapping[str, RuleResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuarterResults:
    """All sites of one quarter's run, in inventory order."""

    quarter: Quarter
    as_of: datetime
    inventory: str
    title: str
    region: str
    profile: str
    profile_verified: bool
    sites: tuple[SiteResult, ...]

    @property
    def running(self) -> tuple[SiteResult, ...]:
        """The sites in operation at the cut-off: what a notice counts."""
        return tuple(site for site in self.sites if site.status == "online")
