from __future__ import annotations

from govsite_checks.notice.lint import lint
from govsite_checks.notice.lint.draft import Draft, Table


def in_table(*rows: tuple[str, ...]) -> list[tuple[str, object, str]]:
    return [(str(item.kind), item.value, item.nearest) for item in lint(Draft((), (Table(1, rows),)))]


HEAD = ("单位", "网站数", "合格数", "合格率")


def test_a_total_row_that_its_column_does_not_give() -> None:
    assert in_table(
        HEAD, ("甲区", "10", "9", "90%"), ("乙区", "５", "5", "100%"), ("合计", "16", "14", "93.3%")
    ) == [("sum", 16, "15")]


def test_totals_that_hold_and_subtotals_are_left_alone() -> None:
    rows = (HEAD, ("甲区", "10", "9", "90%"), ("乙区", "5", "5", "100%"))
    assert in_table(*rows, ("合 计", "15", "14", "93.3%")) == []
    assert (
        in_table(*rows, ("小计", "9", "", ""), ("丙局", "3", "3", "100%"), ("合计", "18", "17", "94.4%"))
        == []
    )


def test_a_share_that_no_count_of_its_row_gives() -> None:
    assert in_table(HEAD, ("甲区", "10", "9", "93%")) == [("denominator-hint", 93, "9/10=90%")]
    assert in_table(HEAD, ("甲区", "10", "9", "90%"), ("乙区", "", "", "93%")) == []
