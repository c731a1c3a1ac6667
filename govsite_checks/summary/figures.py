"""The figures of a run as they are printed and as they enter ``summary.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from govsite_checks.model import TOOL_ERROR, Effect, EffectKind, Verdict
from govsite_checks.score import Score

SCHEMA = 1
TOOL_NAME = "govsite-checks"

# Every verdict that a judgement can carry, in the order in which figures are printed.
ALL_VERDICTS: tuple[str, ...] = (
    Verdict.VIOLATION,
    Verdict.NEEDS_REVIEW,
    Verdict.NO_EVIDENCE,
    TOOL_ERROR,
    Verdict.OK,
    Verdict.NOT_APPLICABLE,
)
# What was decided by looking at the site.
BY_EVIDENCE = (Verdict.OK, Verdict.VIOLATION, Verdict.NEEDS_REVIEW)
WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share that is never printed without its n, its N and the definition of N."""

    n: int
    of: int
    definition: str

    @property
    def percent(self) -> Decimal | None:
        """Percent with one decimal place, rounded half up; None where there is nothing to divide by."""
        if not self.of:
            return None
        # In whole tenths, so that no binary fraction and no decimal context can tip a half.
        tenths = (2000 * self.n + self.of) // (2 * self.of)
        return Decimal(f"{tenths // 10}.{tenths % 10}")

    @property
    def text(self) -> str:
        """As it is printed: ``99.6%``, or a dash where there is nothing to divide by."""
        return "–" if self.percent is None else f"{self.percent}%"

    def to_dict(self) -> dict[str, Any]:
        """For ``summary.json``; ``percent`` is a number or null."""
        percent = None if self.percent is None else float(self.percent)
        return {"n": self.n, "of": self.of, "percent": percent, "definition": self.definition}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule over all sites."""

    id: str
    title: str
    clause: str
    effect: Effect
    counts: Mapping[str, int]
    rate: Ratio
    family: str = ""

    @property
    def ran(self) -> bool:
        """Whether the rule was judged on any site in this run."""
        return any(self.counts.values())

    def to_dict(self) -> dict[str, Any]:
        """For ``summary.json``."""
        effect = {"effect": str(self.effect.kind), "points": self.effect.points}
        return (
            {"id": self.id, "title": self.title, "clause": self.clause}
            | effect
            | {
                **self.counts,
                "rate": self.rate.to_dict(),
            }
        )


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site over all rules.

    ``by_effect`` counts its violations by what the profile makes of them, those under a live waiver under
    ``waived``. ``worst`` is the gravest verdict (empty where nothing was judged), ``worst_effect`` the
    gravest effect of its violations. ``reason`` says why its home page was not seen. ``marks`` are the
    verdicts in the order of the rules, empty where a rule was not run. ``unseen`` is true where no verdict
    rests on evidence. ``coverage`` says in Chinese sentences what share of the site was looked at.
    """

    id: str
    name: str
    unit: str
    url: str
    status: str
    counts: Mapping[str, int]
    by_effect: Mapping[str, int]
    worst: str
    worst_effect: str
    reason: str
    marks: tuple[str, ...]
    unseen: bool
    score: Score | None = None
    coverage: tuple[str, ...] = ()

    @property
    def ran(self) -> bool:
        """Whether anything was judged of this site in this run."""
        return any(self.counts.values())

    @property
    def judged(self) -> bool:
        """Whether at least one verdict rests on evidence."""
        return any(self.counts[verdict] for verdict in BY_EVIDENCE)

    @property
    def applicable(self) -> bool:
        """Whether the site belongs into the denominator of the judged."""
        return self.unseen or any(self.counts[v] for v in ALL_VERDICTS if v != Verdict.NOT_APPLICABLE)

    @property
    def clean(self) -> bool:
        """Whether every demand that concerns the site is met; a bonus that was not earned is no fault."""
        missed = self.by_effect[EffectKind.BONUS]
        open_ = sum(self.counts[v] for v in ALL_VERDICTS if v not in {Verdict.OK, Verdict.NOT_APPLICABLE})
        return self.judged and open_ == missed

    def to_dict(self) -> dict[str, Any]:
        """For ``summary.json``."""
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.unit,
            "url": self.url,
            "status": self.status,
            "verdicts": dict(self.counts),
            "violations_by_effect": dict(self.by_effect),
            "worst": self.worst,
            "worst_effect": self.worst_effect,
            "unseen": self.unseen,
            "reason": self.reason,
            "score": _score_dict(self.score),
            "coverage": list(self.coverage),
        }


def _score_dict(score: Score | None) -> dict[str, Any] | None:
    """For ``summary.json``; figures are numbers or null."""
    if score is None:
        return None
    return {
        "outcome": str(score.outcome),
        "total": _number(score.total),
        "deducted": _number(score.deducted),
        "bonus": _number(score.bonus),
        "reference": score.reference,
        "scaled": score.scaled,
        "vetoes": list(score.vetoes),
        "open_vetoes": list(score.open_vetoes),
        "unjudged": list(score.unjudged),
        "unpriced": list(score.unpriced),
        "why": score.why,
        "indicators": [
            {"id": row.indicator.id, "points": _number(row.indicator.points), "lost": _number(row.lost)}
            for row in score.indicators
        ],
    }


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one run over one inventory under one profile."""

    inventory_slug: str
    inventory_title: str
    region: str
    profile_id: str
    profile_title: str
    profile_verified: bool
    as_of: datetime
    fail_on: tuple[str, ...]
    tool_version: str
    pages_fetched: int
    by_status: Mapping[str, int]
    counts: Mapping[str, int]
    by_effect: Mapping[str, int]
    rules: tuple[RuleRow, ...]
    sites: tuple[SiteRow, ...]
    judged: Ratio
    clean: Ratio
    passed: Ratio
    profile_note: str = ""
    pages_rendered: int = 0
    unrendered: Mapping[str, int] = field(default_factory=dict)  # by the reason in Chinese

    @property
    def reference(self) -> bool:
        """Whether any score rests on points that are not verified."""
        return any(site.score is not None and site.score.reference for site in self.sites)

    @property
    def no_evidence(self) -> tuple[str, ...]:
        """The sites of which nothing was seen, in inventory order."""
        return tuple(site.id for site in self.sites if site.unseen)

    def to_dict(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        return {
            "schema": SCHEMA,
            "tool": {"name": TOOL_NAME, "version": self.tool_version},
            "inventory": {"slug": self.inventory_slug, "title": self.inventory_title, "region": self.region},
            "profile": {
                "id": self.profile_id,
                "title": self.profile_title,
                "verified": self.profile_verified,
            },
            "as_of": self.as_of.isoformat(),
            "fail_on": list(self.fail_on),
            "sites": {
                "total": len(self.sites),
                "not_run": sum(not site.ran and not site.unseen for site in self.sites),
                "by_status": dict(self.by_status),
                "judged": self.judged.to_dict(),
                "no_evidence": list(self.no_evidence),
            },
            "clean": self.clean.to_dict(),
            "passed": self.passed.to_dict() | {"reference": self.reference},
            "pages": {"fetched": self.pages_fetched, "rendered": self.pages_rendered},
            "verdicts": dict(self.counts),
            "violations_by_effect": dict(self.by_effect),
            "rules": [rule.to_dict() for rule in self.rules],
            "site_rows": [site.to_dict() for site in self.sites],
        }
