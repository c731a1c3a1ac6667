"""Domains against sites: what tables and pages do not tell is not held against anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.census.results import RuleResult, SiteResult
from govsite_checks.ledgers.domains import Domains, Use
from govsite_checks.ledgers.domains_reading import domains_of
from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.known import Units

HEAD = ["域名", "持有单位", "使用情况", "单位性质"]


def site(id: str, host: str, status: str = "online", **rules: str) -> SiteResult:
    verdicts = {rule.replace("_", "-"): RuleResult(verdict, 1) for rule, verdict in rules.items()}
    return SiteResult(id, f"{id}网", "市教委", status=status, url=f"http://{host}/", rules=verdicts)


def read(sheet: Callable[..., Path], sites: list[SiteResult], *rows: list[Any]) -> Domains:
    return domains_of(gather([sheet(HEAD, *rows)], "domains"), Units(["市教委"]), sites)


@pytest.mark.parametrize(
    ("sites", "said", "use", "why"),
    [
        ([site("甲", "www.jw.gov.cn")], "在用", Use.SITE, "“甲网”在此域名下运行"),
        ([site("甲", "ks.jw.gov.cn")], "闲置", Use.SITE, "“甲网”在此域名下运行，域名台账却写作闲置"),
        ([site("甲", "jw.gov.cn", "suspended")], "", Use.SITE, "“甲网”在此域名下运行"),
        ([], "闲置", Use.IDLE, "域名台账写明"),
        ([], "邮箱", Use.SYSTEM, "域名台账写明"),
        ([], "", Use.COULD_NOT_SEE, "域名台账未写使用情况"),
        ([], "在用", Use.COULD_NOT_SEE, "网站台账中没有此域名的网站"),
        ([], "转借他人", Use.NON_GOVERNMENT, "域名台账写明用于非政府网站"),
        (
            [site("甲", "jw.gov.cn", "offline", closed_site_silent="violation")],
            "闲置",
            Use.CLOSED_ALIVE,
            "“甲网”关停后仍可访问",
        ),
        (
            [site("甲", "jw.gov.cn", "merged", closed_site_silent="ok", closed_domain_clean="ok")],
            "",
            Use.CLOSED_HELD,
            "不再提供访问",
        ),
        (
            [site("甲", "jw.gov.cn", "merged", closed_site_silent="needs-review")],
            "",
            Use.COULD_NOT_SEE,
            "是否仍可访问未能查看",
        ),
        (
            [site("甲", "jw.gov.cn", "offline", closed_domain_clean="violation")],
            "",
            Use.NON_GOVERNMENT,
            "打开的不是政府网站",
        ),
        (
            [site("甲", "jw.gov.cn", "offline", closed_domain_clean="needs-review", closed_site_silent="ok")],
            "已注销",
            Use.CANCELLED,
            "未见仍可访问",
        ),
        (
            [site("甲", "jw.gov.cn", "offline", closed_site_silent="violation"), site("乙", "x.jw.gov.cn")],
            "",
            Use.SITE,
            "“乙网”在此域名下运行",
        ),
    ],
)
def test_what_a_domain_is_used_for(
    sheet: Callable[..., Path], sites: list[SiteResult], said: str, use: Use, why: str
) -> None:
    (domain,) = read(sheet, sites, ["jw.gov.cn", "市教委", said, ""]).domains
    assert domain.use is use
    assert why in domain.why


def test_figures_leave_aside_what_could_not_be_told(sheet: Callable[..., Path]) -> None:
    found = read(
        sheet,
        [site("甲", "www.jw.gov.cn"), site("乙", "www.other.gov.cn"), site("丙", "closed.gov.cn", "offline")],
        ["http://www.jw.gov.cn/", "市教委", "在用", "行政机关"],
        ["idle.gov.cn", "市教委", "闲置", "事业单位（不承担行政职能）"],
        ["gone.gov.cn", "市教委", "已注销", ""],
        ["whatfor.gov.cn", "某中心", "", ""],
        ["某局.政务", "市教委", "停用", "不承担行政职能的事业单位"],
        ["example.com", "市教委", "闲置", "不承担行政职能的事业单位"],
    )
    idle = found.figures()["domains-idle"]
    assert idle.ratio is not None
    assert (idle.ratio.n, idle.ratio.of, idle.aside) == (3, 4, (("使用情况未能查明", 1),))
    assert found.figures()["domains-total"].count == 5
    assert [domain.shown for domain in found.institutions] == ["idle.gov.cn", "某局.政务"]
    assert found.unlisted == ("乙",)
    assert found.notes == ("1 个持有单位不在网站台账的单位中，其域名照常计入：“某中心”",)


def test_bad_rows_are_named(sheet: Callable[..., Path]) -> None:
    found = read(
        sheet,
        [],
        ["a.gov.cn", "市教委", "闲置", ""],
        ["www.a.gov.cn", "市教委", "闲置", ""],
        ["未申请", "市教委", "闲置", ""],
        ["10.0.0.1", "市教委", "闲置", ""],
        ["b.gov.cn", "市教委", "闲置", ""],
        ["B.GOV.CN", "市教委", "在用", ""],
        ["c.gov.cn", "", "闲置", ""],
    )
    assert [domain.shown for domain in found.domains] == ["a.gov.cn"]
    assert [(one.row, one.column) for one in found.refused] == [
        (3, "A"),
        (4, "A"),
        (5, "A"),
        (6, "A"),
        (7, "A"),
        (8, "B"),
    ]
