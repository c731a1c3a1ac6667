"""Rectification (整改): what units report as put right, held against what a census saw afterwards. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from govsite_checks.census.figure import Figure
from govsite_checks.summary import Ratio

from .ledger import Ledger
from .seen import Seen


class Outcome(StrEnum):
    """What the census says to a report."""

    SEEN_FIXED = "seen-fixed"
    NOT_FIXED = "not-fixed"
    COULD_NOT_SEE = "could-not-see"
    NOT_REPORTED = "not-reported"  # the unit itself says that it is not done yet


@dataclass(frozen=True, slots=True)
class Report:
    """One report: ``rules`` stand for the problem in the census; ``fixed_on`` is None where the unit says it is not done."""

    unit: str
    site: str
    site_name: str
    problem: str
    rules: tuple[str, ...]
    fixed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One report and what the census says to it; ``why`` is said in Chinese where it could not see."""

    report: Report
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectifications(Ledger):
    """All reports against the census."""

    checked: tuple[Checked, ...]

    def of(self, outcome: Outcome) -> tuple[Checked, ...]:
        """The reports with this outcome."""
        return tuple(one for one in self.checked if one.outcome is outcome)

    def figures(self) -> Mapping[str, Figure]:
        """The share that was seen to be fixed, of what was reported so and could be seen."""
        fixed, unfixed = len(self.of(Outcome.SEEN_FIXED)), len(self.of(Outcome.NOT_FIXED))
        counts = (
            ("普查未能查看", len(self.of(Outcome.COULD_NOT_SEE))),
            ("单位尚未报告完成", len(self.of(Outcome.NOT_REPORTED))),
        )
        ratio = Ratio(fixed, fixed + unfixed, "单位报告已整改、普查能够查看的问题")
        aside = tuple((title, count) for title, count in counts if count)
        return {"rectified": Figure("rectified", "整改属实率", ratio=ratio, aside=aside)}


def check(report: Report, seen: Seen, looked_on: date) -> Checked:
    """What a census of that day says to a report. Pages older than the report prove nothing against it."""
    if report.fixed_on is None:
        return Checked(report, Outcome.NOT_REPORTED)
    if seen is Seen.OK:
        return Checked(report, Outcome.SEEN_FIXED)
    if seen is Seen.UNSEEN:
        return Checked(report, Outcome.COULD_NOT_SEE, "普查未能查看该项")
    if report.fixed_on >= looked_on:
        return Checked(
            report, Outcome.COULD_NOT_SEE, f"普查（{looked_on}）不晚于报告的整改日期（{report.fixed_on}）"
        )
    return Checked(report, Outcome.NOT_FIXED)
