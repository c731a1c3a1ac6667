"""Rules about labels where their examples do not reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Page, PageError, Role, Rule, Snapshot, Verdict
from govsite_checks.rules.labels.label_article_accurate import label_article_accurate
from govsite_checks.rules.labels.label_article_complete import label_article_complete
from govsite_checks.rules.labels.label_column_complete import label_column_complete
from govsite_checks.rules.labels.label_site_accurate import label_site_accurate
from govsite_checks.rules.labels.label_site_complete import label_site_complete

SITE = {"SiteName": "示例市人民政府", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "1100000088"}
COLUMN = {
    "ColumnName": "动态",
    "ColumnDescription": "本市动态",
    "ColumnKeywords": "动态",
    "ColumnType": "工作动态",
}
ARTICLE = {
    "ArticleTitle": "关于示例工作的报道",
    "PubDate": "2018-09-03 08:30",
    "ContentSource": "市政府办公室",
}
BODY = "<title>关于示例工作的报道_示例市人民政府</title><h1>关于示例工作的报道</h1><p>示例正文。</p>"


def head(labels: dict[str, str], without: str = "", **changed: str) -> str:
    said = {**labels, **changed}
    return "".join(f'<meta name="{n}" content="{v}">' for n, v in said.items() if n != without)


def snapshot(*pages: Page) -> Snapshot:
    return Snapshot(site=sample.SITE, as_of=sample.AS_OF, pages=pages)


def verdict(rule: Rule, *pages: Page) -> Verdict:
    return gravest(evaluate(rule, snapshot(*pages)))


CASES = [
    (label_site_complete, Role.HOME, SITE),
    (label_column_complete, Role.COLUMN, COLUMN),
    (label_article_complete, Role.ARTICLE, ARTICLE),
]


@pytest.mark.parametrize(("rule", "role", "labels"), CASES, ids=["site", "column", "article"])
def test_each_label_is_asked_for(rule: Rule, role: str, labels: dict[str, str]) -> None:
    assert verdict(rule, sample.page(role, "/", head(labels))) is Verdict.OK
    for name in labels:
        for html in (head(labels, without=name), head(labels, **{name: " "})):
            (finding,) = evaluate(rule, snapshot(sample.page(role, "/", html)))
            assert finding.verdict is Verdict.VIOLATION
            assert name in finding.message
            assert not any(other in finding.message for other in labels if other != name)


def test_pages_that_lack_the_same_are_one_finding() -> None:
    pages = [sample.page(Role.HOME, "/", head(SITE))]
    pages += [sample.page(Role.ARTICLE, f"/a/{n}.html", head(SITE, "SiteIDCode")) for n in range(3)]
    pages += [sample.page(Role.COLUMN, f"/c/{n}/", head(SITE, "SiteName")) for n in range(2)]
    found = evaluate(label_site_complete, snapshot(*pages))
    assert [(f.verdict, f.message[:16]) for f in found] == [
        (Verdict.VIOLATION, "已查看的6个页面中，有3个未见S"),
        (Verdict.VIOLATION, "已查看的6个页面中，有2个未见S"),
    ]


@pytest.mark.parametrize("rule", [label_site_complete, label_column_complete, label_article_complete])
def test_pages_not_seen_or_not_the_site_s_lack_nothing(rule: Rule) -> None:
    roles = (Role.HOME, Role.COLUMN, Role.ARTICLE)
    whole = head({**SITE, **COLUMN, **ARTICLE})
    pages = [sample.page(role, f"/{role}/", whole) for role in roles]
    pages += [sample.page(role, f"/x{role}/", status=None, error=PageError.CHALLENGE) for role in roles]
    pages += [sample.page(role, f"https://other.gov.cn/{role}/", "<p>站外</p>") for role in roles]
    pages += [sample.page(role, f"/y{role}/", "<p>站外</p>", final="https://other.gov.cn/") for role in roles]
    assert verdict(rule, *pages) is Verdict.OK


@pytest.mark.parametrize(
    "domain",
    [
        "www.example.gov.cn",
        "example.gov.cn",
        "https://www.example.gov.cn/index.html",
        "http://WWW.EXAMPLE.GOV.CN:8080",
        "//www.example.gov.cn",
        "www.example.gov.cn; 示例市.政务",
    ],
)
def test_ways_to_write_the_domain(domain: str) -> None:
    assert (
        verdict(label_site_accurate, sample.page(Role.HOME, "/", head(SITE, SiteDomain=domain))) is Verdict.OK
    )


@pytest.mark.parametrize(
    "domain",
    ["example.gov.cn.evil.com", "otherexample.gov.cn", "bj.example.gov.cn", "http://", "example.gov"],
)
def test_other_domains(domain: str) -> None:
    page = sample.page(Role.HOME, "/", head(SITE, SiteDomain=domain))
    assert verdict(label_site_accurate, page) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1100000088", "ok"),
        ("１１００００００８８", "ok"),
        (" 1100000088 ", "ok"),
        ("1100000089", "violation"),
        ("110000008", "violation"),
    ],
)
def test_codes(code: str, expected: str) -> None:
    assert verdict(label_site_accurate, sample.page(Role.HOME, "/", head(SITE, SiteIDCode=code))) == expected


def test_a_merged_site_may_carry_its_parent_s_labels() -> None:
    parent = replace(
        sample.SITE, id="p", name="示例省人民政府", url="https://www.province.gov.cn/", site_code="1100000001"
    )
    html = head(SITE, SiteName="示例省人民政府", SiteDomain="www.province.gov.cn", SiteIDCode="1100000001")
    of = snapshot(sample.page(Role.HOME, "/", html))
    assert gravest(evaluate(label_site_accurate, of)) is Verdict.VIOLATION
    assert gravest(evaluate(label_site_accurate, replace(of, parent=parent, _memo={}))) is Verdict.OK


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018-09-03 08:30", "ok"),
        ("2018-09-03 08:30:59", "ok"),
        ("2018—09—03 08:30", "ok"),
        ("2018–09–03 08：30", "ok"),
        ("２０１８－０９－０３ ０８：３０", "ok"),
        ("2018-09-03", "violation"),
        ("2018-9-3 8:30", "violation"),
        ("2018/09/03 08:30", "violation"),
        ("2018-09-03T08:30", "violation"),
        ("2018-09-03 24:30", "violation"),
        ("2018-02-30 08:30", "violation"),
        ("2018-09-03 08:30 来源", "violation"),
        ("9999-01-01 00:00", "violation"),
    ],
)
def test_the_form_of_the_date(date: str, expected: str) -> None:
    page = sample.page(Role.ARTICLE, "/a/1.html", head(ARTICLE, PubDate=date) + BODY)
    assert verdict(label_article_accurate, page) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于示例工作的报道", "ok"),
        ("关于 示例工作　的报道", "ok"),
        ("关于示例工作的&quot;报道&quot;", "ok"),
        ("关于示例工作的报道（图）", "ok"),
        ("关于示例工作", "ok"),
        ("另一件事情的标题", "violation"),
        ("示例正文", "ok"),
    ],
)
def test_the_title(title: str, expected: str) -> None:
    page = sample.page(Role.ARTICLE, "/a/1.html", head(ARTICLE, ArticleTitle=title) + BODY)
    assert verdict(label_article_accurate, page) == expected


def test_a_page_whose_shown_title_is_not_known_accuses_nobody() -> None:
    page = sample.page(
        Role.ARTICLE, "/a/1.html", head(ARTICLE) + "<title>示例市人民政府</title><p>正文由脚本显示</p>"
    )
    assert verdict(label_article_accurate, page) is Verdict.OK
