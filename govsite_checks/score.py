"""The score of one site: its judgements under a profile's scoring table. Pure; decimal arithmetic throughout.

A veto ends the scoring. Deductions within an indicator are capped at its points. What could not be judged is listed and
never deducted (国办秘函〔2019〕19号, method; 国办发〔2015〕15号, scoring table).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from .model import TOOL_ERROR, EffectKind, Judgement, Site, Verdict
from .profiles import Indicator, Profile, Scoring

UNJUDGED = (Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE, TOOL_ERROR)


class Outcome(StrEnum):
    """What a site's result amounts to."""

    FAILED_BY_VETO = "failed-by-veto"
    FAILED = "failed"  # below the pass line
    PASSED = "passed"  # as far as could be judged; see Score.open_vetoes and IndicatorScore.unjudged
    NOT_SCORED = "not-scored"


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one rule takes off: ``times`` its ``points``, before the cap of its indicator."""

    rule: str
    points: Decimal
    times: int
    verified: bool = True

    @property
    def lost(self) -> Decimal:
        """The points taken off."""
        return self.points * self.times


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One line of the table: what was lost of it, and which of its rules could not be judged.

    ``checked`` is False where no rule of the indicator was judged at all: it loses nothing and says nothing.
    """

    indicator: Indicator
    deductions: tuple[Deduction, ...] = ()
    unjudged: tuple[str, ...] = ()
    checked: bool = False

    @property
    def lost(self) -> Decimal:
        """What is lost, capped at the indicator's points where they are known."""
        lost = sum((deduction.lost for deduction in self.deductions), Decimal(0))
        return lost if self.indicator.points is None else min(lost, self.indicator.points)


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one site.

    ``total`` is ``deducted`` (full marks less what was lost, scaled) plus ``bonus``; None where there is no figure, and
    ``why`` says why. ``vetoes`` are the rules that ended the scoring, ``open_vetoes`` those that could not be judged.
    ``reference`` is True where figures rest on points that are not verified: 参考分. ``scaled`` is True for a site without
    outward services. ``unpriced`` are violations that deduct without a figure.
    """

    outcome: Outcome
    deducted: Decimal | None = None
    bonus: Decimal | None = None
    vetoes: tuple[str, ...] = ()
    open_vetoes: tuple[str, ...] = ()
    indicators: tuple[IndicatorScore, ...] = ()
    unpriced: tuple[str, ...] = ()
    reference: bool = False
    scaled: bool = False
    why: str = ""

    @property
    def total(self) -> Decimal | None:
        """The score with its bonus."""
        return None if self.deducted is None else self.deducted + (self.bonus or 0)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Every rule of the table that could not be judged."""
        return tuple(rule for row in self.indicators for rule in row.unjudged)


def score(
    profile: Profile,
    site: Site,
    judgements: Iterable[Judgement],
    *,
    waived: Collection[str] = (),
    seen: bool = True,
    whole: bool = True,
) -> Score:
    """The score of a site, from the judgements of that site; the rules in ``waived`` count as not violated.

    ``seen`` says whether anything of the site was seen, ``whole`` whether every rule of the table was run: of a part of
    them a veto is told, a score is not.
    """
    given = {judgement.rule: judgement for judgement in judgements if judgement.rule not in waived}
    if why := _unscored(profile, site, given, seen):
        return Score(Outcome.NOT_SCORED, why=why)
    by_kind = {kind: [j for j in given.values() if j.effect.kind is kind] for kind in EffectKind}
    vetoes = tuple(j.rule for j in by_kind[EffectKind.VETO] if j.verdict == Verdict.VIOLATION)
    open_vetoes = tuple(j.rule for j in by_kind[EffectKind.VETO] if j.verdict in UNJUDGED)
    if vetoes:
        return Score(
            Outcome.FAILED_BY_VETO, vetoes=vetoes, open_vetoes=open_vetoes, why="出现单项否决，不再计分"
        )
    if not whole and profile.scoring is not None:
        why = "本次只判定了部分规则，不产生得分"
        return Score(Outcome.NOT_SCORED, open_vetoes=open_vetoes, why=why)
    unpriced = tuple(
        j.rule
        for j in by_kind[EffectKind.DEDUCT]
        if j.verdict == Verdict.VIOLATION and j.effect.points is None
    )
    if profile.scoring is None:
        why = "本标准不设分值，不产生得分"
        return Score(Outcome.NOT_SCORED, open_vetoes=open_vetoes, unpriced=unpriced, why=why)
    rows = _rows(profile, profile.scoring, site, given)
    if why := _no_figures(rows):
        return Score(Outcome.NOT_SCORED, open_vetoes=open_vetoes, indicators=rows, unpriced=unpriced, why=why)
    return _figures(profile, profile.scoring, site, rows, open_vetoes, unpriced)


