"""Rules about updates where their examples do not reach: windows, totals, and what must not accuse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Page, PageError, Role, Rule, Site, Snapshot, Verdict
from govsite_checks.rules.updates.blank_columns_few import blank_columns_few
from govsite_checks.rules.updates.columns_filled import columns_filled
from govsite_checks.rules.updates.columns_maintained import columns_maintained
from govsite_checks.rules.updates.columns_updated import columns_updated
from govsite_checks.rules.updates.home_update_volume import home_update_volume
from govsite_checks.rules.updates.home_updated import home_updated
from govsite_checks.rules.updates.interpretation_columns_updated import interpretation_columns_updated
from govsite_checks.rules.updates.news_columns_updated import news_columns_updated
from govsite_checks.rules.updates.notice_columns_updated import notice_columns_updated
from govsite_checks.rules.updates.planning_columns_updated import planning_columns_updated
from govsite_checks.rules.updates.publication_dates_plausible import publication_dates_plausible

ALL = (
    *(
        home_updated,
        home_update_volume,
        news_columns_updated,
        notice_columns_updated,
        planning_columns_updated,
    ),
    *(interpretation_columns_updated, columns_updated, columns_maintained, columns_filled, blank_columns_few),
    publication_dates_plausible,
)
STALE = sample.rows(100, 200, 300)


def snapshot(*pages: Page, home: str = "<p>示例</p>") -> Snapshot:
    whole = (
        *(() if any(p.role == Role.HOME for p in pages) else (sample.page(Role.HOME, "/", home),)),
        *pages,
    )
    return Snapshot(site=sample.SITE, as_of=sample.AS_OF, pages=whole)


def verdict(rule: Rule, *pages: Page, home: str = "<p>示例</p>", **parameters: Any) -> Verdict:
    return gravest(evaluate(rule, snapshot(*pages, home=home), **parameters))


@pytest.mark.parametrize(
    ("rule", "type", "parameter"),
    [
        (news_columns_updated, "news", "window_days"),
        (notice_columns_updated, "policy", "window_days"),
        (planning_columns_updated, "planning", "window_days"),
        (interpretation_columns_updated, "interpretation", "window_days"),
    ],
)
@pytest.mark.parametrize("window", [1, 14, 31, 184, 400])
def test_a_day_more_and_a_day_less(rule: Rule, type: str, parameter: str, window: int) -> None:
    for days, expected in ((window - 1, "ok"), (window, "ok"), (window + 1, "violation")):
        page = sample.column(type, sample.rows(days, days + 5, days + 9))
        assert verdict(rule, page, **dict[str, Any]({parameter: window})) == expected, days


@pytest.mark.parametrize("days", [13, 14, 15])
def test_the_home_page_a_day_more_and_a_day_less(days: int) -> None:
    expected = Verdict.OK if days <= 14 else Verdict.VIOLATION
    assert verdict(home_updated, home=sample.rows(*range(days, days + 5))) is expected


def test_first_level_only() -> None:
    page = sample.column("notice", STALE, "/n/", level=2)
    stale = sample.column("notice", sample.rows(200, 201, 202), "/n/", level=2)
    assert verdict(notice_columns_updated, stale) is Verdict.VIOLATION
    assert verdict(notice_columns_updated, stale, first_level_only=True) is Verdict.NO_EVIDENCE
    assert verdict(notice_columns_updated, page, window_days=99, first_level_only=True) is Verdict.NO_EVIDENCE


def columns(count: int, days: int, type: str = "news", level: int = 1) -> list[Page]:
    return [
        sample.column(
            type, sample.rows(days, days + 9, days + 99), f"/{type}{n}/", title=f"栏目{n}", level=level
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("news", "notices", "expected"), [(4, 0, "ok"), (5, 0, "violation"), (2, 3, "violation"), (2, 2, "ok")]
)
def test_the_sum_of_both_kinds_counts(news: int, notices: int, expected: str) -> None:
    assert verdict(columns_updated, *columns(news, 15), *columns(notices, 185, "notice")) == expected


def test_the_windows_of_the_two_kinds_are_not_mixed() -> None:
    assert verdict(columns_updated, *columns(6, 15, "notice")) is Verdict.OK
    assert verdict(columns_updated, *columns(6, 15, "notice"), notice_days=14) is Verdict.VIOLATION
    assert verdict(columns_updated, *columns(6, 15), news_days=15) is Verdict.OK
    assert verdict(columns_updated, *columns(4, 15), max_stale=3) is Verdict.VIOLATION


def test_of_notices_only_the_first_level_where_the_profile_says_so() -> None:
    pages = [*columns(4, 15), *columns(1, 300, "policy", level=2)]
    assert verdict(columns_updated, *pages) is Verdict.VIOLATION
    assert verdict(columns_updated, *pages, first_level_only=True) is Verdict.OK


def test_unsure_columns_never_tip_the_balance() -> None:
    unsure = [sample.column("news", "<script>fetch('/x')</script>", f"/u{n}/") for n in range(9)]
    assert verdict(columns_updated, *unsure) is Verdict.NEEDS_REVIEW
    unseen = [sample.column("news", path=f"/v{n}/", status=None, error=PageError.ROBOTS) for n in range(9)]
    assert verdict(columns_updated, columns(1, 1)[0], *unseen) is Verdict.NO_EVIDENCE


def test_nine_and_ten_columns_left_alone() -> None:
    assert verdict(columns_maintained, *columns(9, 400, "other")) is Verdict.OK
    assert verdict(columns_maintained, *columns(10, 400, "other")) is Verdict.NEEDS_REVIEW


ROWS_TO_COME = '<ul id="list"></ul><script>$.ajax({url: "/api"})</script>'
# What shows an old list and must accuse nobody: the trap, and the page of a news column.
TRAPS: dict[str, Iterable[Page]] = {
    "filled by a script": [sample.column("news", ROWS_TO_COME)],
    "an old ranking beside a list to come": [sample.column("news", ROWS_TO_COME + STALE)],
    "a template": [sample.column("news", STALE + '<li v-for="i in rows">{{i.title}}</li>')],
    "off the site": [
        sample.page(
            Role.COLUMN,
            "https://other.gov.cn/n/",
            STALE,
            column=sample.column_of("news", "/n/", offsite=True),
        )
    ],
    "redirected away": [
        sample.page(
            Role.COLUMN, "/n/", STALE, final="https://other.gov.cn/", column=sample.column_of("news", "/n/")
        )
    ],
    "an archive": [sample.column("news", STALE, title="历史动态归档")],
    "not in order, with more pages": [
        sample.column("news", sample.rows(300, 200, 400, 100, 500, 90) + '<a href="index_1.html">下一页</a>')
    ],
    "one row without a date": [
        sample.column(
            "news", STALE.replace("</ul>", '<li><a href="/a/9.html">示例市最近的一项工作情况</a></li></ul>')
        )
    ],
    "a day ahead": [sample.column("news", sample.rows(-30, 100, 200, 300))],
    "two dates in a row": [
        sample.column(
            "news",
            "".join(
                f'<tr><td><a href="/a/{n}.html">示例市第{n}项工作情况</a></td><td>2017-01-0{n}</td><td>2018-01-0{n}</td></tr>'
                for n in range(1, 5)
            ).join(("<table>", "</table>")),
        )
    ],
    "dates that addresses contradict": [sample.column("news", STALE.replace("/a/", "/a/t20180201_"))],
    "a newer article of the column": [
        sample.column("news", STALE),
        sample.page(
            Role.ARTICLE,
            "/a/x.html",
            '<meta name="PubDate" content="2018-09-09 08:00">',
            column=sample.column_of("news"),
        ),
    ],
    "a newer row on the next page": [
        sample.column("news", STALE + '<a href="index_1.html">下一页</a>'),
        sample.page(
            Role.COLUMN_NEXT, "/news/index_1.html", sample.rows(1, 2, 3), column=sample.column_of("news")
        ),
    ],
    "blocked": [sample.column("news", STALE, status=403, error=PageError.CHALLENGE)],
    "an unsure fresh day": [
        sample.column("news", '<ul><li><a href="/a/1.html">示例市召开防汛工作会议</a>09-08</li></ul>' + STALE)
    ],
}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("rule", [news_columns_updated, columns_updated, home_updated, columns_filled])
def test_traps_accuse_nobody(trap: str, rule: Rule) -> None:
    extra = {"max_stale": 0} if rule is columns_updated else {}
    assert verdict(rule, *TRAPS[trap], home="<a href='/news/'>动态要闻</a>", **extra) is not Verdict.VIOLATION


def test_the_traps_are_traps() -> None:
    assert verdict(news_columns_updated, sample.column("news", STALE)) is Verdict.VIOLATION
    assert verdict(columns_updated, sample.column("news", STALE), max_stale=0) is Verdict.VIOLATION
    assert verdict(home_updated, sample.column("news", STALE)) is Verdict.VIOLATION


@pytest.mark.parametrize(
    "home",
    [
        STALE + '<div id="app"></div>',
        STALE + '<ul class="newslist"></ul><script>$.getJSON("/n")</script>',
        STALE
        + "<ul>"
        + "".join(f'<li><a href="/b/{n}.html">示例市第{n}项重点工作情况</a></li>' for n in range(4))
        + "</ul>",
    ],
)
def test_home_pages_that_may_show_more(home: str) -> None:
    assert verdict(home_updated, home=home) is Verdict.NEEDS_REVIEW
    assert verdict(home_update_volume, home=home) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(("count", "expected"), [(4, "needs-review"), (5, "violation")])
def test_without_a_column_a_home_page_needs_five_rows_of_its_own(count: int, expected: str) -> None:
    home = sample.rows(*range(20, 20 + count))
    assert verdict(home_updated, home=home) == expected
    assert verdict(home_update_volume, home=home) == expected
    gone = sample.column("news", status=404, error=PageError.HTTP_STATUS)
    assert verdict(home_updated, gone, home=home) is Verdict.NEEDS_REVIEW


def test_an_article_in_place_of_a_home_page_is_not_held_to_be_new() -> None:
    home = f'<meta name="ArticleTitle" content="某通知">{STALE}{sample.rows(*range(30, 40))}'
    assert verdict(home_updated, home=home) is Verdict.NEEDS_REVIEW
    assert verdict(home_update_volume, home=home) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/zt/2/", "violation"),
        ("/zt/index.html", "violation"),
        ("/known.htm", "violation"),
        ("/zt/2.html", "needs-review"),
        ("/zt/10234567/", "needs-review"),
        ("/show.aspx?id=7", "needs-review"),
    ],
)
def test_ways_to_columns_and_topics_are_no_headlines(address: str, expected: str) -> None:
    home = f'{sample.rows(*range(20, 30))}<p><a href="{address}"><img src="/b.jpg" alt="示例市读书节活动专题网页"></a></p>'
    pages = [sample.column("topic", "", "/known.htm"), sample.column("news", STALE)]
    assert verdict(home_updated, *pages, home=home) == expected


def test_headlines_without_a_date_that_an_old_column_dates() -> None:
    home = "".join(f'<li><a href="/a/{n}.html">关于示例事项的信息第{n}期</a></li>' for n in (1, 2, 3))
    assert verdict(home_updated, sample.column("news", STALE), home=f"<ul>{home}</ul>") is Verdict.VIOLATION


@pytest.mark.parametrize(("count", "expected"), [(9, "violation"), (10, "ok")])
def test_nine_and_ten_items(count: int, expected: str) -> None:
    assert verdict(home_update_volume, home=sample.rows(*range(1, count + 1), 40)) == expected


def test_a_list_that_goes_on_within_the_window_is_not_counted_as_few() -> None:
    page = sample.column("news", sample.rows(1, 2, 3, folder="/b/") + '<a href="index_1.html">下一页</a>')
    assert verdict(home_update_volume, page, home=sample.rows(1, 2, 40)) is Verdict.NEEDS_REVIEW


FRAME = '<div><a href="/">首页</a><a href="/news/">动态</a></div>{}<div>主办：示例市人民政府办公室</div>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "violation"),
        ("<h2>政策解读</h2>", "violation"),
        ("<p>当前位置：首页 &gt; 政策解读</p>", "violation"),
        ("<p>暂无信息</p>", "violation"),
        ("<p>本栏目提供的办事服务请到服务大厅办理。</p>", "ok"),
        ('<img src="/chart.png">', "ok"),
        ('<a href="/zc/1.pdf">解读</a>', "ok"),
        ('<iframe src="/l.html"></iframe>', "needs-review"),
        ('<p>暂无信息</p><script>$.get("/l")</script>', "needs-review"),
        ("<div id='app'></div>", "needs-review"),
        ('<div id="rows"></div><script>var a = []; for (i of x) { a.push(i) }</script>', "needs-review"),
        ('<div id="rows"></div><script src="/js/own.js"></script>', "needs-review"),
        ('<script src="/js/own.js"></script>', "needs-review"),
        ("<p>暂无信息</p><script src='/js/own.js'></script>", "needs-review"),
        ('<script src="/js/jquery.min.js"></script><script>var id = 12;</script>', "violation"),
        ('<div id="rows"></div>', "violation"),
        ("<!-- <p>暂无信息</p> --><p>一段说明文字，介绍本栏目。</p>", "ok"),
        ("<p style='display:none'>暂无信息</p><p>一段说明文字，介绍本栏目。</p>", "ok"),
    ],
)
def test_blank_columns(content: str, expected: str) -> None:
    full = FRAME.format(sample.rows(1, 2, 3))
    page = sample.column("interpretation", FRAME.format(content))
    assert verdict(columns_filled, sample.column("news", full), page, home=full) == expected


def test_two_columns_of_the_same_content_are_not_blank() -> None:
    full = FRAME.format(sample.rows(1, 2, 3))
    same = FRAME.format("<p>本局贯彻落实有关方针政策，承担下列职责。</p>")
    pages = [sample.column("functions", same, "/zn/"), sample.column("overview", same, "/gk/")]
    assert verdict(columns_filled, sample.column("news", full), *pages, home=full) is Verdict.OK


def test_a_blank_page_is_told_only_by_what_others_share() -> None:
    assert (
        verdict(columns_filled, sample.column("interpretation", FRAME.format("")), home="")
        is not Verdict.VIOLATION
    )


def channel(*addresses: str, own: str) -> list[Page]:
    """A channel without rows that leads to its parts, the parts, and a menu that opens into all of them."""

    def links(kept: Iterable[str]) -> str:
        return "".join(f'<li><a href="{a}">栏目{addresses.index(a)}</a></li>' for a in kept)

    menu = f'<div class="nav"><ul><li><a href="{own}">走进示例</a><ul>{links(addresses)}</ul></li></ul></div>'
    side = f'<div class="side"><ul>{links(addresses)}</ul></div>'
    full = f"{menu}{side}{sample.rows(1, 2, 3)}"
    head = sample.column("overview", f"{menu}{side}<h3>走进示例</h3>", own, title="走进示例")
    parts = [sample.column("news", full, a, title=f"栏目{n}", level=2) for n, a in enumerate(addresses)]
    return [head, *parts]


@pytest.mark.parametrize("own", ["/gk/", "/gk.htm", "/col/col1/index.html"])
def test_a_channel_that_leads_to_its_parts_is_not_blank(own: str) -> None:
    pages = channel("/lsyg/", "/dili/", "/zrzy/", "/renwen/", own=own)
    assert verdict(columns_filled, *pages) is Verdict.OK
    # The side menu of a leaf holds the leaf.
    head, part, *others = pages
    leaf = sample.column(
        "other", head.text.replace("<h3>走进示例</h3>", "<h3>栏目0</h3>"), "/lsyg/", title="栏目0"
    )
    assert verdict(columns_filled, leaf, *others, part) is Verdict.VIOLATION


@pytest.mark.parametrize("addresses", [("/gsgg.htm", "/zcwj.htm"), ("/l.aspx?id=1", "/l.aspx?id=2")])
def test_columns_side_by_side_in_one_folder_are_not_each_other_s_parts(addresses: tuple[str, str]) -> None:
    full, empty = FRAME.format(sample.rows(1, 2, 3)), FRAME.format("<h2>公示公告</h2><p>暂无信息</p>")
    pages = [sample.column("notice", empty, addresses[0]), sample.column("policy", full, addresses[1])]
    assert verdict(columns_filled, *pages, home=full) is Verdict.VIOLATION


def test_a_column_at_a_file_has_its_parts_in_the_folder_of_that_name() -> None:
    empty, full = FRAME.format("<h2>政策</h2>"), FRAME.format(sample.rows(1, 2, 3))
    pages = [sample.column("policy", empty, "/zc.htm"), sample.column("policy", full, "/zc/wj.htm", level=2)]
    assert verdict(columns_filled, *pages, home=full) is Verdict.OK


@pytest.mark.parametrize("rule", ALL)
@pytest.mark.parametrize("error", [PageError.CHALLENGE, PageError.ROBOTS, PageError.TIMEOUT, PageError.DNS])
def test_sites_that_were_not_seen_are_accused_of_nothing(rule: Rule, error: PageError) -> None:
    pages = [sample.page(Role.HOME, "/", STALE, status=None, error=error)]
    pages += [
        sample.column(type, STALE, f"/{type}/", status=None, error=error)
        for type in ("news", "notice", "policy")
    ]
    assert verdict(rule, *pages) is Verdict.NO_EVIDENCE


@pytest.mark.parametrize("rule", ALL)
def test_titles_of_a_site_do_not_break_a_sentence(rule: Rule) -> None:
    nasty = "栏目。第二句。" + "很长" * 100
    pages = [sample.column("news", STALE, f"/n{n}/", title=nasty) for n in range(12)]
    pages += [sample.column("other", "<p>暂无信息。</p>", f"/e{n}/", title=nasty) for n in range(12)]
    for finding in evaluate(rule, snapshot(*pages)):
        assert finding.message.endswith("。")
        assert finding.message.count("。") == 1


def test_a_site_of_another_status_is_not_judged() -> None:
    site = Site(**{**{f: getattr(sample.SITE, f) for f in sample.SITE.__slots__}, "status": "suspended"})
    closed = Snapshot(site=site, as_of=sample.AS_OF, pages=(sample.column("news", STALE),))
    assert gravest(evaluate(news_columns_updated, closed)) is Verdict.NOT_APPLICABLE
