"""Domains, IPv6 and HTTPS: the traps of each, and what no firewall may cause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Observation, Page, PageError, Role, Rule, Snapshot, Verdict
from govsite_checks.rules.domain.domain_department_structured import domain_department_structured
from govsite_checks.rules.domain.domain_governmental import domain_governmental
from govsite_checks.rules.domain.domain_holder_entitled import domain_holder_entitled
from govsite_checks.rules.domain.domain_portal_structured import domain_portal_structured
from govsite_checks.rules.domain.domain_single import domain_single
from govsite_checks.rules.domain.https_available import https_available
from govsite_checks.rules.domain.https_certificate_valid import https_certificate_valid
from govsite_checks.rules.domain.https_content_unmixed import https_content_unmixed
from govsite_checks.rules.domain.ipv6_reachable import ipv6_reachable
from govsite_checks.rules.domain.ipv6_resolved import ipv6_resolved
from govsite_checks.rules.domain.site_class_permitted import site_class_permitted

ALL: tuple[Rule, ...] = (
    domain_department_structured, domain_governmental, domain_holder_entitled, domain_portal_structured,
    domain_single, https_available, https_certificate_valid, https_content_unmixed, ipv6_reachable, ipv6_resolved,
    site_class_permitted,
)  # fmt: skip
PAGE = sample.site_page()
HOST = "www.example.gov.cn"


def snapshot(
    *pages: Page, html: str = PAGE, observations: tuple[Observation, ...] = (), **site: Any
) -> Snapshot:
    given = replace(sample.SITE, **site)
    if not any(page.role == Role.HOME for page in pages):
        pages = (sample.page(Role.HOME, given.url, html), *pages)
    return Snapshot(site=given, as_of=sample.AS_OF, pages=pages, observations=observations)


def verdict(rule: Rule, seen: Snapshot, **parameters: Any) -> str:
    return str(gravest(evaluate(rule, seen, **parameters)))


@pytest.mark.parametrize("rule", ALL, ids=[rule.id for rule in ALL])
@pytest.mark.parametrize("error", list(PageError))
@pytest.mark.parametrize("url", ["https://www.example.gov.cn/", "http://www.exampleslj.com/"])
def test_an_unseen_site_is_never_accused(rule: Rule, error: PageError, url: str) -> None:
    pages = [sample.page(role, url, error=error, status=403) for role in (Role.HOME, Role.HTTPS, Role.TWIN)]
    observed = (
        Observation("aaaa", HOST, "unknown"),
        Observation("ipv6", HOST, "no-prober"),
        Observation("certificate", HOST, "unknown"),
    )
    for kind in ("portal", "department"):
        seen = snapshot(*pages, url=url, kind=kind, observations=observed)
        assert Verdict.VIOLATION not in {finding.verdict for finding in evaluate(rule, seen)}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.x.gov.cn.evil.com/", "violation"),
        ("http://www.x.gov.cn@evil.com/", "violation"),
        ("http://xgov.cn/", "violation"),
        ("http://www.x.gov.com/", "violation"),
        ("http://a.b.c.x.gov.cn/", "ok"),
        ("http://xn--fiq06l2rdsvs.xn--zfr164b/", "ok"),
        ("http://10.0.0.1/", "needs-review"),
        ("http://www.x.test/", "not-applicable"),
    ],
)
def test_the_suffix_is_the_registered_domains(url: str, expected: str) -> None:
    assert verdict(domain_governmental, snapshot(url=url)) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("dns", "violation"),
        ("timeout", "needs-review"),
        ("refused", "needs-review"),
        ("challenge", "needs-review"),
    ],
)
def test_only_a_name_that_does_not_exist_says_that_www_is_missing(error: str, expected: str) -> None:
    home = sample.page(Role.HOME, "https://example.gov.cn/", PAGE)
    twin = sample.page(Role.TWIN, "https://www.example.gov.cn/", error=error, status=None)
    seen = snapshot(home, twin, url="https://example.gov.cn/", kind="portal")
    assert verdict(domain_portal_structured, seen) == expected


def test_a_portal_without_a_look_at_www_is_for_a_person() -> None:
    assert (
        verdict(domain_portal_structured, snapshot(url="https://example.gov.cn/", kind="portal"))
        == "needs-review"
    )


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"url": "http://www.exslj.gov.cn/"}, "violation"),
        ({"url": "http://exslj.gov.cn/"}, "violation"),
        ({"url": "http://www.exslj.gov.cn/", "nature": ""}, "needs-review"),
        ({"url": "http://www.exslj.gov.cn/", "name": "示例区人民政府"}, "needs-review"),
        ({"url": "http://www.exslj.gov.cn/", "unit_kind": "district"}, "needs-review"),
        ({"url": "http://www.exslj.gov.cn/", "site_code": "bm29000001"}, "ok"),
        ({"url": "http://www.example.gov.cn/slj"}, "ok"),
        ({"url": "http://slj.example.gov.cn.evil.com/"}, "not-applicable"),
    ],
)
def test_departments(site: dict[str, str], expected: str) -> None:
    assert verdict(domain_department_structured, snapshot(**{"name": "示例市水利局", **site})) == expected


def observed(outcome: str, value: str = "") -> tuple[Observation, ...]:
    return (Observation("certificate", HOST, outcome, value=value),)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("valid", "ok"), ("expired", "violation"), ("not-yet-valid", "violation"), ("host-mismatch", "violation"),
        ("self-signed", "violation"), ("untrusted", "needs-review"), ("unknown", "no-evidence"),
        ("another", "no-evidence"),
    ],
)  # fmt: skip
def test_certificates(outcome: str, expected: str) -> None:
    assert verdict(https_certificate_valid, snapshot(observations=observed(outcome))) == expected


@pytest.mark.parametrize(
    ("until", "soon"),
    [("2018-10-10", True), ("2018-10-11", False), ("2018-09-10", True), ("nonsense", False)],
)
def test_a_certificate_that_ends_soon(until: str, soon: bool) -> None:
    (finding,) = evaluate(
        https_certificate_valid, snapshot(observations=observed("valid", until)), soon_days=30
    )
    assert ("到期" in finding.message) is soon


def test_a_certificate_of_another_host_is_not_the_sites() -> None:
    seen = snapshot(observations=(Observation("certificate", "other.gov.cn", "expired"),))
    assert verdict(https_certificate_valid, seen) == "no-evidence"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("refused", "violation"), ("tls", "needs-review"), ("timeout", "no-evidence"), ("connection", "no-evidence"),
        ("dns", "no-evidence"), ("challenge", "no-evidence"), ("robots", "no-evidence"), ("site-left", "no-evidence"),
    ],
)  # fmt: skip
def test_https_that_does_not_open(error: str, expected: str) -> None:
    home = sample.page(Role.HOME, "http://www.example.gov.cn/", PAGE)
    secure = sample.page(Role.HTTPS, "https://www.example.gov.cn/", error=error, status=None)
    assert verdict(https_available, snapshot(home, secure, url=home.url)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<script src="HTTP://x.cn/a.js"></script>', "violation"),
        ('<iframe src="http://x.cn/"></iframe>', "violation"),
        ('<link rel="Stylesheet" href="http://x.cn/a.css">', "violation"),
        ('<link rel="canonical" href="http://x.cn/">', "ok"),
        ('<img src="http://x.cn/a.png">', "needs-review"),
        ('<script src="//x.cn/a.js"></script>', "ok"),
        ('<script src="/http:/a.js"></script>', "ok"),
        ('<!--<script src="http://x.cn/a.js"></script>-->', "ok"),
        ('<a href="http://x.cn/">x</a><form action="http://x.cn/"></form>', "ok"),
    ],
)
def test_mixed_content(html: str, expected: str) -> None:
    assert verdict(https_content_unmixed, snapshot(html=html)) == expected


def test_a_certificate_on_a_site_of_plain_http_may_be_anybodys() -> None:
    home = sample.page(Role.HOME, "http://www.example.gov.cn/", PAGE)
    seen = snapshot(home, url=home.url, observations=observed("expired"))
    assert verdict(https_certificate_valid, seen) == "needs-review"
    secure = sample.page(Role.HTTPS, "https://www.example.gov.cn/", PAGE)
    seen = snapshot(home, secure, url=home.url, observations=observed("expired"))
    assert verdict(https_certificate_valid, seen) == "violation"


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("示例县柳河镇人民政府", "", "needs-review"),
        ("示例市新乡村振兴局", "1100000009", "ok"),
        ("景德镇市人民政府", "", "ok"),
        ("新乡市人民政府", "", "ok"),
        ("示例市水务局", "1100000009", "ok"),
        ("示例区水务局", "1101020009", "needs-review"),
        ("示例区人民政府", "1101020009", "ok"),
        ("示例局", "bm29000001", "ok"),
    ],
)
def test_classes_of_sites(name: str, code: str, expected: str) -> None:
    assert verdict(site_class_permitted, snapshot(name=name, site_code=code)) == expected


@pytest.mark.parametrize(
    ("nature", "url", "expected"),
    [
        ("organ", "https://x.gov.cn/", "ok"),
        ("institution", "https://x.gov.cn/", "needs-review"),
        ("institution", "https://x.org.cn/", "not-applicable"),
        ("", "https://x.gov.cn/", "no-evidence"),
    ],
)
def test_holders(nature: str, url: str, expected: str) -> None:
    assert verdict(domain_holder_entitled, snapshot(nature=nature, url=url)) == expected


def test_the_other_form_of_the_name_under_another_domain() -> None:
    twin = sample.page(Role.TWIN, "https://example.gov.cn/", PAGE, final="https://www.example.org.cn/")
    assert verdict(domain_single, snapshot(twin)) == "needs-review"
    unseen = sample.page(Role.TWIN, "https://example.gov.cn/", error="dns", status=None)
    assert verdict(domain_single, snapshot(unseen)) == "ok"


@pytest.mark.parametrize(
    ("outcome", "expected"), [("yes", "ok"), ("no", "violation"), ("unknown", "no-evidence")]
)
def test_ipv6_addresses(outcome: str, expected: str) -> None:
    assert verdict(ipv6_resolved, snapshot(observations=(Observation("aaaa", HOST, outcome),))) == expected


@pytest.mark.parametrize(
    ("outcome", "expected"), [("reachable", "ok"), ("unreachable", "violation"), ("no-prober", "no-evidence")]
)
def test_ipv6_connections(outcome: str, expected: str) -> None:
    assert verdict(ipv6_reachable, snapshot(observations=(Observation("ipv6", HOST, outcome),))) == expected