def _unscored(profile: Profile, site: Site, given: Mapping[str, Judgement], seen: bool) -> str:
    """Why a site gets no result at all."""
    if site.status != "online":
        return "网站不在正常运行状态，不评分"
    if profile.applies_to and site.kind not in profile.applies_to:
        return "本标准不适用于这类网站，不评分"
    if not given:
        return "本次没有检查任何项目，不评分"
    return "" if seen else "未能查看网站，不评分"


def _rows(
    profile: Profile, scoring: Scoring, site: Site, given: Mapping[str, Judgement]
) -> tuple[IndicatorScore, ...]:
    """The lines of the deduction table that concern the site."""
    charged: set[str] = set()
    counting = [i for i in scoring.indicators if not i.bonus and not _skipped(scoring, site, i)]
    rules = {
        indicator.id: [id for id, charge in profile.charges.items() if charge.indicator == indicator.id]
        for indicator in counting
    }
    return tuple(_row(profile, indicator, rules[indicator.id], given, charged) for indicator in counting)


def _skipped(scoring: Scoring, site: Site, indicator: Indicator) -> bool:
    """Whether an indicator is of the services that the site does not offer."""
    return (
        site.services is False and bool(scoring.services_group) and indicator.group == scoring.services_group
    )


def _row(
    profile: Profile,
    indicator: Indicator,
    rules: Sequence[str],
    given: Mapping[str, Judgement],
    charged: set[str],
) -> IndicatorScore:
    judged = [given[id] for id in rules if id in given]
    deductions = [
        deduction
        for judgement in judged
        if judgement.verdict == Verdict.VIOLATION and judgement.effect.kind is EffectKind.DEDUCT
        if (deduction := _deduction(profile, judgement, charged)).times
    ]
    return IndicatorScore(
        indicator,
        tuple(deductions),
        tuple(j.rule for j in judged if j.verdict in UNJUDGED),
        any(j.verdict in {Verdict.OK, Verdict.VIOLATION} for j in judged),
    )


def _deduction(profile: Profile, judgement: Judgement, charged: set[str]) -> Deduction:
    """What a violation takes off; addresses that it charges are added to ``charged``."""
    charge = profile.charge(judgement.rule)
    points = Decimal(str(judgement.effect.points or 0))
    broken = [finding for finding in judgement.findings if finding.verdict is Verdict.VIOLATION]
    if charge.not_twice:
        broken = [finding for finding in broken if not finding.url or finding.url not in charged]
        charged.update(finding.url for finding in broken)
    times = len(broken) if charge.per_finding else min(1, len(broken))
    return Deduction(judgement.rule, points, times, profile.effect(judgement.rule).verified)


def _no_figures(rows: Sequence[IndicatorScore]) -> str:
    """Why no score can be given although the standard has one."""
    if not rows:
        return "本标准没有列出计分指标，不产生得分"
    if any(row.indicator.points is None for row in rows):
        return "本标准各指标的分值未见原文，不产生得分；可在自定标准中补上"
    return ""


def _figures(
    profile: Profile,
    scoring: Scoring,
    site: Site,
    rows: tuple[IndicatorScore, ...],
    open_vetoes: tuple[str, ...],
    unpriced: tuple[str, ...],
) -> Score:
    whole = sum((row.indicator.points or Decimal(0) for row in rows), Decimal(0))
    left = Fraction(whole - sum((row.lost for row in rows), Decimal(0)))
    scaled = 0 < whole < scoring.full
    exact = left * Fraction(scoring.full) / Fraction(whole) if scaled else left
    in_bonus_round = (
        scoring.bonus_above is not None
        and exact > Fraction(scoring.bonus_above)
        and (not scoring.bonus_for or site.kind in scoring.bonus_for)
    )
    verified = scoring.verified and all(
        row.indicator.verified and all(d.verified for d in row.deductions) for row in rows
    )
    return Score(
        Outcome.PASSED if exact >= Fraction(scoring.pass_line) else Outcome.FAILED,
        deducted=half_up(exact),
        bonus=min(site.bonus_points or Decimal(0), scoring.bonus_most) if in_bonus_round else None,
        open_vetoes=open_vetoes,
        indicators=rows,
        unpriced=unpriced,
        reference=not (verified or profile.accept_unverified),
        scaled=scaled,
    )


def half_up(figure: Fraction) -> Decimal:
    """A figure with two decimal places, rounded half up."""
    hundredths = (200 * figure.numerator + figure.denominator) // (2 * figure.denominator)
    return (Decimal(hundredths) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
