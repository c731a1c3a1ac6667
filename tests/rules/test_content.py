"""Rules of the content functions: each defect is found, and what was not seen accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, snapshot_of
from govsite_checks.model import (
    CHINA,
    ColumnHint,
    ColumnType,
    Example,
    Finding,
    Observation,
    Page,
    PageError,
    Role,
    Rule,
    Verdict,
)
from govsite_checks.reading.publication.annual_report import year_due
from govsite_checks.rules.content.abolished_policy_labelled import abolished_policy_labelled
from govsite_checks.rules.content.annual_report_published import annual_report_published
from govsite_checks.rules.content.data_published import data_published
from govsite_checks.rules.content.disclosure_published import disclosure_published
from govsite_checks.rules.content.functions_published import functions_published
from govsite_checks.rules.content.interpretations_published import interpretations_published
from govsite_checks.rules.content.interpretations_sourced import interpretations_sourced
from govsite_checks.rules.content.leaders_published import leaders_published
from govsite_checks.rules.content.overview_published import overview_published
from govsite_checks.rules.content.policies_published import policies_published
from govsite_checks.rules.content.policy_interpreted import policy_interpreted
from govsite_checks.rules.content.state_council_news_reposted import state_council_news_reposted

PUBLISHED = {
    overview_published: ("概况", ColumnType.OVERVIEW),
    functions_published: ("机构职能", ColumnType.FUNCTIONS),
    leaders_published: ("领导信息", ColumnType.LEADERS),
    policies_published: ("政策文件", ColumnType.POLICY),
    interpretations_published: ("政策解读", ColumnType.INTERPRETATION),
    data_published: ("统计数据", ColumnType.DATA),
}
EACH = pytest.mark.parametrize("rule", PUBLISHED, ids=lambda rule: rule.id)
RULES = (
    *PUBLISHED,
    abolished_policy_labelled,
    annual_report_published,
    disclosure_published,
    interpretations_sourced,
    policy_interpreted,
    state_council_news_reposted,
)
ACCUSED = dict.fromkeys(PUBLISHED, Verdict.VIOLATION) | {data_published: Verdict.NEEDS_REVIEW}
MAP = sample.sitemap()


def judge(
    rule: Rule, home: str, *pages: Page, notes: tuple[Observation, ...] = (), **site: object
) -> Finding:
    example = Example(home, (), pages=pages, observations=notes, site={"kind": "portal", **site})
    (finding,) = evaluate(rule, snapshot_of(example))
    return finding


# --- what is published


@EACH
def test_a_column_that_is_taken_away(rule: Rule) -> None:
    title, _ = PUBLISHED[rule]
    assert judge(rule, sample.home(("/x/", title)), MAP).verdict is Verdict.OK
    assert judge(rule, sample.home(), MAP).verdict is ACCUSED[rule]
    assert judge(rule, f"<!-- <a href='/x/'>{title}</a> -->{sample.home()}", MAP).verdict is ACCUSED[rule]


@EACH
def test_a_column_that_the_site_map_or_another_column_leads_to(rule: Rule) -> None:
    title, _ = PUBLISHED[rule]
    assert judge(rule, sample.home(), sample.sitemap(("/x/", title))).verdict is Verdict.OK
    parent = sample.column("other", f'<a href="/x/">{title}</a>', "/zwgk/", title="政务公开")
    assert judge(rule, sample.home(), MAP, parent).verdict is Verdict.OK


@EACH
def test_what_is_known_and_was_not_opened(rule: Rule) -> None:
    _, kind = PUBLISHED[rule]
    left = Observation("omission", kind, "budget", value="1")
    assert judge(rule, sample.home(), MAP, notes=(left,)).verdict is Verdict.NO_EVIDENCE
    hint = ColumnHint("某栏目", kind, "https://www.example.gov.cn/x/")
    assert judge(rule, sample.home(), MAP, columns=(hint,)).verdict is Verdict.NO_EVIDENCE
    refused = sample.column(kind, error=PageError.CHALLENGE)
    assert judge(rule, sample.home(), MAP, refused).verdict is Verdict.NO_EVIDENCE
    gone = sample.column(kind, error=PageError.HTTP_STATUS, status=404)
    assert judge(rule, sample.home(), MAP, gone).verdict is Verdict.NEEDS_REVIEW


@EACH
@pytest.mark.parametrize(
    ("home", "notes"),
    [
        ("<p>首页</p>", ()),
        ("<div id=app></div><script src=/x.js></script>", ()),
        ("<frameset><frame src=/a.html></frameset>", ()),
        (sample.home(("/zwgk/", "政务公开")), ()),
        (sample.home(("https://xxgk.other.gov.cn/", "政府信息公开")), ()),
        (f"<p>{{{{name}}}}</p>{sample.home()}", ()),
        (sample.home(), (Observation("omission", Role.COLUMN, "budget", value="3"),)),
    ],
)
def test_a_doubt_accuses_nobody(rule: Rule, home: str, notes: tuple[Observation, ...]) -> None:
    assert judge(rule, home, MAP, notes=notes).verdict is Verdict.NEEDS_REVIEW


@EACH
def test_without_a_site_map_several_columns_have_to_be_seen(rule: Rule) -> None:
    def columns(count: int) -> list[Page]:
        kinds = ("news", "notice", "services", "survey", "interview")[:count]
        return [sample.column(kind, sample.rows(1, 2, 3, 4, 5)) for kind in kinds]

    assert judge(rule, sample.home(), *columns(4)).verdict is Verdict.NEEDS_REVIEW
    assert judge(rule, sample.home(), *columns(5)).verdict is ACCUSED[rule]


@EACH
@pytest.mark.parametrize("shown", [("/zwgk/", "政务公开"), ("https://xxgk.other.gov.cn/", "政府信息公开")])
def test_a_parent_on_the_site_map_may_hold_it(rule: Rule, shown: tuple[str, str]) -> None:
    assert judge(rule, sample.home(), sample.sitemap(shown)).verdict is Verdict.NEEDS_REVIEW


@EACH
def test_a_site_map_that_a_script_fills_is_none(rule: Rule) -> None:
    place = '<div id="tree"></div><script src="/tree.js"></script>'
    shell = sample.page(Role.SITEMAP, "/map.html", sample.home() + place)
    assert judge(rule, sample.home(), shell).verdict is Verdict.NEEDS_REVIEW
    rows = "".join(f'<a href="/b/{n}/">部门{n}</a>' for n in range(10))
    full = sample.page(Role.SITEMAP, "/map.html", sample.home() + place + rows)
    assert judge(rule, sample.home(), full).verdict is ACCUSED[rule]


def test_departments_owe_less() -> None:
    functions = sample.column("functions", "<h1>机构职能</h1><p>主要职责是示例事务。</p>")
    assert judge(overview_published, sample.home(), MAP, functions).verdict is Verdict.VIOLATION
    assert judge(overview_published, sample.home(), MAP, functions, kind="department").verdict is Verdict.OK
    found = judge(interpretations_published, sample.home(), MAP, kind="department")
    assert found.verdict is Verdict.NEEDS_REVIEW


def test_a_blank_column_is_for_a_person() -> None:
    blank = sample.column("policy", '<div class="list"><p>暂无信息</p></div>')
    found = judge(policies_published, sample.home(), MAP, blank)
    assert (found.verdict, "没有内容" in found.message) == (Verdict.NEEDS_REVIEW, True)


def test_a_link_that_leads_nowhere_is_for_a_person() -> None:
    dead = '<a href="javascript:;">领导信息</a>'
    assert judge(leaders_published, dead + sample.home(), MAP).verdict is Verdict.NEEDS_REVIEW
    alive = '<a href="/ldxx/">领导信息</a>'
    assert judge(leaders_published, dead + alive + sample.home(), MAP).verdict is Verdict.OK


@pytest.mark.parametrize("missing", range(3))
def test_each_part_of_disclosure_is_named(missing: int) -> None:
    parts = [("/zn/", "信息公开指南"), ("/ml/", "信息公开目录"), ("/nb/", "信息公开年报")]
    assert judge(disclosure_published, sample.home(*parts), MAP).verdict is Verdict.OK
    _, name = parts.pop(missing)
    found = judge(disclosure_published, sample.home(*parts), MAP)
    assert (found.verdict, found.message.endswith(f"未见{name}。")) == (Verdict.VIOLATION, True)


# --- the yearly report on the website


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2018, 9, 10, tzinfo=CHINA), 2017),
        (datetime(2018, 1, 31, 23, 59, 59, tzinfo=CHINA), 2016),
        (datetime(2018, 2, 1, 0, 0, tzinfo=CHINA), 2017),
        (datetime(2018, 1, 1, tzinfo=CHINA), 2016),
        (datetime(2018, 12, 31, tzinfo=CHINA), 2017),
    ],
)
def test_the_year_that_is_due(moment: datetime, year: int) -> None:
    assert year_due(moment) == year
    title = "政府网站工作年度报表"
    for shown, verdict in ((year, Verdict.OK), (year - 1, Verdict.VIOLATION)):
        home = sample.home(("/r.html", f"{shown}年{title}"))
        snapshot = replace(snapshot_of(Example(home, (), pages=(MAP,))), as_of=moment, _memo={})
        assert evaluate(annual_report_published, snapshot)[0].verdict is verdict


@pytest.mark.parametrize(
    "title",
    [
        "2017年政府网站工作年度报表",
        "2017年度政府网站工作年度报表",
        "政府网站工作年度报表（2017年度）",
        "示例市交通局网站2017年度工作报表",
        "2017年示例市人民政府门户网站年度工作报表",
        "政府网站年度报表2017",
    ],
)
def test_names_of_the_report(title: str) -> None:
    assert judge(annual_report_published, sample.home(("/r.html", title)), MAP).verdict is Verdict.OK


@pytest.mark.parametrize(
    "title",
    [
        "2017年政府信息公开年度报告",
        "2017年政府网站监管年度报表",
        "2017年财务报表",
        "2017年网站年会报名表",
        "2017年统计年报",
    ],
)
def test_other_reports_are_not_it(title: str) -> None:
    assert judge(annual_report_published, sample.home(("/r.html", title)), MAP).verdict is not Verdict.OK


@pytest.mark.parametrize(("day", "verdict"), [("2018-01-31", Verdict.OK), ("2018-02-01", Verdict.VIOLATION)])
def test_the_last_day_for_the_report(day: str, verdict: Verdict) -> None:
    rows = (
        f'<li><a href="/r/2.html">2017年政府网站工作年度报表</a><span>{day}</span></li>'
        '<li><a href="/r/1.html">2016年政府网站工作年度报表</a><span>2017-01-20</span></li>'
        '<li><a href="/r/0.html">2015年政府网站工作年度报表</a><span>2016-01-20</span></li>'
    )
    column = sample.column("annual-report", f"<ul>{rows}</ul>", title="网站年度报表")
    assert judge(annual_report_published, sample.home(), MAP, column).verdict is verdict


# --- documents and interpretations


def policy(html: str = "", title: str = "示例市道路养护管理办法") -> Page:
    body = f"<h1>{title}</h1><div class='content'><p>第一条 为加强道路养护，制定本办法。</p>{html}</div>"
    return sample.page(Role.ARTICLE, "/zc/1.html", body, column=sample.column_of("policy"))


def test_the_navigations_column_is_no_interpretation() -> None:
    nav = '<ul class="nav"><li><a href="/jd/">政策解读</a></li></ul>'
    assert judge(policy_interpreted, sample.home(), policy(nav)).verdict is Verdict.NEEDS_REVIEW
    link = '<a href="/jd/9.html">《示例市道路养护管理办法》政策解读</a>'
    assert judge(policy_interpreted, sample.home(), policy(link)).verdict is Verdict.OK


def _listed(subject: str) -> Page:
    return sample.column("interpretation", sample.rows(1, 2, 3, 4, 5, subject=subject))


def test_an_interpretation_that_only_a_list_names_is_no_link() -> None:
    listed = _listed("《示例市道路养护管理办法》解读")
    found = judge(policy_interpreted, "", policy(), listed)
    assert (found.verdict, "1 件在解读栏目中有解读" in found.message) == (Verdict.NEEDS_REVIEW, True)
    linked = policy('<a href="/a/3.html">相关信息</a>')
    assert judge(policy_interpreted, "", linked, listed).verdict is Verdict.OK
    found = judge(policy_interpreted, "", policy(), _listed("《示例市集市管理规定》解读"))
    assert "有解读）" not in found.message


def test_a_document_within_a_notice_is_matched_by_its_own_name() -> None:
    wrapped = policy(title="示例市人民政府关于印发《示例市道路养护管理办法》的通知")
    found = judge(policy_interpreted, "", wrapped, _listed("示例市道路养护管理办法解读"))
    assert "有解读）" in found.message


def test_a_decision_on_what_is_void_needs_no_interpretation() -> None:
    decision = policy(title="关于废止部分规定的决定")
    assert judge(policy_interpreted, "", decision).verdict is Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    ("name", "label", "verdict"),
    [
        ("示例市道路养护管理办法", "", Verdict.NEEDS_REVIEW),
        ("示例市道路养护管理办法", "<p>效力状态：失效</p>", Verdict.OK),
        ("示例市道路养护管理办法", "<!-- 效力状态：失效 -->", Verdict.NEEDS_REVIEW),
        ("示例市桥梁养护管理办法", "", Verdict.OK),
        ("道路办法", "", Verdict.OK),
    ],
)
def test_a_notice_of_abolition(name: str, label: str, verdict: Verdict) -> None:
    notice = sample.page(
        Role.ARTICLE,
        "/gg/1.html",
        f"<h1>关于废止部分文件的决定</h1><div class='content'><p>废止《{name}》等文件。</p></div>",
        column=sample.column_of("notice"),
    )
    assert judge(abolished_policy_labelled, "", policy(label), notice).verdict is verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("国务院信息", Verdict.OK),
        ("国务院要闻", Verdict.OK),
        ("国务院重要政策", Verdict.OK),
        ("国务院国资委", Verdict.NEEDS_REVIEW),
        ("国务院办公厅", Verdict.NEEDS_REVIEW),
        ("中国政府网", Verdict.NEEDS_REVIEW),
    ],
)
def test_a_column_of_the_state_council_and_friendly_links(words: str, verdict: Verdict) -> None:
    assert judge(state_council_news_reposted, sample.home(("/gwy/", words))).verdict is verdict


# --- what was not seen


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("error", PageError)
def test_unseen_sites_accuse_nobody(rule: Rule, error: PageError) -> None:
    pages = (
        sample.page(Role.HOME, "/", error=error, status=403),
        sample.page(Role.SITEMAP, "/map.html", error=error, status=403),
        sample.column("policy", error=error, status=403),
        sample.page(Role.ARTICLE, "/zc/1.html", error=error, status=403, column=sample.column_of("policy")),
    )
    for given in (pages, pages[1:]):
        found = evaluate(rule, snapshot_of(Example("<p>首页</p>", (), pages=given)))
        assert all(finding.verdict is not Verdict.VIOLATION for finding in found)
