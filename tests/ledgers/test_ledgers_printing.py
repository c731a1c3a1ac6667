"""What is printed of a ledger: bounded, and nothing in it moves a terminal."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from govsite_checks.ledgers import Refused
from govsite_checks.ledgers.messages import Messages, UnitMessages
from govsite_checks.ledgers.printing import MAX_LINE, MAX_ROWS, json_text, lines, refused_lines, sheets
from govsite_checks.ledgers.undiscovered import Candidate, Linker, Undiscovered
from govsite_checks.ledgers.workdays import end_of

HOSTILE = "http://a.gov.cn/\x1b[2J\u202e" + "长" * 2_000


def undiscovered() -> Undiscovered:
    linker = Linker("a", "甲网", HOSTILE, "=1+1")
    return Undiscovered(
        candidates=(Candidate("x.gov.cn", True, 1, (linker,)),), looked_at=3, unseen=1, notes=(HOSTILE,)
    )


def messages(units: int) -> Messages:
    rows = tuple(UnitMessages(f"单位{n}", 1, 0, 1, 0, 0) for n in range(units))
    refused = tuple(Refused("a.xlsx", n, "B", "错" + HOSTILE) for n in range(1, 400))
    return Messages(
        cut_off=end_of(date(2018, 9, 10)),
        units=rows,
        least_percent=Decimal(75),
        refused=refused,
        rows_refused=399,
    )


def test_texts_from_outside_stay_on_their_line() -> None:
    printed = [*lines(undiscovered()), *refused_lines(messages(1))]
    assert not any(set("\x1b\u202e\n") & set(line) for line in printed)
    assert max(map(len, printed)) <= MAX_LINE + 2


def test_long_lists_end_with_how_many_more() -> None:
    printed = list(lines(messages(MAX_ROWS + 7)))
    assert "  另有 7 行，用 -o 写入表格可看全" in printed
    assert list(refused_lines(messages(1)))[-1] == "另有 199 处问题未列出"


def test_the_workbook_holds_every_row_and_says_how_many_were_refused() -> None:
    made = sheets(messages(MAX_ROWS + 7))
    assert [sheet.name for sheet in made] == ["指标", "各单位留言办理情况", "未计入的行"]
    assert len(made[1].rows) == MAX_ROWS + 7
    assert made[0].notes == ("另有 399 行（共 399 行）因填写有误未计入",)


def test_figures_that_nobody_can_compute_are_said_to_be_so() -> None:
    none = Messages(cut_off=end_of(date(2018, 9, 10)), units=(), least_percent=Decimal(75))
    assert "按期办结率：没有可计算的数据" in list(lines(none))
    assert {one["id"]: one.get("percent", "") for one in json.loads(json_text(none))["figures"]}[
        "units-late"
    ] is None
