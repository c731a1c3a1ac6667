"""Rules of interaction: the days on both sides of each bound, and what must not be called unanswered or unused."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest, snapshot_of
from govsite_checks.model import Example, Finding, Page, Role, Rule, Verdict
from govsite_checks.rules.interaction.consultation_channel_present import consultation_channel_present
from govsite_checks.rules.interaction.interview_channel_present import interview_channel_present
from govsite_checks.rules.interaction.interviews_frequent import interviews_frequent
from govsite_checks.rules.interaction.messages_answered import messages_answered
from govsite_checks.rules.interaction.messages_answered_in_time import messages_answered_in_time
from govsite_checks.rules.interaction.messages_published import messages_published
from govsite_checks.rules.interaction.survey_channel_present import survey_channel_present
from govsite_checks.rules.interaction.survey_column_used import survey_column_used
from govsite_checks.rules.interaction.survey_results_published import survey_results_published
from govsite_checks.rules.interaction.surveys_frequent import surveys_frequent

RULES = [
    consultation_channel_present,
    interview_channel_present,
    interviews_frequent,
    messages_answered,
    messages_answered_in_time,
    messages_published,
    survey_channel_present,
    survey_column_used,
    survey_results_published,
    surveys_frequent,
]
LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))
COLUMN = sample.column_of("consultation")


def judged(
    rule: Rule, *pages: Page, html: str = LINKS, kind: str = "department", **more: object
) -> list[Finding]:
    example = Example(html, (), pages=pages, site={"kind": kind})
    return list(evaluate(rule, snapshot_of(example), **more))


def verdict(rule: Rule, *pages: Page, **more: object) -> Verdict:
    return gravest(judged(rule, *pages, **more))  # type: ignore[arg-type]


def letters(*rows: tuple[int, str, int | None], type: str = "consultation", title: str = "局长信箱") -> Page:
    body = "".join(
        f'<tr><td><a href="/m/{n}.html">第{n}封来信</a></td><td>{sample.day(asked)}</td><td>{state}</td>'
        f"<td>{sample.day(replied) if replied is not None else ''}</td></tr>"
        for n, (asked, state, replied) in enumerate(rows, 1)
    )
    head = "<tr><th>标题</th><th>来信时间</th><th>办理状态</th><th>回复时间</th></tr>"
    return sample.column(type, f"<table>{head}{body}</table>", title=title)


def letter(asked: int, rest: str, number: int = 1) -> Page:
    html = f"<h1>第{number}封来信</h1><p>来信时间：{sample.day(asked)}</p><p>来信内容：</p><p>路灯不亮。</p>{rest}"
    return sample.page(Role.MESSAGE, f"/m/{number}.html", html, column=COLUMN)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(92, Verdict.OK), (93, Verdict.VIOLATION), (365, Verdict.VIOLATION), (366, Verdict.OK)],
)
def test_a_message_waits_too_long_after_three_months_and_counts_for_a_year(
    asked: int, expected: Verdict
) -> None:
    assert verdict(messages_answered, letters((asked, "已受理", None))) is expected


def test_the_bounds_are_parameters() -> None:
    page = letters((40, "办理中", None))
    assert verdict(messages_answered, page) is Verdict.OK
    assert verdict(messages_answered, page, late_days=39) is Verdict.VIOLATION
    assert verdict(messages_answered, page, late_days=39, window_days=39) is Verdict.OK


@pytest.mark.parametrize("state", ["已回复", "已办结", "不予受理", "已退回", ""])
def test_what_is_no_waiting_message(state: str) -> None:
    assert verdict(messages_answered, letters((120, state, None))) is not Verdict.VIOLATION


def test_its_own_page_knows_better_than_the_list() -> None:
    listed = letters((120, "已受理", None))
    assert (
        verdict(messages_answered, listed, letter(120, "<p>回复内容：</p><p>您好，已修复。</p>"))
        is Verdict.OK
    )
    assert verdict(messages_answered, listed, letter(120, "<p>办理状态：办理中</p>")) is Verdict.VIOLATION
    script = '<div id="r"></div><script>$.get("/r",function(d){$("#r").html(d)})</script>'
    assert (
        verdict(messages_answered, listed, letter(120, f"<h3>回复内容</h3>{script}")) is Verdict.NEEDS_REVIEW
    )
    assert (
        verdict(messages_answered, listed, letter(120, "<p>回复内容：</p><p>已转城管局办理。</p>"))
        is not Verdict.OK
    )


@pytest.mark.parametrize(
    ("type", "title"), [("reporting", "网上信访"), ("survey", "意见征集"), ("consultation", "举报投诉")]
)
def test_special_channels_owe_no_public_reply(type: str, title: str) -> None:
    assert (
        verdict(messages_answered, letters((120, "已受理", None), type=type, title=title))
        is Verdict.NO_EVIDENCE
    )


@pytest.mark.parametrize(
    ("days", "expected", "more"),
    [
        (7, Verdict.OK, ""),
        (8, Verdict.NEEDS_REVIEW, "后8天答复，是否"),
        (18, Verdict.NEEDS_REVIEW, "超过节假日"),
    ],
)
def test_days_to_answer(days: int, expected: Verdict, more: str) -> None:
    (found,) = judged(messages_answered_in_time, letters((60, "已回复", 60 - days)))
    assert found.verdict is expected
    assert more in found.message


@pytest.mark.parametrize(("newest", "expected"), [(62, Verdict.OK), (63, Verdict.VIOLATION)])
def test_new_messages_appear_within_two_months(newest: int, expected: Verdict) -> None:
    page = letters((newest, "已受理", None), (80, "已回复", 78), (90, "已回复", 88))
    assert verdict(messages_published, page) is expected
    # Of a list that does not go down by date, the newest may be on another page.
    mixed = letters((90, "已回复", 88), (newest, "已受理", None), (80, "已回复", 78))
    assert verdict(messages_published, mixed) is not Verdict.VIOLATION


def test_times_of_replies_are_missing_only_where_no_second_day_is_shown() -> None:
    listed = letters((20, "已回复", None), (30, "已回复", None), (40, "已回复", None))
    reply = "<p>回复单位：城管局</p><p>回复内容：</p><p>您好，已修复。</p>"
    both = [letter(20, reply, 1), letter(30, reply, 2)]
    assert verdict(messages_published, listed, *both) is Verdict.VIOLATION
    assert verdict(messages_published, listed, both[0]) is Verdict.NEEDS_REVIEW
    dated = [
        letter(20, f"{reply}<p>{sample.day(18)}</p>", 1),
        letter(30, f"{reply}<p>{sample.day(28)}</p>", 2),
    ]
    assert verdict(messages_published, listed, *dated) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(("newest", "expected"), [(365, Verdict.OK), (366, Verdict.VIOLATION)])
def test_a_survey_column_is_used_within_a_year(newest: int, expected: Verdict) -> None:
    assert verdict(survey_column_used, sample.column("survey", sample.rows(newest, 400, 500))) is expected


@pytest.mark.parametrize(
    "html",
    [
        '<ul id="l"></ul><script>$.get("/q",function(d){$("#l").html(d)})</script>',
        '<iframe src="/dc/"></iframe>',
        sample.rows(400, 500, 600, pattern="%m-%d"),
        "<ul><li><a href='/s/1.html'>停车办法意见征集启事</a></li></ul>",
    ],
    ids=["script", "frame", "no year", "no date"],
)
def test_a_survey_column_in_doubt_is_not_called_unused(html: str) -> None:
    for rule in (survey_column_used, surveys_frequent):
        assert verdict(rule, sample.column("survey", html)) is not Verdict.VIOLATION


@pytest.mark.parametrize(("rule", "type"), [(surveys_frequent, "survey"), (interviews_frequent, "interview")])
@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        ("portal", 5, Verdict.VIOLATION),
        ("portal", 6, Verdict.OK),
        ("department", 2, Verdict.VIOLATION),
        ("department", 3, Verdict.OK),
    ],
)
def test_times_a_year(rule: Rule, type: str, kind: str, count: int, expected: Verdict) -> None:
    days = [10 + 30 * n for n in range(count)]
    page = sample.column(type, sample.rows(*days, 366, 400, 500))
    assert verdict(rule, page, kind=kind) is expected


def test_one_activity_in_two_columns_is_counted_once() -> None:
    html = sample.rows(10, 20, 366, 400)
    found = judged(surveys_frequent, sample.column("survey", html), sample.column("survey", html, "/other/"))
    assert "2次，少于3次" in found[0].message


CHANNELS = [
    (consultation_channel_present, "局长信箱"),
    (survey_channel_present, "网上调查"),
    (interview_channel_present, "在线访谈"),
]


@pytest.mark.parametrize(("rule", "words"), CHANNELS, ids=[rule.id for rule, _ in CHANNELS])
def test_a_channel_is_absent_only_where_all_was_seen(rule: Rule, words: str) -> None:
    whole, maps = sample.home(without="征集调查"), sample.sitemap(without="征集调查")
    interaction = whole + '<a href="/hd/">互动交流</a>'
    assert verdict(rule, maps, html=whole) is Verdict.VIOLATION
    assert verdict(rule, maps, html="<p>加载中</p>") is Verdict.NEEDS_REVIEW
    assert verdict(rule, maps, html=f'{whole}<a href="/x/">{words}</a>') is Verdict.NEEDS_REVIEW
    assert verdict(rule, maps, html=f'{whole}<a href="javascript:;">{words}</a>') is Verdict.NEEDS_REVIEW
    assert verdict(rule, maps, html=interaction) is Verdict.NEEDS_REVIEW
    mapped = sample.sitemap(("/hd/", "互动交流"), without="征集调查")
    assert verdict(rule, mapped, html=whole) is Verdict.NEEDS_REVIEW
    seen = sample.column("other", "<p>来信须知</p>", "/hd/", title="互动交流")
    assert verdict(rule, maps, seen, html=interaction) is Verdict.VIOLATION
    leads = sample.column("other", f'<a href="/x/">{words}</a>', "/hd/", title="互动交流")
    assert verdict(rule, maps, leads, html=interaction) is Verdict.NEEDS_REVIEW
    unseen = sample.column("other", "", "/hd/", title="互动交流", status=None, error="timeout")
    assert verdict(rule, maps, unseen, html=interaction) is Verdict.NEEDS_REVIEW
    frame = sample.column("other", '<iframe src="/a"></iframe>', "/hd/", title="互动交流")
    assert verdict(rule, maps, frame, html=interaction) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(("rule", "words"), CHANNELS, ids=[rule.id for rule, _ in CHANNELS])
def test_where_little_of_a_site_was_seen_nothing_is_said_to_be_absent(rule: Rule, words: str) -> None:
    whole = sample.home(without="征集调查")
    kinds = ("news", "notice", "policy", "leaders", "functions")
    columns = [sample.column(kind, sample.rows(3, 9, 20)) for kind in kinds]
    assert verdict(rule, *columns, html=whole) is Verdict.VIOLATION
    assert verdict(rule, *columns[1:], html=whole) is Verdict.NEEDS_REVIEW
    lost = [sample.column(kind, error="http-status", status=404) for kind in kinds]
    assert verdict(rule, *lost, html=whole) is Verdict.NEEDS_REVIEW
    assert verdict(rule, html=f"<h1>某条消息</h1><p>{'正文。' * 200}</p>{LINKS}") is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<form><textarea></textarea><input type=submit value=提交></form>", Verdict.OK),
        ('<a href="/w.html">我要写信</a>', Verdict.OK),
        ("<p>请先登录</p>", Verdict.OK),
        ('<a href="javascript:;">我要写信</a>', Verdict.NEEDS_REVIEW),
        ("<p>来信须知</p>", Verdict.NEEDS_REVIEW),
    ],
)
def test_what_makes_a_column_a_channel(html: str, expected: Verdict) -> None:
    assert (
        verdict(consultation_channel_present, sample.column("consultation", html, title="局长信箱"))
        is expected
    )


@pytest.mark.parametrize("error", ["challenge", "robots", "timeout", "dns", "refused", "site-left"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_an_unseen_site_breaks_no_rule(rule: Rule, error: str) -> None:
    home = sample.page(Role.HOME, "/", error=error, status=None)
    pages = [
        sample.column(type, error=error, status=None) for type in ("consultation", "survey", "interview")
    ]
    message = sample.page(Role.MESSAGE, "/m/1.html", error=error, status=None, column=COLUMN)
    assert verdict(rule, home, *pages, message) is not Verdict.VIOLATION


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_made_to_exhaust_is_no_fault(rule: Rule) -> None:
    bomb = "<div>" * 200_000 + "来信时间"
    pages = [sample.column(type, bomb) for type in ("consultation", "survey", "interview")]
    assert verdict(rule, *pages, html=bomb) is not Verdict.VIOLATION


def test_news_beside_the_list_do_not_make_a_survey_column_used() -> None:
    news = f'<div class="side">{sample.rows(1, 2, 3, subject="工作动态", folder="/news/")}</div>'
    surveys = sample.rows(400, 450, 500, 550, subject="意见征集", folder="/survey/")
    assert verdict(survey_column_used, sample.column("survey", surveys + news)) is Verdict.VIOLATION
    # What lies in the column's own folder may be its newest.
    own = news.replace("/news/", "/survey/new")
    assert verdict(survey_column_used, sample.column("survey", surveys + own)) is Verdict.OK


def test_a_list_that_knows_of_a_reply_is_believed() -> None:
    listed = letters((120, "已回复", None))
    assert verdict(messages_answered, listed, letter(120, "<h3>回复内容</h3><p></p>")) is Verdict.OK


def test_pages_that_were_not_opened_may_hold_more() -> None:
    more = '<a href="index_1.html">下一页</a>'
    assert (
        verdict(surveys_frequent, sample.column("survey", sample.rows(10, 20) + more)) is Verdict.NEEDS_REVIEW
    )
    reached = sample.rows(10, 20, 366) + more
    assert verdict(surveys_frequent, sample.column("survey", reached)) is Verdict.VIOLATION
