"""The site's code is the same wherever the page gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import Footer, read_footer
from govsite_checks.reading.footers.verdicts import at, incomparable
from govsite_checks.reading.page.document import document

_PAGE = (
    '<meta name="SiteIDCode" content="{}"><footer>主办：某局 网站标识码：{} '
    '<script id="_jiucuo_" sitecode="{}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></footer>'
)
_A, _B = "1100000088", "1100000099"
_CODE = re.compile(r"(?:bm\d{8}|\d{10})")


@rule(
    id="footer-code-consistent",
    title="页面各处的网站标识码一致",
    clause="guideline-2017/footer-site-code",
    remediation="核对页面底部文字、SiteIDCode标签和找错入口中的网站标识码，统一改为本站的编码。",
    examples=[
        Example.ok(_PAGE.format(_A, _A, _A), says="3处"),
        Example.ok(_PAGE.format("BM01000001", "bm01000001", ""), says="2处"),
        Example.ok(
            f'<meta name="SiteIDCode" content="{_A}"><footer>网站标识码：{_A} / 网站标识码：{_B}</footer>',
            says="2处",
        ),
        Example.violation(_PAGE.format(_B, _A, _A), says=f"SiteIDCode标签为{_B}"),
        Example.violation(_PAGE.format(_A, _A, _B), says=f"找错入口为{_B}"),
        Example.needs_review(
            _PAGE.format(_A, _A, _B), says="所属网站", parent=replace(sample.SITE, id="p", site_code=_B)
        ),
        Example.not_applicable("<footer>主办：某局 网站标识码：1100000088</footer>", says="不足两处"),
    ],
    catalogue=("site-code-consistent",),
)
def footer_code_consistent(snapshot: Snapshot) -> Iterable[Finding]:
    """Footer, metadata and error-report entry name one code.

    检查内容：
        首页底部文字、SiteIDCode标签、“我为政府网站找错”入口三处所写的网站标识码是否一致；某处写有多个编码的，有一个相同即为一致。
    检查依据：
        《政府网站发展指引》要求标明本站的网站标识码并设置SiteIDCode标签；“三处一致”由这些要求推得，原文没有单独规定。
    整改方法：
        核对后统一改为本站的编码。
    人工判断：
        其中一处为所属网站编码的，可能是整合后的页面，需人工确认；页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        只看首页；只比较格式正确的编码；哪一处有误由与台账的比对判断。
    """
    footer = snapshot.derive(read_footer)
    codes = {place: found for place, found in _codes(snapshot, footer).items() if found}
    if len(codes) < 2:
        kind = "jiucuo" if "首页底部" in codes else "code"
        yield incomparable(footer, kind, "首页写有网站标识码的地方不足两处，无从比对。")
        return
    if set.intersection(*map(set, codes.values())):
        text = f"首页{len(codes)}处所写的网站标识码一致（{'、'.join(codes)}）。"
        yield at(Verdict.OK, text, footer)
        return
    said = "，".join(f"{place}为{'、'.join(found[:3])}" for place, found in codes.items())
    parent = snapshot.parent.site_code.strip().lower() if snapshot.parent is not None else ""
    if parent and any(parent in found for found in codes.values()):
        text = f"网站标识码不一致：{said}，其中{parent}为所属网站的编码，需人工确认。"
        yield at(Verdict.NEEDS_REVIEW, text, footer)
    else:
        yield at(Verdict.VIOLATION, f"网站标识码不一致：{said}。", footer)


def _codes(snapshot: Snapshot, footer: Footer) -> dict[str, list[str]]:
    """The well-formed codes by the place that shows them."""
    metas = document(snapshot, snapshot.home).metas.get("siteidcode", ())
    return {
        "首页底部": _good(mark.value for mark in footer.shown("code")),
        "SiteIDCode标签": _good(metas),
        "找错入口": _good(mark.value for mark in footer.shown("jiucuo")),
    }


def _good(values: Iterable[str]) -> list[str]:
    plain = (value.strip().lower() for value in values)
    return [value for value in dict.fromkeys(plain) if _CODE.fullmatch(value)]
