"""The site is of a class that may have a site of its own."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import leads_to_column
from govsite_checks.reading.domains.site_class import is_county_department, is_township

_PAGE = sample.site_page()


@rule(
    id="site-class-permitted",
    title="网站属于可以单独开设的类别",
    clause="guideline-2017/site-class-allowed",
    remediation="乡镇、街道和县级部门的网站，内容整合到县级政府门户网站；确需保留的，由主管单位说明。",
    examples=[
        Example.ok(_PAGE, says="未见"),
        Example.ok(_PAGE, site={"name": "示例市开发区管理委员会", "site_code": "1101020009"}, says="未见"),
        Example.ok(_PAGE, site={"name": "示例市城镇化办公室", "site_code": "1100000009"}, says="未见"),
        Example.needs_review(_PAGE, site={"name": "示例县柳河镇人民政府"}, says="乡镇、街道"),
        Example.needs_review(_PAGE, site={"name": "示例区东门街道办事处"}, says="乡镇、街道"),
        Example.needs_review(
            _PAGE, site={"name": "示例区水务局", "site_code": "1101020009"}, says="县级部门"
        ),
        Example.ok(
            _PAGE,
            site={"name": "示例区水务局", "site_code": "1101020009", "kind": "portal"},
            says="未见",
        ),
        Example.ok(
            _PAGE,
            site={
                "name": "示例区水务局",
                "site_code": "1101020009",
                "url": "https://www.example.gov.cn/swj/",
            },
            says="栏目",
        ),
    ],
    catalogue=("site-class-allowed",),
    auto="P",
)
def site_class_permitted(snapshot: Snapshot) -> Iterable[Finding]:
    """Neither the name nor the code says township, sub-district or department of a county.

    检查内容：
        按台账的网站名称和标识码，判断网站是否像是乡镇、街道或县级部门单独开设的网站。
    检查依据：
        《政府网站发展指引》规定县级以上政府和国务院部门开设门户网站，乡镇、街道原则上不开设，县级部门原则上不单独开设。
    整改方法：
        把内容整合到县级政府门户网站。
    人工判断：
        本条只列出线索：“原则上”之外的情形、直辖市的区属部门等，由人工判断，不直接判为不符合。
    已知局限：
        只看台账，不核实单位层级；标识码前6位为县级区划、类别为部门网站且名称像部门的，列为县级部门；台账没有标识码的只看名称。
    """
    site = snapshot.site
    if leads_to_column(site.url):
        yield Finding(Verdict.OK, "网站是其他网站的栏目，不是单独开设。", site.url)
        return
    kind = "乡镇、街道" if is_township(site) else "县级部门" if is_county_department(site) else ""
    name = site.name.replace("。", " ")
    if kind:
        text = f"网站“{name}”像是{kind}单独开设的网站，需人工确认。"
        yield Finding(Verdict.NEEDS_REVIEW, text, site.url)
    else:
        yield Finding(Verdict.OK, "从名称和标识码未见不宜单独开设的情形。", site.url)
