"""Self-check sheets against a census: nobody is contradicted by what was not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.census.results import QuarterResults, RuleResult
from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.known import Sites, Units
from govsite_checks.ledgers.measures import truthful_bar
from govsite_checks.ledgers.seen import Seen, seen_of
from govsite_checks.ledgers.selfcheck import Agreement, Claim, Claimed, SelfChecks, compare
from govsite_checks.ledgers.selfcheck_reading import self_checks_of
from govsite_checks.ledgers.truthful import truthful_as_a_whole
from govsite_checks.office import TableError
from govsite_checks.summary import Ratio

Sheet = Callable[..., Path]
Census = Callable[..., QuarterResults]
HEAD = ["主管单位", "网站名称", "自查项目", "自查结果"]
TITLES = {"footer-site-code": "首页底部标明政府网站标识码", "search-present": "首页和各页面提供站内搜索"}
UNITS = Units(["市教委", "市文化局"])


@pytest.fixture
def results(census: Census) -> QuarterResults:
    return census(
        TITLES,
        jw=("北京市教育委员会", "市教委", {"footer-site-code": "ok", "search-present": "no-evidence"}),
        wh=("北京市文化局", "市文化局", {"footer-site-code": "violation", "search-present": "ok"}),
    )


def read(results: QuarterResults, *paths: Path) -> SelfChecks:
    return self_checks_of(gather(paths, "selfcheck"), UNITS, Sites(results.sites), results, truthful_bar())


@pytest.mark.parametrize(
    ("claim", "seen", "agreement"),
    [
        (Claim.OK, Seen.OK, Agreement.AGREE),
        (Claim.OK, Seen.VIOLATION, Agreement.DISAGREE),
        (Claim.OK, Seen.UNSEEN, Agreement.COULD_NOT_SEE),
        (Claim.PROBLEM, Seen.OK, Agreement.FIXED_SINCE),
        (Claim.PROBLEM, Seen.VIOLATION, Agreement.AGREE),
        (Claim.PROBLEM, Seen.UNSEEN, Agreement.COULD_NOT_SEE),
        (Claim.FIXED, Seen.OK, Agreement.AGREE),
        (Claim.FIXED, Seen.VIOLATION, Agreement.DISAGREE),
        (Claim.NOT_APPLICABLE, Seen.VIOLATION, Agreement.DISAGREE),
        (Claim.NOT_APPLICABLE, Seen.OK, Agreement.AGREE),
    ],
)
def test_how_a_claim_stands_to_the_census(claim: Claim, seen: Seen, agreement: Agreement) -> None:
    assert compare(Claimed("甲", "a", "甲网", "项", ("r",), claim), seen).agreement is agreement


@pytest.mark.parametrize(
    ("verdicts", "seen"),
    [
        (["ok", "ok"], Seen.OK),
        (["ok", "violation"], Seen.VIOLATION),
        (["ok", "no-evidence"], Seen.UNSEEN),
        (["needs-review"], Seen.UNSEEN),
        (["not-applicable"], Seen.UNSEEN),
        (["tool-error"], Seen.UNSEEN),
        ([], Seen.UNSEEN),
    ],
)
def test_what_a_census_saw_of_an_item(census: Census, verdicts: list[str], seen: Seen) -> None:
    rules = {f"r{number}": verdict for number, verdict in enumerate(verdicts)}
    site = census({}, a=("甲", "甲", rules)).sites[0]
    assert seen_of(site, rules) is seen
    assert seen_of(site, ["r-other"]) is Seen.UNSEEN
    assert seen_of(None, rules) is Seen.UNSEEN


def test_what_the_office_tolerates_contradicts_nobody(census: Census) -> None:
    site = census({}, a=("甲", "甲", {})).sites[0]
    waived = replace(site, rules={"r": RuleResult("violation", 1, waived=True)})
    assert seen_of(waived, ["r"]) is Seen.UNSEEN


def test_sheets_are_compared_item_by_item(sheet: Sheet, results: QuarterResults) -> None:
    found = read(
        results,
        sheet(
            HEAD,
            ["市教委", "北京市教育委员会", "政府网站标识码（底部）", "合格"],
            ["", "“北京市教育委员会”网", "search-present", "合格"],
            ["市文化局", "www.wh.gov.cn", "首页底部标明政府网站标识码", "符合"],
            ["市文化局", "wh", "首页和各页面提供站内搜索", "不合格"],
            ["市文化局", "wh", "档案管理", "合格"],
        ),
    )
    assert [one.claimed.site for one in found.agree] == ["jw"]
    assert [one.claimed.item for one in found.disagree] == ["首页底部标明政府网站标识码"]
    assert [one.claimed.item for one in found.fixed_since] == ["首页和各页面提供站内搜索"]
    assert [one.claimed.item for one in found.could_not_see] == ["search-present", "档案管理"]
    figures = found.figures()
    agreement = figures["selfcheck-agreement"]
    assert agreement.ratio is not None
    assert (agreement.ratio.n, agreement.ratio.of, agreement.aside) == (2, 3, (("普查未能查看", 2),))
    assert figures["selfcheck-coverage"].text == "100%"
    assert not found.truthful.allowed
    assert found.truthful.lacking == ("一致率66.7%（2/3），低于 95%",)
    assert any("“档案管理”" in note for note in found.notes)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["市教委", "北京市体育局", "政府网站标识码", "合格"], ":3:B “北京市体育局”不是台账中唯一的网站名称"),
        (["市体育局", "wh", "政府网站标识码", "合格"], ":3:A 单位“市体育局”不在网站台账的单位中"),
        (
            ["市教委", "wh", "政府网站标识码", "合格"],
            ":3:A 台账中“北京市文化局”属于“市文化局”，与此处的单位不符",
        ),
        (["市教委", "jw", "政府网站标识码", "大概"], ":3:D “自查结果”不在可用的说法之内"),
        (["市教委", "jw", "政府网站标识码", "合格"], ":3:C 该项与第 2 行重复，只计一次"),
    ],
)
def test_bad_rows_are_named(sheet: Sheet, results: QuarterResults, row: list[Any], says: str) -> None:
    found = read(results, sheet(HEAD, ["市教委", "jw", "政府网站标识码", "合格"], row))
    assert (len(found.compared), found.rows_refused) == (1, 1)
    assert says in str(found.refused[0])


def test_a_sheet_with_a_column_an_item_is_read_too(sheet: Sheet, results: QuarterResults) -> None:
    path = sheet(
        ["2018年第三季度自查表"],
        ["序号", "主管单位", "网站名称", "政府网站标识码（底部）", "ICP备案", "档案管理"],
        [1, "市教委", "北京市教育委员会", "√", "不适用", "好"],
        [2, "市文化局", "北京市文化局", "合格", "大概", "好"],
        [3, "市文化局", "没有的网", "合格", "", ""],
        [4, "市教委", "jw", "", "", "好"],
        ["合计", "", "", "", "", ""],
        merged=("A1:F1",),
    )
    found = read(results, path)
    assert [(one.claimed.site, one.claimed.item, one.agreement) for one in found.compared] == [
        ("jw", "政府网站标识码", Agreement.AGREE),
        ("jw", "icp备案", Agreement.COULD_NOT_SEE),
        ("wh", "政府网站标识码", Agreement.DISAGREE),
    ]
    assert [(one.row, one.column) for one in found.refused] == [(4, "E"), (5, "C"), (6, "")]
    assert any("有 2 列没有对应的普查项目，未读取：“序号”、“档案管理”" in note for note in found.notes)
    assert any("是合计行，不作为数据" in note for note in found.notes)


def test_codes_under_the_name_of_an_item_are_no_results(sheet: Sheet, results: QuarterResults) -> None:
    head = ["网站名称", "网站标识码", "站内搜索入口", "ICP备案"]
    found = read(results, sheet(head, ["jw", "1100000088", "有", "合格"], ["wh", "1100000099", "有", "√"]))
    assert [one.claimed.item for one in found.compared] == ["icp备案"] * 2
    assert found.refused == ()
    assert any("“站内搜索入口”、“网站标识码”" in note for note in found.notes)


def test_a_sheet_of_no_known_form_is_told_what_a_list_needs(sheet: Sheet) -> None:
    with pytest.raises(TableError, match="缺少“自查项目”列"):
        gather([sheet(["网站名称", "档案管理"], ["jw", "好"])], "selfcheck")


def test_two_claims_on_one_item_count_for_neither(sheet: Sheet, results: QuarterResults) -> None:
    found = read(
        results,
        sheet(
            HEAD, ["", "jw", "政府网站标识码", "合格"], ["", "北京市教育委员会", "政府网站标识码", "不合格"]
        ),
    )
    assert (found.compared, found.rows_refused) == ((), 2)
    assert found.checked == ()


def test_a_sheet_that_cannot_be_read_forbids_the_sentence(
    sheet: Sheet, results: QuarterResults, tmp_path: Path
) -> None:
    rows = [["", id, "政府网站标识码", claim] for id, claim in (("jw", "合格"), ("wh", "不合格"))]
    good = sheet(HEAD, *rows)
    assert read(results, good).truthful.allowed
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    found = read(results, good, tmp_path / "坏.xlsx")
    assert found.truthful.lacking == ("1 个自查表文件未能读取",)


def test_the_sentence_needs_all_its_figures() -> None:
    bar = truthful_bar()
    agree = [compare(Claimed("甲", "a", "甲", "项", ("r",), Claim.OK), Seen.OK)]
    unseen = [compare(Claimed("甲", "a", "甲", "项", ("r",), Claim.OK), Seen.UNSEEN)]
    whole, none = Ratio(455, 457, ""), Ratio(0, 100, "")
    assert truthful_as_a_whole(agree, whole, none, bar).allowed
    assert truthful_as_a_whole(agree + unseen, whole, none, bar).allowed
    assert "普查能够查看的自查项目" in truthful_as_a_whole(agree + unseen * 2, whole, none, bar).lacking[0]
    assert "自查覆盖率" in truthful_as_a_whole(agree, Ratio(80, 100, ""), none, bar).lacking[0]
    assert "未能读取" in truthful_as_a_whole(agree, whole, Ratio(6, 100, ""), bar).lacking[0]
    assert not truthful_as_a_whole([], whole, none, bar).allowed
    assert not truthful_as_a_whole(agree, whole, none, replace(bar, agreement=Decimal("100.1"))).allowed
