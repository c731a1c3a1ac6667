"""A government site stands under .gov.cn."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import WELFARE_CHINESE, domain_of

_PAGE = sample.site_page()


@rule(
    id="domain-governmental",
    title="网站使用政府域名",
    clause="guideline-2017/domain-suffix",
    remediation="申请以“.gov.cn”为后缀的英文域名，中文域名用“.政务”；原域名停用前跳转到新域名。",
    examples=[
        Example.ok(_PAGE, says="example.gov.cn"),
        Example.ok(_PAGE, site={"url": "http://示例市.政务/"}, says="示例市.政务"),
        Example.ok(_PAGE, site={"url": "http://SLJ.Example.GOV.CN:8080/"}, says="example.gov.cn"),
        Example.violation(_PAGE, site={"url": "http://www.example.com/"}, says="example.com"),
        Example.violation(_PAGE, site={"url": "http://www.example.gov.cn.shop.com/"}, says="shop.com"),
        Example.violation(_PAGE, site={"url": "http://www.examplegov.cn/"}, says="examplegov.cn"),
        Example.needs_review(
            _PAGE, site={"url": "http://www.example.org.cn/", "nature": ""}, says="未登记单位性质"
        ),
        Example.needs_review(_PAGE, site={"url": "http://示例.公益/"}, says="公益"),
        Example.needs_review(_PAGE, site={"url": "http://示例市.中国/"}, says="示例市.中国"),
        Example.needs_review(_PAGE, site={"url": "http://198.51.100.7/"}, says="IP地址"),
        Example.not_applicable(
            _PAGE, site={"url": "http://www.example.org.cn/", "nature": "institution"}, says="事业单位"
        ),
        Example.not_applicable(_PAGE, site={"url": "http://localhost:8000/"}, says="localhost"),
    ],
    catalogue=("domain-suffix",),
    scope="online",
)
def domain_governmental(snapshot: Snapshot) -> Iterable[Finding]:
    """The registered domain of the inventory's address is one under .gov.cn or the Chinese suffix for public bodies.

    检查内容：
        台账登记的网址，其注册域名是否以“.gov.cn”为后缀，或是以“.政务”为后缀的中文域名。
    检查依据：
        《政府网站发展指引》要求英文域名以“.gov.cn”为后缀；国办函〔2018〕55号允许使用合规的中文域名。
    整改方法：
        申请政府域名，并在过渡期内设置跳转。
    人工判断：
        台账未登记单位性质的、其他后缀的中文域名、以IP地址访问的，需人工确认。
    已知局限：
        按注册域名判断，“gov.cn”只出现在域名中间的不算；事业单位网站不适用；不查询域名注册信息。
    """
    domain = domain_of(snapshot.site.url)
    url = snapshot.site.url
    if domain.governmental:
        shown = domain.shown
        yield Finding(Verdict.OK, f"网站域名为{shown}，属于政府域名。", url)
    elif domain.address:
        yield Finding(Verdict.NEEDS_REVIEW, f"台账网址为IP地址{domain.shown}，没有域名，需人工确认。", url)
    elif not domain.public:
        yield Finding(Verdict.NOT_APPLICABLE, f"台账网址{domain.shown}不是公开的域名。", url)
    elif snapshot.site.nature == "institution":
        text = f"网站域名为{domain.shown}，单位性质为事业单位，不要求使用政府域名。"
        yield Finding(Verdict.NOT_APPLICABLE, text, url)
    elif not domain.english:
        kind = "公益机构的中文域名" if domain.suffix == WELFARE_CHINESE else "其他后缀的中文域名"
        yield Finding(Verdict.NEEDS_REVIEW, f"网站域名为{domain.shown}，是{kind}，需人工确认。", url)
    elif snapshot.site.nature != "organ":
        text = f"网站域名为{domain.shown}，不以.gov.cn为后缀；台账未登记单位性质，需人工确认。"
        yield Finding(Verdict.NEEDS_REVIEW, text, url)
    else:
        text = f"网站域名为{domain.shown}，其注册域名{domain.registered}不以.gov.cn为后缀。"
        yield Finding(Verdict.VIOLATION, text, url)
