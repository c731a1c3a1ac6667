"""Highlights: no deed without its source, none twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.highlights_reading import highlights_of
from govsite_checks.ledgers.known import Units


def test_deeds_keep_their_order_and_their_units(sheet: Callable[..., Path]) -> None:
    path = sheet(
        ["单位", "做法", "来源"],
        ["市教委", "优化网站搜索功能。", "三季度自查报告"],
        ["市交通委", "优化网站搜索功能", "三季度自查报告"],
        ["市工商局", "开通智能咨询服务功能", ""],
        ["市体育局", "统一运行维护", "专报"],
        ["市教委", "优化网站搜索功能。", "另一份报告"],
    )
    found = highlights_of(gather([path], "highlights"), Units(["市教委", "市交通委", "市工商局"]))
    assert found.deeds == ((("市教委", "市交通委"), "优化网站搜索功能"),)
    assert [row.source for row in found.rows] == ["三季度自查报告"] * 2
    assert [(one.row, one.column) for one in found.refused] == [(4, "C"), (5, "A"), (6, "B")]
    assert found.figures() == {}
