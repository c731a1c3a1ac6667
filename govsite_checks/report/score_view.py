"""The score of a site as the report prints it: the result, the table of indicators, what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govsite_checks.model import Rule
from govsite_checks.score import Deduction, IndicatorScore, Outcome, Score

from .texts import clean

_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.FAILED_BY_VETO: ("violation", "不合格（单项否决）"),
    Outcome.FAILED: ("violation", "不合格"),
    Outcome.PASSED: ("ok", "合格"),
    Outcome.NOT_SCORED: ("not-applicable", "未评分"),
}
_SIGNS = {"violation": "×", "ok": "√", "not-applicable": "—", "needs-review": "？"}


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One line of the table. ``state`` says where nothing of the indicator was judged."""

    title: str
    points: str
    lost: str
    deductions: tuple[str, ...]
    unjudged: tuple[str, ...]
    state: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ScoreView:
    """What the page of a site and its row on the index say of its score."""

    key: str
    sign: str
    word: str
    figure: str
    heading: str
    notes: tuple[str, ...]
    vetoes: tuple[str, ...]
    open_vetoes: tuple[str, ...]
    unpriced: tuple[str, ...]
    rows: tuple[IndicatorView, ...]

    @property
    def brief(self) -> str:
        """For the table of sites."""
        return f"{self.word} {self.figure}".strip()


def score_view(score: Score | None, rules: Mapping[str, Rule]) -> ScoreView | None:
    """The view of a score; None where the site has none."""
    if score is None:
        return None
    key, word = _result(score)
    return ScoreView(
        key=key,
        sign=_SIGNS[key],
        word=word,
        figure="" if score.total is None else figure(score.total),
        heading="参考分（分值未核实）" if score.reference else "得分",
        notes=tuple(_notes(score)),
        vetoes=_titles(score.vetoes, rules),
        open_vetoes=_titles(score.open_vetoes, rules),
        unpriced=_titles(score.unpriced, rules),
        rows=tuple(_row(row, rules, score.unpriced) for row in score.indicators),
    )


def _result(score: Score) -> tuple[str, str]:
    """A figure that rests on points nobody has verified is no result."""
    key, word = _WORDS[score.outcome]
    if score.reference:
        return (
            ("needs-review", "参考分低于合格线")
            if score.outcome is Outcome.FAILED
            else ("ok", "参考分达到合格线")
        )
    return key, word


def _notes(score: Score) -> list[str]:
    notes = [score.why] if score.why else []
    if score.scaled:
        notes.append("没有对外服务职能，不检查办事服务指标，以其余指标折算为满分")
    if score.bonus is not None:
        notes.append(f"加分 {figure(score.bonus)} 分（人工评定）")
    return notes


def _row(row: IndicatorScore, rules: Mapping[str, Rule], unpriced: tuple[str, ...]) -> IndicatorView:
    points = row.indicator.points
    # Where every deduction is without a figure, what is lost is not nothing: nobody knows it.
    priced = any(deduction.rule not in unpriced for deduction in row.deductions)
    known = priced or (row.checked and not row.deductions)
    return IndicatorView(
        title=clean(row.indicator.title, 200),
        points="未核实" if points is None else figure(points),
        lost=figure(row.lost) if known else "–",
        deductions=tuple(_deduction(deduction, rules, unpriced) for deduction in row.deductions),
        unjudged=_titles(row.unjudged, rules),
        state="" if row.checked or row.unjudged else "本项没有作出判定的检查，未扣分",
        verified=row.indicator.verified,
    )


def _deduction(deduction: Deduction, rules: Mapping[str, Rule], unpriced: tuple[str, ...]) -> str:
    title = _titles((deduction.rule,), rules)[0]
    if deduction.rule in unpriced:
        return f"{title}：扣分标准未见原文，{deduction.times} 处"
    return f"{title}：{figure(deduction.points)} 分 × {deduction.times} 处"


def _titles(ids: tuple[str, ...], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    return tuple(clean(rules[id].title, 200) if id in rules else id for id in ids)


def figure(number: Decimal) -> str:
    """A figure without trailing noughts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
