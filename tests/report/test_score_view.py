"""The table of a score: a deduction without a figure is no deduction of nought."""

from __future__ import annotations

from decimal import Decimal

from govsite_checks.profiles import Indicator
from govsite_checks.report.score_view import score_view
from govsite_checks.score import Deduction, IndicatorScore, Outcome, Score

NEWS = Indicator("news", "动态要闻", "rest", None)


def test_a_deduction_without_a_figure_is_told_as_one() -> None:
    row = IndicatorScore(NEWS, (Deduction("a", Decimal(0), 2),), checked=True)
    view = score_view(Score(Outcome.NOT_SCORED, indicators=(row,), unpriced=("a",)), {})
    assert view
    assert view.rows[0].deductions == ("a：扣分标准未见原文，2 处",)
    assert view.rows[0].lost == "–"


def test_a_figure_beside_one_that_is_unknown_is_still_told() -> None:
    deductions = (Deduction("a", Decimal(0), 2), Deduction("b", Decimal("1.50"), 1))
    row = IndicatorScore(NEWS, deductions, checked=True)
    view = score_view(Score(Outcome.NOT_SCORED, indicators=(row,), unpriced=("a",)), {})
    assert view
    assert view.rows[0].deductions == ("a：扣分标准未见原文，2 处", "b：1.5 分 × 1 处")
    assert view.rows[0].lost == "1.5"


def test_an_indicator_without_violations_loses_nought() -> None:
    view = score_view(Score(Outcome.PASSED, indicators=(IndicatorScore(NEWS, checked=True),)), {})
    assert view
    assert view.rows[0].lost == "0"
