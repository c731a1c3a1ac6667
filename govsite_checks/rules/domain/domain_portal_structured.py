"""The portal of a government is at www.<name>.gov.cn."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import Domain, domain_of

_PAGE = sample.site_page()
_PORTAL = {"kind": "portal"}
_APEX = {"kind": "portal", "url": "https://example.gov.cn/"}
_BELOW = {"kind": "portal", "url": "https://xx.example.gov.cn/"}


@rule(
    id="domain-portal-structured",
    title="门户网站域名为“www.地区或部门.gov.cn”",
    clause="guideline-2017/domain-structure-portal",
    remediation="以“www.地区或部门名称.gov.cn”作为门户网站的域名，其他形式的地址跳转到它。",
    examples=[
        Example.ok(_PAGE, site=_PORTAL, says="www.example.gov.cn"),
        Example.ok(_PAGE, site={"kind": "portal", "url": "https://www.gov.cn/"}, says="www.gov.cn"),
        Example.ok(
            "",
            site=_APEX,
            says="www.example.gov.cn",
            pages=(
                sample.page(Role.HOME, "https://example.gov.cn/", _PAGE, final="https://www.example.gov.cn/"),
            ),
        ),
        Example.ok(
            "",
            site=_APEX,
            says="www.example.gov.cn",
            pages=(
                sample.page(Role.HOME, "https://example.gov.cn/", _PAGE),
                sample.page(Role.TWIN, "https://www.example.gov.cn/", _PAGE),
            ),
            note="裸域名与www形式都能打开",
        ),
        Example.violation(
            "",
            site=_APEX,
            says="不能使用www",
            pages=(
                sample.page(Role.HOME, "https://example.gov.cn/", _PAGE),
                sample.page(Role.TWIN, "https://www.example.gov.cn/", error="dns", status=None),
            ),
        ),
        Example.needs_review(
            "",
            site=_APEX,
            says="未能确认",
            pages=(
                sample.page(Role.HOME, "https://example.gov.cn/", _PAGE),
                sample.page(Role.TWIN, "https://www.example.gov.cn/", error="timeout", status=None),
            ),
        ),
        Example.violation(
            "", site=_BELOW, says="下级域名", pages=(sample.page(Role.HOME, _BELOW["url"], _PAGE),)
        ),
        Example.needs_review(
            "",
            site={"kind": "portal", "url": "https://www.xx.example.gov.cn/"},
            says="多一级",
            pages=(sample.page(Role.HOME, "https://www.xx.example.gov.cn/", _PAGE),),
        ),
        Example.not_applicable(_PAGE, site={"kind": "department"}, says="不是政府门户网站"),
        Example.not_applicable(
            _PAGE, site={"kind": "portal", "url": "http://www.example.com/"}, says="不是.gov.cn域名"
        ),
    ],
    catalogue=("domain-structure-portal",),
    scope="online",
)
def domain_portal_structured(snapshot: Snapshot) -> Iterable[Finding]:
    """The host that answers, or its twin, is www and one name under .gov.cn.

    检查内容：
        政府门户网站的域名是否为“www.地区或部门.gov.cn”；台账写的是不带www的形式、但会跳转到www或两种形式都能打开的，视为符合。
    检查依据：
        《政府网站发展指引》规定，中央政府门户网站为www.gov.cn，其他门户网站为“www.地区或部门.gov.cn”。
    整改方法：
        启用“www.地区或部门.gov.cn”，其他形式跳转到它。
    人工判断：
        www形式未能访问、未采集，或www之后多一级名称的，需人工确认。
    已知局限：
        只看域名的结构，不判断名称是否为地区或部门的拼音、英文；非.gov.cn域名由“网站使用政府域名”一条判断。
    """
    site = snapshot.site
    if site.kind != "portal":
        yield Finding(Verdict.NOT_APPLICABLE, "台账登记的网站类别不是政府门户网站。", site.url)
        return
    home = snapshot.home
    asked, answered = domain_of(site.url), domain_of(home.final_url or home.url)
    if asked.suffix != "gov.cn":
        yield Finding(Verdict.NOT_APPLICABLE, f"网站域名{asked.shown}不是.gov.cn域名。", site.url)
        return
    good = next((domain for domain in (answered, asked) if _is_portal(domain)), None)
    if good is not None:
        yield Finding.at(Verdict.OK, f"门户网站域名为{good.shown}。", home)
    elif not asked.sub:
        yield _bare(snapshot, asked)
    elif asked.sub[0] == "www":
        text = f"门户网站域名为{asked.shown}，www之后比“地区或部门.gov.cn”多一级，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, home)
    else:
        text = f"门户网站域名为{asked.shown}，是{asked.registered}的下级域名，不是“www.地区或部门.gov.cn”的形式。"
        yield Finding.at(Verdict.VIOLATION, text, home)


def _is_portal(domain: Domain) -> bool:
    return domain.suffix == "gov.cn" and (domain.sub == ("www",) or domain.host == "www.gov.cn")


def _bare(snapshot: Snapshot, asked: Domain) -> Finding:
    """A name without www, which may answer with www too."""
    twin = next(iter(snapshot.pages_of(Role.TWIN)), None)
    with_www = f"www.{asked.shown}"
    if twin is not None and twin.seen and _is_portal(domain_of(twin.url)):
        return Finding.at(Verdict.OK, f"门户网站域名为{asked.shown}，{with_www}也能打开。", twin)
    if twin is not None and twin.error == PageError.DNS:
        return Finding.at(Verdict.VIOLATION, f"门户网站域名为{asked.shown}，不能使用{with_www}访问。", twin)
    text = f"门户网站域名为{asked.shown}，未能确认{with_www}是否可用，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, twin or snapshot.home)
