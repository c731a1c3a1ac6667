"""The site identification code at the bottom of the home page is the one in the inventory."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import at, incomparable


@rule(
    id="footer-site-code-matches-inventory",
    title="首页底部的网站标识码与台账一致",
    clause="guideline-2017/footer",
    remediation="核对页面底部的网站标识码与台账登记的编码：页面有误的改页面，登记有误的改台账。",
    examples=[
        Example.ok("<footer>网站标识码：1100000088</footer>", says="与台账一致"),
        Example.ok(
            "<footer>主办：甲局 网站标识码：1100000088 / 网站标识码：1100000099</footer>", says="1100000099"
        ),
        Example.violation("<footer>网站标识码：1100000099</footer>", says="与台账不一致"),
        Example.not_applicable(
            "<footer>网站标识码：1100000088</footer>", site={"site_code": ""}, says="台账"
        ),
        Example.not_applicable("<footer>主办单位：某市人民政府 版权所有</footer>", says="未见"),
    ],
    catalogue=("site-code-consistent",),
)
def footer_site_code_matches_inventory(snapshot: Snapshot) -> Iterable[Finding]:
    """A code that is shown equals the inventory's.

    检查内容：
        首页底部标明的网站标识码是否与台账登记的编码相同。标明多个编码时，其中一个相同即为一致。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》要求页面底部标明本站的网站标识码。
    整改方法：
        核对页面与台账，改正有误的一方。
    人工判断：
        页面标明的是上级网站的编码时，可能是已并入上级的网站，需人工确认。
    已知局限：
        页面未标明编码时不作比对，由“首页底部标明政府网站标识码”一条判断；台账本身有误时，结论相应有误。
    """
    footer = snapshot.derive(read_footer)
    expected = snapshot.site.site_code.strip().lower()
    if not expected:
        yield at(Verdict.NOT_APPLICABLE, "台账未登记网站标识码，无从比对。", footer)
        return
    marks = [mark for mark in footer.marks["code"] if mark.state in ("shown", "malformed")]
    if not marks:
        yield incomparable(footer, "code", "首页底部未见可比对的网站标识码。")
        return
    right = next((mark for mark in marks if mark.value == expected), None)
    others = "、".join(dict.fromkeys(mark.value for mark in marks if mark.value != expected))
    if right is not None:
        note = f"；另标明{others}" if others else ""
        yield at(Verdict.OK, f"首页底部的网站标识码{right.value}与台账一致{note}。", footer, right)
        return
    parent = snapshot.parent.site_code.lower() if snapshot.parent is not None else ""
    verdict = Verdict.NEEDS_REVIEW if parent and parent == marks[0].value else Verdict.VIOLATION
    note = "，为其上级网站的编码，需人工确认" if verdict is Verdict.NEEDS_REVIEW else ""
    yield at(
        verdict, f"首页底部的网站标识码为{others}，与台账不一致（台账为{expected}）{note}。", footer, marks[0]
    )
