"""The site of a department is at a name below its government's domain."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Site, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import domain_of, leads_to_column
from govsite_checks.reading.domains.site_class import names_portal

_PAGE = sample.site_page()
_OWN = {"name": "示例市水利局", "url": "http://www.exampleslj.gov.cn/"}


@rule(
    id="domain-department-structured",
    title="部门网站使用本级政府或上级部门域名的下级域名",
    clause="guideline-2017/domain-structure-dept",
    remediation="改用“本单位名称.本级政府.gov.cn”形式的域名，或作为栏目并入政府门户网站；原域名跳转后注销。",
    examples=[
        Example.ok(_PAGE, site={"url": "http://slj.example.gov.cn/"}, says="slj.example.gov.cn"),
        Example.ok(_PAGE, site={"url": "http://www.slj.example.gov.cn/"}, says="example.gov.cn"),
        Example.ok(_PAGE, site={"url": "https://www.example.gov.cn/slj/"}, says="栏目"),
        Example.ok(
            _PAGE, site={"url": "https://www.example.gov.cn/", "site_code": "bm29000001"}, says="国务院部门"
        ),
        Example.violation(_PAGE, site=_OWN, says="exampleslj.gov.cn"),
        Example.needs_review(_PAGE, site={**_OWN, "nature": ""}, says="未登记单位性质"),
        Example.needs_review(_PAGE, site={**_OWN, "unit_kind": "district"}, says="需人工确认"),
        Example.needs_review(_PAGE, says="示例市人民政府"),
        Example.not_applicable(_PAGE, site={"kind": "portal"}, says="门户"),
        Example.not_applicable(_PAGE, site={"url": "http://www.example.com/"}, says="不是.gov.cn域名"),
        Example.not_applicable(_PAGE, site={**_OWN, "nature": "institution"}, says="事业单位"),
    ],
    catalogue=("domain-structure-dept", "vertical-unit-domain"),
    scope="online",
)
def domain_department_structured(snapshot: Snapshot) -> Iterable[Finding]:
    """A name in front of a government's domain, or a column of its portal.

    检查内容：
        部门网站的域名是否为“○○○.□□□.gov.cn”，即本级政府或上级部门域名的下级域名；作为栏目开设在政府门户网站上的，视为符合。
    检查依据：
        《政府网站发展指引》规定部门网站使用本级政府或上级部门网站域名的下级域名；国办函〔2018〕55号规定垂直管理部门的基层单位使用本部门域名的下级域名。
    整改方法：
        改用下级域名，或并入政府门户网站；原域名跳转后注销。
    人工判断：
        单独注册域名而台账未登记单位性质的、主管单位为区的、名称像是政府门户的，可能登记有误，需人工确认。
    已知局限：
        只看域名的结构，不判断前段是否为本单位的拼音或英文、上一级域名是否属于本级政府；网址带有栏目路径的，视为其他网站的栏目；国务院部门（标识码以bm开头）不适用本条的下级域名要求。
    """
    site = snapshot.site
    domain = domain_of(site.url)
    if site.kind == "portal":
        yield Finding(Verdict.NOT_APPLICABLE, "台账登记的网站类别为政府门户网站。", site.url)
    elif domain.suffix != "gov.cn":
        yield Finding(Verdict.NOT_APPLICABLE, f"网站域名{domain.shown}不是.gov.cn域名。", site.url)
    elif [label for label in domain.sub if label != "www"]:
        text = f"部门网站域名为{domain.shown}，是{domain.registered}的下级域名。"
        yield Finding(Verdict.OK, text, site.url)
    elif site.site_code.lower().startswith("bm"):
        yield Finding(Verdict.OK, f"国务院部门的网站域名为{domain.shown}。", site.url)
    elif leads_to_column(site.url):
        yield Finding(Verdict.OK, f"部门网站是{domain.shown}的栏目。", site.url)
    elif site.nature == "institution":
        text = f"单位性质为事业单位，网站域名为{domain.shown}，由“政府域名的使用单位”一条判断。"
        yield Finding(Verdict.NOT_APPLICABLE, text, site.url)
    else:
        yield _own_domain(site, domain.registered)


def _own_domain(site: Site, registered: str) -> Finding:
    text = f"部门网站单独使用注册域名{registered}，不是本级政府或上级部门域名的下级域名"
    if site.nature != "organ":
        return Finding(Verdict.NEEDS_REVIEW, f"{text}；台账未登记单位性质，需人工确认。", site.url)
    if site.unit_kind == "district" or names_portal(site):
        reason = f"网站名称为“{site.name.replace('。', ' ')}”，是否为政府门户网站需人工确认"
        return Finding(Verdict.NEEDS_REVIEW, f"{text}；{reason}。", site.url)
    return Finding(Verdict.VIOLATION, f"{text}。", site.url)
