"""Rules of services: the bounds, and what must not be called missing."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest, snapshot_of
from govsite_checks.model import Example, Finding, Page, PageError, Role, Rule, Verdict
from govsite_checks.rules.service_guide.guide_elements_complete import guide_elements_complete
from govsite_checks.rules.service_guide.guide_forms_downloadable import guide_forms_downloadable
from govsite_checks.rules.service_guide.guide_forms_provided import guide_forms_provided
from govsite_checks.rules.service_guide.guide_materials_definite import guide_materials_definite
from govsite_checks.rules.service_guide.guides_substantial import guides_substantial
from govsite_checks.rules.service_guide.online_systems_reachable import online_systems_reachable
from govsite_checks.rules.service_guide.service_catalogue_published import service_catalogue_published
from govsite_checks.rules.service_guide.service_statistics_published import service_statistics_published
from govsite_checks.rules.service_guide.services_offered import services_offered

RULES = [
    guide_elements_complete,
    guide_forms_downloadable,
    guide_forms_provided,
    guide_materials_definite,
    guides_substantial,
    online_systems_reachable,
    service_catalogue_published,
    service_statistics_published,
    services_offered,
]
LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))
ELEMENTS = {
    "设定依据": "食品安全法", "申请条件": "成年", "申请材料": "身份证", "办理地点": "一号窗口",
    "办公时间": "周一至周五", "咨询电话": "12345", "办理流程": "受理、发证",
}  # fmt: skip


def guide_page(*without: str, number: int = 1) -> Page:
    lines = "".join(f"<p>{name}：{value}</p>" for name, value in ELEMENTS.items() if name not in without)
    return sample.page(Role.GUIDE, f"/g/{number}.html", f"<h1>食品经营许可办事指南</h1>{lines}")


def judged(
    rule: Rule, *pages: Page, html: str = LINKS, services: bool | None = True, **more: object
) -> list[Finding]:
    example = Example(html, (), pages=pages, site={"services": services})
    return list(evaluate(rule, snapshot_of(example), **more))


def verdict(rule: Rule, *pages: Page, **more: object) -> Verdict:
    return gravest(judged(rule, *pages, **more))  # type: ignore[arg-type]


def test_each_missing_class_is_named_in_one_finding_a_guide() -> None:
    found = judged(guide_elements_complete, guide_page("申请条件", "咨询电话"), guide_page(number=2))
    assert [finding.verdict for finding in found] == [Verdict.VIOLATION, Verdict.OK]
    assert "“申请条件”、“联系电话”2类" in found[0].message


@pytest.mark.parametrize(("lacking", "expected"), [(3, Verdict.OK), (4, Verdict.VIOLATION)])
def test_four_classes_make_a_guide_thin(lacking: int, expected: Verdict) -> None:
    without = list(ELEMENTS)[:lacking]
    pages = [guide_page(*without, number=n) for n in range(1, 6)]
    assert verdict(guides_substantial, *pages) is expected


@pytest.mark.parametrize(("thin", "expected"), [(4, Verdict.OK), (5, Verdict.VIOLATION)])
def test_five_thin_guides_are_too_many(thin: int, expected: Verdict) -> None:
    pages = [guide_page(*list(ELEMENTS)[:4], number=n) for n in range(thin)]
    assert verdict(guides_substantial, *pages, *(guide_page(number=n) for n in range(10, 13))) is expected
    assert verdict(guides_substantial, *pages, guide_page(number=10), min_guides=9) is Verdict.OK


def services(*numbers: int, more: str = "") -> Page:
    items = "".join(f'<li><a href="/g/{n}.html">第{n}项许可办事指南</a></li>' for n in numbers)
    return sample.column("services", f"<ul>{items}</ul>{more}")


def test_a_few_thin_guides_count_only_when_they_are_all_there_are() -> None:
    thin = [guide_page(*list(ELEMENTS)[:4], number=n) for n in (1, 2)]
    assert verdict(guides_substantial, services(1, 2), *thin) is Verdict.VIOLATION
    assert verdict(guides_substantial, services(1, 2, 3), *thin) is Verdict.NEEDS_REVIEW
    elsewhere = '<a href="https://zwfw.other.gov.cn/3">户口登记</a>'
    assert verdict(guides_substantial, services(1, 2, more=elsewhere), *thin) is Verdict.NEEDS_REVIEW
    unseen = sample.page(Role.GUIDE, "/g/2.html", error=PageError.TIMEOUT, status=None)
    assert verdict(guides_substantial, services(1, 2), thin[0], unseen) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(("systems", "expected"), [(2, Verdict.VIOLATION), (3, Verdict.NEEDS_REVIEW)])
def test_more_systems_than_guides_say_that_there_are_more_matters(systems: int, expected: Verdict) -> None:
    thin = [guide_page(*list(ELEMENTS)[:4], number=n) for n in (1, 2)]
    more = "".join(f'<p>第{n}项<a href="/wsbs/?id={n}">在线办理</a></p>' for n in range(systems))
    assert verdict(guides_substantial, services(1, 2, more=more), *thin) is expected


def test_systems_for_declaring_online_are_services_but_no_matters() -> None:
    buttons = "".join(f'<p>第{n}项<a href="/wsbs/?id={n}">在线办理</a></p>' for n in range(6))
    column = sample.column("services", buttons)
    assert verdict(services_offered, column) is Verdict.OK
    assert verdict(service_catalogue_published, column) is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, "", Verdict.OK),
        (404, "http-status", Verdict.VIOLATION),
        (410, "http-status", Verdict.VIOLATION),
        (403, "http-status", Verdict.NO_EVIDENCE),
        (500, "http-status", Verdict.NO_EVIDENCE),
        (None, "timeout", Verdict.NO_EVIDENCE),
        (None, "robots", Verdict.NO_EVIDENCE),
        (None, "site-left", Verdict.NO_EVIDENCE),
        (None, "challenge", Verdict.NO_EVIDENCE),
    ],
)
def test_only_an_answer_that_says_so_makes_a_form_missing(
    status: int | None, error: str, expected: Verdict
) -> None:
    parent = sample.page(Role.GUIDE, "/g/1.html", '<a href="/f/1.doc">申请表</a>')
    file = sample.page(
        Role.ATTACHMENT,
        "/f/1.doc",
        status=status,
        error=error,
        parent="/g/1.html",
        content_type="application/msword",
    )
    assert verdict(guide_forms_downloadable, parent, file) is expected


def test_files_of_articles_are_judged_elsewhere() -> None:
    parent = sample.page(Role.ARTICLE, "/a/1.html", '<a href="/f/1.doc">附件</a>')
    file = sample.page(Role.ATTACHMENT, "/f/1.doc", status=404, error="http-status", parent="/a/1.html")
    assert verdict(guide_forms_downloadable, parent, file, guide_page()) is Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, "", Verdict.OK),
        (404, "http-status", Verdict.VIOLATION),
        (401, "http-status", Verdict.NEEDS_REVIEW),
        (403, "http-status", Verdict.NEEDS_REVIEW),
        (502, "http-status", Verdict.NO_EVIDENCE),
        (None, "timeout", Verdict.NO_EVIDENCE),
        (None, "tls", Verdict.NO_EVIDENCE),
        (None, "blocked-by-guard", Verdict.NO_EVIDENCE),
    ],
)
def test_a_system_behind_a_login_or_in_another_network_is_no_fault(
    status: int | None, error: str, expected: Verdict
) -> None:
    parent = sample.page(Role.GUIDE, "/g/1.html", '<a href="/sb/">在线申报</a>')
    system = sample.page(Role.SYSTEM, "/sb/", status=status, error=error, parent="/g/1.html")
    assert verdict(online_systems_reachable, parent, system) is expected


def test_no_services_is_a_fault_only_where_the_ledger_says_there_are_some() -> None:
    whole = {"html": sample.home(without="办事服务")}
    maps = sample.sitemap(without="办事服务")
    assert verdict(services_offered, maps, **whole) is Verdict.VIOLATION
    assert verdict(services_offered, **whole) is Verdict.NEEDS_REVIEW
    assert verdict(services_offered, maps, services=None, **whole) is Verdict.NEEDS_REVIEW
    assert verdict(services_offered, services=False) is Verdict.NOT_APPLICABLE
    unseen = sample.column("services", error=PageError.TIMEOUT, status=None)
    assert verdict(services_offered, unseen) is Verdict.NO_EVIDENCE
    assert verdict(services_offered, services_column()) is Verdict.OK


def services_column() -> Page:
    return services(1, 2)


@pytest.mark.parametrize("error", ["challenge", "robots", "timeout", "dns", "refused", "site-left"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_an_unseen_site_breaks_no_rule(rule: Rule, error: str) -> None:
    home = sample.page(Role.HOME, "/", error=error, status=None)
    pages = [
        sample.page(
            role, f"/{n}", error=error, status=None, parent="/g/1.html", column=sample.column_of("services")
        )
        for n, role in enumerate((Role.COLUMN, Role.GUIDE, Role.ATTACHMENT, Role.SYSTEM))
    ]
    assert verdict(rule, home, *pages) is not Verdict.VIOLATION


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_made_to_exhaust_is_no_fault(rule: Rule) -> None:
    bomb = "<div>" * 200_000 + "申请条件"
    pages = [sample.page(Role.GUIDE, "/g/1.html", bomb), sample.column("services", bomb)]
    assert verdict(rule, *pages, html=bomb) is not Verdict.VIOLATION
