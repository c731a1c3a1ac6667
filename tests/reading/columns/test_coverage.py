"""What is said of how much of a site was looked at."""

from __future__ import annotations

from govsite_checks import sample
from govsite_checks.model import Observation, PageError, Role, Snapshot
from govsite_checks.reading.columns.coverage import coverage


def snapshot(*pages: object, notes: tuple[Observation, ...] = ()) -> Snapshot:
    return Snapshot(sample.SITE, sample.AS_OF, tuple(pages), observations=notes)  # type: ignore[arg-type]


def left(role: str, path: str) -> object:
    return sample.page(role, path, error=PageError.SITE_LEFT, status=None)


def test_pages_and_looks_are_counted_apart() -> None:
    found = coverage(
        snapshot(
            sample.page(Role.HOME, "/", "<p>"),
            sample.page(Role.ROBOTS, "/robots.txt", "x"),
            sample.page(Role.ARTICLE, "/a", error=PageError.TIMEOUT, status=None),
            left(Role.ARTICLE, "/b"),
            sample.page(Role.LINK, "/c"),
            sample.page(Role.LINK, "/d", error=PageError.HTTP_STATUS, status=404),
        )
    )
    assert (found.pages.planned, found.pages.seen, found.pages.left, dict(found.pages.errors)) == (
        3,
        1,
        1,
        {"timeout": 1},
    )
    assert (found.looks.planned, found.looks.seen, found.looks.left) == (2, 1, 0)
    assert found.roles[Role.ARTICLE].planned == 2
    assert Role.ROBOTS not in found.roles
    assert found.sentences == (
        "计划查看页面 3 个，看到 1 个，访问超时 1 个，未访问 1 个。",
        "计划查看链接、图片和附件 2 个，看到 1 个，返回错误状态码 1 个。",
    )


def test_columns_are_counted_by_type_found_and_opened() -> None:
    column = sample.column("news", "<p>", "/a/")
    found = coverage(
        snapshot(
            column,
            sample.column("news", error=PageError.SITE_LEFT, path="/b/", status=None),
            sample.column("notice", error=PageError.TIMEOUT, path="/c/", status=None),
        )
    )
    assert dict(found.columns) == {"news": (2, 1), "notice": (1, 0)}
    assert found.sentences[-1] == "发现栏目 3 个，打开 1 个（打开数/发现数：动态要闻 1/2、通知公告 0/1）。"


def test_what_was_left_out_is_said_in_words() -> None:
    notes = (
        Observation("omission", "news", "budget", value="3"),
        Observation("omission", "article", "budget", value="12"),
        Observation("omission", "survey", "loop", value="1"),
        Observation("omission", "other", "calendar", value="2"),
        Observation("omission", "services", "offsite", value="x"),
        Observation("omission", "search", "foreign-form", "www.sou.example。", "1"),
        Observation("omission", "search", "no-form", "", "1"),
        Observation("omission", "<b>", "too-large", value="1"),
        Observation("omission", "search", "unheard-of", value="1"),
        Observation("aaaa", "www.x.gov.cn", "yes"),
    )
    assert coverage(snapshot(notes=notes)).sentences == (
        "因采集名额已满，另有下列内容已发现而未采集：“动态要闻”类栏目 3、内容页 12。",
        "“征集调查”类栏目有 1 个列表翻页后回到看过的内容，未再翻页。",
        "其他栏目有 2 个列表按日历无尽翻页，未再翻页。",
        "“办事服务”类栏目有 若干 个位于其他网站，未采集。",
        "站内搜索表单提交到其他网站（www.sou.example），未试用。",
        "未能试用站内搜索（原因不明）。",
        "“<b>”有 1 处内容超过大小上限，未采集。",
    )


def test_of_nothing_nothing_is_said() -> None:
    assert coverage(snapshot()).sentences == ()
