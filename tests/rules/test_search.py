"""Rules of the site's search: each defect is found, and what was not seen accuses nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, snapshot_of
from govsite_checks.model import Example, Finding, Observation, Page, PageError, Role, Rule, Verdict
from govsite_checks.rules.search.search_empty_answer_clear import search_empty_answer_clear
from govsite_checks.rules.search.search_finds_known_article import search_finds_known_article
from govsite_checks.rules.search.search_finds_older_article import search_finds_older_article
from govsite_checks.rules.search.search_own import search_own
from govsite_checks.rules.search.search_present import search_present
from govsite_checks.rules.search.search_results_classified import search_results_classified
from govsite_checks.rules.search.search_results_dated import search_results_dated
from govsite_checks.rules.search.search_results_paged import search_results_paged

RULES = (
    search_empty_answer_clear,
    search_finds_known_article,
    search_finds_older_article,
    search_own,
    search_present,
    search_results_classified,
    search_results_dated,
    search_results_paged,
)
FORM = '<div class="search"><form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form></div>'
TITLE = "关于示例市道路养护有关工作的通知"
ECHO = f'<form action="/s"><input name="q" value="{TITLE}"></form>'


def judge(
    rule: Rule, home: str, *pages: Page, notes: tuple[Observation, ...] = (), **more: object
) -> Finding:
    findings = evaluate(rule, snapshot_of(Example(home, (), pages=pages, observations=notes)), **more)
    assert len(findings) == 1
    return findings[0]


def article(days_ago: int, title: str = TITLE) -> Page:
    html = f"<h1>{title}</h1><p>发布时间：{sample.day(days_ago)}</p><p>正文</p>"
    return sample.page(Role.ARTICLE, "/a/1.html", html)


def asked(html: str, note: str = "known", query: str = TITLE, **more: object) -> Page:
    return sample.page(Role.SEARCH, f"/s?for={note}", html, query=query, note=note, **more)  # type: ignore[arg-type]


# --- the form


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        (FORM, Verdict.OK),
        ("", Verdict.VIOLATION),
        (f"<!--{FORM}-->", Verdict.VIOLATION),
        ('<div class="search"><form action="/search"></form></div>', Verdict.VIOLATION),
        ("<p>站内搜索正在建设中</p>", Verdict.VIOLATION),
        ('<div class="search"></div><script src="/x.js"></script>', Verdict.NEEDS_REVIEW),
        ("<script>document.write(head)</script>", Verdict.NEEDS_REVIEW),
        ('<script src="/js/header.js"></script>', Verdict.NEEDS_REVIEW),
        ('<script>var a = "/search";</script>', Verdict.NEEDS_REVIEW),
        ("<site-header></site-header><script src='/x.js'></script>", Verdict.NEEDS_REVIEW),
        ("<p>{{title}}</p><script src='/x.js'></script>", Verdict.NEEDS_REVIEW),
        ("<div id='top'></div><script src='/x.js'></script>", Verdict.NEEDS_REVIEW),
        ("<iframe src='/top.html'></iframe>", Verdict.NEEDS_REVIEW),
        ('<script src="/js/x.js"></script>', Verdict.VIOLATION),
    ],
)
def test_what_becomes_of_the_form(html: str, verdict: Verdict) -> None:
    assert judge(search_present, html + sample.home()).verdict is verdict


@pytest.mark.parametrize("html", ["<p>首页</p>", "", "<div id=app></div><script src=/x.js></script>"])
def test_a_page_that_shows_next_to_nothing_is_for_a_person(html: str) -> None:
    assert judge(search_present, html).verdict is Verdict.NEEDS_REVIEW


def test_the_pages_without_a_search_are_counted_and_named() -> None:
    columns = [sample.column("news", FORM + sample.home(), f"/c{n}/", title=f"栏目{n}") for n in range(8)]
    assert judge(search_present, FORM + sample.home(), *columns).verdict is Verdict.OK
    columns[2] = sample.column("news", sample.home(), "/c2/", title="栏目2")
    columns[5] = sample.column("news", f"<!-- {FORM} -->{sample.home()}", "/c5/", title="栏目5")
    found = judge(search_present, FORM + sample.home(), *columns)
    assert found.verdict is Verdict.NEEDS_REVIEW
    assert "9 个页面中有 2 个未见站内搜索：“栏目2”、“栏目5”" in found.message
    for number in (0, 1, 3):
        columns[number] = sample.column("news", sample.home(), f"/c{number}/", title=f"栏目{number}")
    found = judge(search_present, FORM + sample.home(), *columns)
    assert found.verdict is Verdict.VIOLATION
    assert "9 个页面中有 5 个未见站内搜索" in found.message


def test_a_field_of_the_template_does_not_clear_a_page_that_comments_it_out() -> None:
    field = '<input class="wide" id="words" name="keyword" placeholder="请输入关键词">'
    form = f'<form action="/search">{field}</form>'
    old = f"<!-- 旧版页头 {form} 结束 --><!-- -->{sample.home()}"
    pages = [sample.column("news", old, f"/{name}/", title=name) for name in "甲乙"]
    assert judge(search_present, form + sample.home(), *pages).verdict is Verdict.VIOLATION
    page = sample.column("news", f"<!-- 新版页头 -->{form}<!-- 结束 -->{sample.home()}", title="甲")
    assert judge(search_present, form + sample.home(), page).verdict is Verdict.OK


def test_pages_of_others_and_topics_need_no_search() -> None:
    topic = sample.column("topic", sample.home(), "/zt/")
    left = sample.page(Role.ARTICLE, "/a/1.html", sample.home(), final="https://www.other.gov.cn/a/1.html")
    unseen = sample.column("notice", error=PageError.TIMEOUT)
    assert judge(search_present, FORM + sample.home(), topic, left, unseen).verdict is Verdict.OK


def test_the_first_form_that_is_the_governments_own_decides() -> None:
    engine = '<form action="https://www.baidu.com/s"><input name="wd" placeholder="搜索"></form>'
    assert judge(search_own, engine).verdict is Verdict.VIOLATION
    assert judge(search_own, engine + FORM).verdict is Verdict.OK
    assert judge(search_own, engine.replace("baidu.com", "baidu.com.example.gov.cn")).verdict is Verdict.OK
    assert judge(search_own, engine.replace("www.baidu.com", "so.kaipuyun.cn")).verdict is Verdict.OK


# --- what is found


@pytest.mark.parametrize(
    ("days", "verdict"), [(2, Verdict.NEEDS_REVIEW), (3, Verdict.VIOLATION), (4, Verdict.VIOLATION)]
)
def test_an_article_may_need_days_to_be_found(days: int, verdict: Verdict) -> None:
    none = asked(f"{ECHO}<p>没有找到相关内容</p>")
    assert judge(search_finds_known_article, "", article(days), none).verdict is verdict
    found = judge(search_finds_known_article, "", article(days), none, settle_days=days + 1)
    assert found.verdict is Verdict.NEEDS_REVIEW


def test_words_from_the_middle_of_a_title_find_a_title_that_is_cut() -> None:
    words = TITLE[5:]
    rows = f'<li><a href="/other.html">{TITLE[:9]}…</a><p>按照{words}执行</p></li>'
    page = asked(f'<input name="q" value="{words}"><ul>{rows}</ul>', query=words)
    assert judge(search_finds_known_article, "", article(9), page).verdict is Verdict.OK


def test_a_result_is_known_by_its_address_too() -> None:
    rows = f'<li><a href="/a/1.html">市交通局的一则信息</a><p>{TITLE}</p></li>'
    assert judge(search_finds_known_article, "", article(9), asked(ECHO + rows)).verdict is Verdict.OK


def test_cut_titles_of_others_accuse_nobody() -> None:
    rows = f'<li><a href="/x.html">市交通局的一则信息…</a><p>{TITLE}</p></li>'
    found = judge(search_finds_known_article, "", article(9), asked(ECHO + rows))
    assert (found.verdict, "截短" in found.message) == (Verdict.NEEDS_REVIEW, True)


def test_an_older_article_needs_its_own_search() -> None:
    none = asked(f"{ECHO}<p>没有找到相关内容</p>", "older")
    assert judge(search_finds_older_article, "", article(200), none).verdict is Verdict.VIOLATION
    assert judge(search_finds_known_article, "", article(200), none).verdict is Verdict.NO_EVIDENCE


def test_the_date_may_stand_in_a_list() -> None:
    listed = sample.column("notice", sample.rows(40, 41, 42, 43, 44, subject="关于示例市集市管理的通知"))
    words = "关于示例市集市管理的通知第3期"
    none = asked(f'<input value="{words}"><p>没有找到相关内容</p>', query=words)
    found = judge(search_finds_known_article, "", listed, none)
    assert (found.verdict, "未打开" in found.message) == (Verdict.NEEDS_REVIEW, True)
    opened = sample.page("article", "/a/3.html", f"<h1>{words}</h1><p>正文</p>")
    assert judge(search_finds_known_article, "", listed, opened, none).verdict is Verdict.VIOLATION


# --- how it is shown


@pytest.mark.parametrize(
    ("rest", "verdict"),
    [
        ("[通知公告] 2018-09-01", Verdict.OK),
        ("2018-09-01", Verdict.NEEDS_REVIEW),
        ("[通知公告]", Verdict.VIOLATION),
        ("", Verdict.VIOLATION),
        ("[通知公告] 9/1", Verdict.NEEDS_REVIEW),
        ("[通知公告] 二〇一八年九月一日", Verdict.OK),
    ],
)
def test_dates_and_columns_of_results(rest: str, verdict: Verdict) -> None:
    rows = "".join(f'<li><a href="/a/{n}.html">{TITLE}2018年第{n}期</a> <i>{rest}</i></li>' for n in range(3))
    assert judge(search_results_dated, "", asked(f"<ul>{rows}</ul>")).verdict is verdict


@pytest.mark.parametrize(
    ("total", "pager", "verdict"),
    [
        (57, "", Verdict.VIOLATION),
        (57, '<a href="/s?p=2">下一页</a>', Verdict.OK),
        (57, "<a href='javascript:go(2)'>下一页</a>", Verdict.OK),
        (57, "<div id='page'></div>", Verdict.NEEDS_REVIEW),
        (20, "", Verdict.VIOLATION),
        (19, "", Verdict.NOT_APPLICABLE),
        (10, "", Verdict.NOT_APPLICABLE),
    ],
)
def test_paging(total: int, pager: str, verdict: Verdict) -> None:
    rows = "".join(f'<li><a href="/a/{n}.html">{TITLE}之{n}</a></li>' for n in range(10))
    page = asked(f"<p>共找到 {total} 条</p><ul>{rows}</ul>{pager}")
    assert judge(search_results_paged, "", page).verdict is verdict


def test_a_search_for_nonsense() -> None:
    def say(html: str) -> Verdict:
        page = asked(f'<input value="qzxv1234">{html}', "absurd", "qzxv1234")
        return judge(search_empty_answer_clear, "", page).verdict

    assert say("<p>没有找到与“qzxv1234”相关的内容</p>") is Verdict.OK
    assert say("<p>共 0 条</p>") is Verdict.OK
    assert say("") is Verdict.NEEDS_REVIEW
    assert say("<p>共找到 12 条</p>") is Verdict.NEEDS_REVIEW
    assert say('<p style="display:none">没有找到</p>') is Verdict.NEEDS_REVIEW


# --- what was not seen


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("error", [e for e in PageError if e is not PageError.HTTP_STATUS])
def test_unseen_pages_accuse_nobody(rule: Rule, error: PageError) -> None:
    home = sample.page(Role.HOME, "/", error=error, status=None)
    pages = [
        replace(asked("", note), error=error, text="") for note in ("known", "older", "absurd", "known-next")
    ]
    for example in (Example("", (), pages=(home, *pages)), Example(FORM, (), pages=tuple(pages))):
        verdicts = {finding.verdict for finding in evaluate(rule, snapshot_of(example))}
        assert verdicts <= {Verdict.NO_EVIDENCE, Verdict.OK, Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_firewalls_page_in_place_of_results_accuses_nobody(rule: Rule) -> None:
    shell = "<html><head><title>安全验证</title></head><body><script>location.reload()</script></body></html>"
    pages = [asked(shell, note) for note in ("known", "older", "absurd", "known-next")]
    found = evaluate(rule, snapshot_of(Example(FORM + sample.home(), (), pages=(article(9), *pages))))
    assert all(finding.verdict is not Verdict.VIOLATION for finding in found)


@pytest.mark.parametrize(
    ("outcome", "words"), [("foreign-form", "其他网站"), ("no-form", "未见可以直接提交"), ("budget", "次数")]
)
def test_the_reason_for_a_search_that_was_not_made_is_said(outcome: str, words: str) -> None:
    note = Observation("omission", Role.SEARCH, outcome)
    for rule in (search_finds_known_article, search_results_dated, search_empty_answer_clear):
        found = judge(rule, FORM, notes=(note,))
        assert (found.verdict, words in found.message) == (Verdict.NO_EVIDENCE, True)
