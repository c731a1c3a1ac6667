"""Where the filing numbers of a footer lead."""

from __future__ import annotations

import pytest

from govsite_checks.evaluate import snapshot_of
from govsite_checks.model import Example, Verdict
from govsite_checks.reading.footers.filing_links import FilingLink
from govsite_checks.reading.footers.filing_verdicts import icp_linked, police_linked
from govsite_checks.reading.footers.footer import Footer, read_footer

ICP, POLICE = "京ICP备05000001号", "京公网安备11010102000001号"
NEW = "https://beian.mps.gov.cn/#/query/webSearch?code="
OLD = "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode="


def footer(inner: str, before: str = "") -> Footer:
    html = f"<body>{before}<footer>主办：某局 {inner}</footer></body>"
    return snapshot_of(Example.ok(html)).derive(read_footer)


def links(inner: str) -> tuple[FilingLink, ...]:
    return footer(inner).filings


@pytest.mark.parametrize(
    ("href", "register", "state", "current"),
    [
        ("https://beian.miit.gov.cn/", "icp", "live", True),
        ("//beian.miit.gov.cn", "icp", "live", True),
        ("http:\\\\beian.miit.gov.cn", "icp", "live", True),
        ("https://beian.miit.gov.cn:443/#/Integrated/index", "icp", "live", True),
        ("http://www.miitbeian.gov.cn/publish/query/indexFirst.action", "icp", "live", False),
        ("http://www.miibeian.gov.cn", "icp", "live", False),
        ("beian.miit.gov.cn", "icp", "schemeless", True),
        ("www.miitbeian.gov.cn/", "icp", "schemeless", False),
        ("https://beian.mitt.gov.cn/", "", "live", False),
        ("https://beian.miit.gov.cn.shop.com/", "", "live", False),
        ("https://beian.mps.gov.cn/", "police", "live", True),
        ("http://www.beian.gov.cn/", "police", "live", False),
        ("http://http://beian.miit.gov.cn/", "", "live", False),
    ],
)
def test_hosts(href: str, register: str, state: str, current: bool) -> None:
    (link,) = links(f'<a href="{href}">{ICP}</a>')
    if state == "schemeless":
        assert (link.register, link.state) == (register, state)
    else:
        assert (link.register, link.state, link.current) == (register, state, current)


def test_a_handler_opens_the_register() -> None:
    (link,) = links(f"<a href='javascript:;' onclick=\"window.open('https://beian.miit.gov.cn/')\">{ICP}</a>")
    assert (link.register, link.state) == ("icp", "live")


def test_the_links_of_an_article_are_not_the_sites() -> None:
    article = f'<div class="article"><a href="https://beian.miit.gov.cn/">{ICP}</a></div>'
    assert icp_linked(footer(ICP, article)).verdict is Verdict.VIOLATION


@pytest.mark.parametrize(
    ("inner", "verdict"),
    [
        (f'<a href="{NEW}11010102000001">{POLICE}</a>', "ok"),
        (f'<a href="{OLD}11010102000001">{POLICE}</a>', "ok"),
        (f'<a href="{OLD}11010102000001"><img src="g.png"></a><span>{POLICE}</span>', "ok"),
        (f'<a href="{OLD}1101010200000">{POLICE}</a>', "violation"),
        (f'<a href="{OLD}">{POLICE}</a>', "needs-review"),
        (f'<a href="{OLD}11010102000009">{POLICE}</a><a href="{NEW}11010102000001">查</a>', "ok"),
        (
            f'<a href="{NEW}11010102000001">{POLICE}</a><a href="{NEW}11010102000002">京公网安备11010102000002号</a>',
            "ok",
        ),
        (f'<a href="https://beian.miit.gov.cn/">{ICP}</a>{POLICE}', "violation"),
        (f"{POLICE}<script src='/js/foot.js'></script>", "needs-review"),
        ("京公网安备110101000001号", "not-applicable"),
    ],
)
def test_the_police_number(inner: str, verdict: str) -> None:
    assert str(police_linked(footer(inner)).verdict) == verdict


def test_a_differing_code_is_named_with_the_number() -> None:
    finding = police_linked(footer(f'<a href="{OLD}11010102000009">{POLICE}</a>'))
    assert "11010102000001" in finding.message
    assert "11010102000009" in finding.message


@pytest.mark.parametrize(
    "src",
    [
        "/e/public/ViewClick/?classid=38&id=5",
        "/visitcount/visit.jsp?type=3",
        "/app/viewclick?id=1",
    ],
)
def test_a_visit_counter_in_a_footer_writes_none_of_it(src: str) -> None:
    counted = footer(f'{ICP} <span>访问量：<script src="{src}"></script></span>')
    assert not counted.doubt("police")
    assert footer(f'{ICP} <script src="/app/x.jsp"></script>').doubt("police")
