"""The rules on links, layout and the safety of content over whole snapshots: what was not seen accuses nobody."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Finding, Page, PageError, Role, Rule, Snapshot, Verdict
from govsite_checks.registry import gather, installed
from govsite_checks.rules.content.privacy_protected import privacy_protected
from govsite_checks.rules.content.wording_correct import wording_correct
from govsite_checks.rules.layout.channels_few import channels_few
from govsite_checks.rules.layout.layout_consistent import layout_consistent
from govsite_checks.rules.layout.topics_archived import topics_archived
from govsite_checks.rules.links.attachments_downloadable import attachments_downloadable
from govsite_checks.rules.links.external_links_sound import external_links_sound
from govsite_checks.rules.links.hidden_links_absent import hidden_links_absent
from govsite_checks.rules.links.home_images_sound import home_images_sound
from govsite_checks.rules.links.home_links_sound import home_links_sound
from govsite_checks.rules.links.page_links_sound import page_links_sound

OURS = [
    rule
    for rule in gather(installed()).values()
    if rule.function.__module__.split(".")[2:3] in (["links"], ["layout"])
    or rule.id.split("-")[0] in {"advertising", "privacy", "wording", "map"}
]
HOME = sample.page(
    Role.HOME,
    "/",
    '<title>示例市人民政府</title><a href="/zwgk/">政务公开</a><a href="/tz/">通知公告</a><img src="/i/a.jpg" alt="横幅">'
    '<a href="/f/a.doc">表格</a><a href="http://a.example.org/">某协会</a>',
)
LIST = sample.column("notice", '<a href="/tz/1.html">通知一</a>', "/tz/")
ARTICLE = sample.page(Role.ARTICLE, "/tz/1.html", '<a href="/f/b.doc">附件</a>', parent="/tz/")
TARGETS = (
    (Role.LINK, "/zwgk/", "/"),
    (Role.RESOURCE, "/i/a.jpg", "/"),
    (Role.ATTACHMENT, "/f/a.doc", "/"),
    (Role.ATTACHMENT, "/f/b.doc", "/tz/1.html"),
    (Role.EXTERNAL, "http://a.example.org/", "/"),
)


def judge(rule: Rule, *pages: Page, **parameters: object) -> tuple[Finding, ...]:
    return evaluate(rule, Snapshot(sample.SITE, sample.AS_OF, pages), **parameters)


def worst(rule: Rule, *pages: Page, **parameters: object) -> Verdict:
    return gravest(judge(rule, *pages, **parameters))


def site(**broken: int) -> tuple[Page, ...]:
    """The sample site; ``broken`` gives the status of targets by their number, as t0=404."""
    return (
        HOME,
        LIST,
        ARTICLE,
        *(
            sample.page(
                role,
                path,
                parent=parent,
                status=broken.get(f"t{number}", 200),
                error=PageError.HTTP_STATUS if f"t{number}" in broken else "",
                content_type="image/jpeg" if role == Role.RESOURCE else "application/msword",
            )
            for number, (role, path, parent) in enumerate(TARGETS)
        ),
    )


CHECKS = (
    home_links_sound,
    home_images_sound,
    attachments_downloadable,
    external_links_sound,
    page_links_sound,
)


@pytest.mark.parametrize(
    ("target", "accuser"),
    [
        (0, home_links_sound),
        (1, home_images_sound),
        (2, home_links_sound),
        (3, attachments_downloadable),
        (4, external_links_sound),
    ],
)
def test_each_broken_target_is_named_by_exactly_one_rule(target: int, accuser: Rule) -> None:
    pages = site(**{f"t{target}": 404})
    accusing = [rule.id for rule in CHECKS if worst(rule, *pages) is Verdict.VIOLATION]
    assert accusing == [accuser.id]
    for status in (403, 500, 503):
        pages = site(**{f"t{target}": status})
        assert not [rule.id for rule in CHECKS if worst(rule, *pages) is Verdict.VIOLATION]


def test_a_broken_article_is_named_by_its_list() -> None:
    gone = sample.page(Role.ARTICLE, "/tz/1.html", parent="/tz/", status=404, error=PageError.HTTP_STATUS)
    found = judge(page_links_sound, HOME, LIST, gone)
    assert [finding.verdict for finding in found] == [Verdict.VIOLATION]
    assert "“通知一”" in found[0].message
    assert worst(home_links_sound, HOME, LIST, gone) is not Verdict.VIOLATION


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PageError.CHALLENGE, 200),
        (PageError.CHALLENGE, 404),
        (PageError.ROBOTS, None),
        (PageError.HTTP_STATUS, 403),
        (PageError.TIMEOUT, None),
        (PageError.BLOCKED_BY_GUARD, None),
        (PageError.SITE_LEFT, None),
        (PageError.DNS, None),
    ],
)
def test_a_site_that_lets_nobody_in_is_not_accused(rule: Rule, error: PageError, status: int | None) -> None:
    pages = [replace(page, error=error, status=status, text="", title="") for page in site()]
    assert worst(rule, *pages) not in {Verdict.VIOLATION, Verdict.OK}
    # Nor is one of which only the home page could be had.
    assert worst(rule, HOME, *pages[1:]) is not Verdict.VIOLATION or rule.id == "accessibility-entry-present"


def test_hidden_links_are_told_by_page_and_by_certainty() -> None:
    sold = '<p style="display:none"><a href="http://x.example.com/">时时彩平台</a></p>'
    plain = '<p style="display:none"><a href="http://y.example.com/">某公司</a></p>'
    found = judge(hidden_links_absent, HOME, sample.page(Role.ARTICLE, "/a.html", sold + plain))
    assert [finding.verdict for finding in found] == [Verdict.VIOLATION, Verdict.NEEDS_REVIEW]
    media = '<p style="display:none"><a href="http://www.people.com.cn/">人民网</a><a href="http://y.example.com/">某报</a></p>'
    assert worst(hidden_links_absent, sample.page(Role.HOME, "/", media)) is Verdict.OK


def test_the_report_does_not_leak_again() -> None:
    number = "110101190001010014"
    found = judge(privacy_protected, HOME, sample.page(Role.ARTICLE, "/a.html", f"<p>{number}</p>"))
    assert worst(privacy_protected, sample.page(Role.HOME, "/", f"<p>{number}</p>")) is Verdict.NEEDS_REVIEW
    assert all(number[4:14] not in f"{finding.message}{finding.snippet}" for finding in found)


def test_a_profile_adds_words() -> None:
    page = sample.page(Role.HOME, "/", "<p>城市长期规划</p>")
    assert worst(wording_correct, page) is Verdict.OK
    assert worst(wording_correct, page, words=("市长→市 长",)) is Verdict.NEEDS_REVIEW
    assert worst(wording_correct, page, words=("市长",), allowed=("城市长期",)) is Verdict.OK


@pytest.mark.parametrize(("days", "verdict"), [(730, Verdict.OK), (731, Verdict.NEEDS_REVIEW)])
def test_topics_by_a_day(days: int, verdict: Verdict) -> None:
    topic = sample.column("topic", sample.rows(days, days + 3, days + 9, days + 20), "/zt/")
    assert worst(topics_archived, HOME, topic) is verdict
    assert worst(topics_archived, HOME, topic, window_days=days + 1) is Verdict.OK


@pytest.mark.parametrize(("count", "verdict"), [(4, Verdict.OK), (8, Verdict.OK), (9, Verdict.NEEDS_REVIEW)])
def test_channels_by_one(count: int, verdict: Verdict) -> None:
    names = (
        "政务公开",
        "办事服务",
        "互动交流",
        "新闻中心",
        "走进示例",
        "数据发布",
        "政策文件",
        "通知公告",
        "专题专栏",
    )
    items = "".join(f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(names[:count]))
    page = sample.page(Role.HOME, "/", f'<div class="nav"><ul>{items}</ul></div><p>正文</p>')
    assert worst(channels_few, page) is verdict


def test_pages_of_other_hosts_owe_no_common_layout() -> None:
    links = "".join(f'<a href="/{n}/">{n}</a>' for n in range(20))
    other = "".join(f'<a href="/x{n}/">{n}</a>' for n in range(20))
    home = sample.page(Role.HOME, "/", links)
    assert worst(layout_consistent, home, sample.page(Role.ARTICLE, "/a.html", other)) is Verdict.NEEDS_REVIEW
    away = sample.page(Role.ARTICLE, "https://b.example.gov.cn/a.html", other)
    assert worst(layout_consistent, home, away) is Verdict.NO_EVIDENCE


_TEXT = "<p>" + "正文" * 200 + "</p>"
HOSTILE = {
    "nested": "<div style='display:none'>" * 900 + '<a href="http://x.example.com/">x</a>' * 300,
    "too deep": "<div>" * 200_000,
    "links": "".join(f'<a href="http://x{n}.example.com/{n}">链接{n}</a>' for n in range(10_000)),
    "empty links": '<p><a href="#">领导信息</a></p>' * 10_000,
    "digits": f"<p>{'1' * 300_000}</p>" + "<p>13900000000</p>" * 5_000,
    "styles": "<style>"
    + "a{display:none}" * 20_000
    + "{" * 50_000
    + "</style>"
    + '<a href="http://x.example.com/">x</a>',
    "a long style": f'<a href="http://x.example.com/" style="{"left:-" * 50_000}">x</a>',
    "spaces": "<p>来" + "&nbsp;" * 50_000 + "源 GS" + "&ensp;" * 50_000 + "(</p>",
    "pictures": '<img src="/map.png" alt="地图">' * 10_000,
    "title": f"<title>{'示例市人民政府' * 20_000}</title>{_TEXT}",
    "colours": "<style>" + "#c00;rgb(1,2,3);" * 20_000 + "</style>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little(name: str) -> None:
    pages = [sample.page(Role.HOME, "/", HOSTILE[name]), sample.page(Role.ARTICLE, "/a.html", HOSTILE[name])]
    snapshot = Snapshot(sample.SITE, sample.AS_OF, tuple(pages))
    for rule in OURS:
        start = time.process_time()
        evaluate(rule, snapshot)
        assert time.process_time() - start < 5, rule.id
