"""Rectification: reported against seen; older pages prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from govsite_checks.census.results import QuarterResults
from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.known import Sites, Units
from govsite_checks.ledgers.rectification import Outcome
from govsite_checks.ledgers.rectification_reading import rectifications_of

HEAD = ["整改单位", "网站名称", "存在问题", "整改完成日期"]


def test_reports_are_held_against_what_was_seen(
    sheet: Callable[..., Path], census: Callable[..., QuarterResults]
) -> None:
    verdicts = {"footer-site-code": "violation", "search-present": "ok", "footer-icp": "needs-review"}
    results = census(dict.fromkeys(verdicts, ""), wh=("北京市文化局", "市文化局", verdicts))
    path = sheet(
        HEAD,
        ["市文化局", "wh", "search-present", "2018-09-01"],
        ["市文化局", "wh", "footer-site-code", "2018-09-09"],
        ["市文化局", "北京市文化局", "网站标识码", "2018-09-10"],
        ["", "wh", "footer-icp", "2018-09-01"],
        ["", "wh", "ICP备案", "整改中"],
        ["", "wh", "其他", "2018-09-01"],
        ["", "不知名", "其他", "2018-09-01"],
        ["某局", "wh", "其他2", "2018-09-01"],
        ["", "wh", "search-present", "2018-09-01"],
    )
    found = rectifications_of(
        gather([path], "rectification"), Units(["市文化局"]), Sites(results.sites), results
    )
    assert [(one.outcome, one.why) for one in found.checked] == [
        (Outcome.SEEN_FIXED, ""),
        (Outcome.NOT_FIXED, ""),
        (Outcome.COULD_NOT_SEE, "普查（2018-09-10）不晚于报告的整改日期（2018-09-10）"),
        (Outcome.COULD_NOT_SEE, "普查未能查看该项"),
        (Outcome.NOT_REPORTED, ""),
        (Outcome.COULD_NOT_SEE, "普查未能查看该项"),
    ]
    figure = found.figures()["rectified"]
    assert figure.ratio is not None
    assert (figure.ratio.n, figure.ratio.of) == (1, 2)
    assert figure.aside == (("普查未能查看", 3), ("单位尚未报告完成", 1))
    assert found.rows_refused == 3
    assert [(one.row, one.column) for one in found.refused] == [(8, "B"), (9, "A"), (10, "C")]
    assert found.notes == ("普查没有与 1 个问题对应的规则，计为未能查看",)
