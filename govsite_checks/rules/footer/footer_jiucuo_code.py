"""The error-report entry carries the site's own code."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import at, incomparable

_EMBED = '<footer><script id="_jiucuo_" sitecode="{}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></footer>'


@rule(
    id="footer-jiucuo-code",
    title="“我为政府网站找错”入口填写本站标识码",
    clause="guideline-2017/footer",
    remediation="在找错入口的标准代码中，把sitecode（链接为site_code）改为本站在台账中的网站标识码。",
    examples=[
        Example.ok(_EMBED.format("1100000088"), says="与台账一致"),
        Example.violation(_EMBED.format("1100000099"), says="与台账不一致"),
        Example.violation(_EMBED.format(""), says="未填写"),
        Example.not_applicable(_EMBED.format("1100000088"), site={"site_code": ""}, says="台账"),
        Example.not_applicable("<footer>主办单位：某市人民政府 京ICP备05000001号</footer>", says="未见"),
        Example.needs_review(
            '<footer><a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">我为政府网站找错</a></footer>',
            says="未见编码",
        ),
    ],
    catalogue=("jiucuo-code-standard",),
)
def footer_jiucuo_code(snapshot: Snapshot) -> Iterable[Finding]:
    """The code in the embed or in the link equals the inventory's.

    检查内容：
        找错入口（嵌入代码的sitecode或链接的site_code）所填编码是否与台账登记的网站标识码相同。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求；季度通报另行统计规范嵌入率。
    整改方法：
        把入口代码中的编码改为本站的网站标识码。
    人工判断：
        链接未带编码、编码由脚本在运行时填写，或填写的是上级网站的编码时，需人工确认。
    已知局限：
        页面没有找错入口时不作比对，由“首页提供找错入口”一条判断，与季度通报以有入口的网站为基数一致。
    """
    footer = snapshot.derive(read_footer)
    expected = snapshot.site.site_code.strip().lower()
    if not expected:
        yield at(Verdict.NOT_APPLICABLE, "台账未登记网站标识码，无从比对。", footer)
        return
    marks = footer.shown("jiucuo")
    if not marks:
        yield incomparable(footer, "jiucuo", "首页未见可比对的“我为政府网站找错”入口。")
        return
    right = [mark for mark in marks if mark.value.lower() == expected]
    if right:
        # Statistics tell the platform's own code from a plain link: 规范嵌入.
        how = "嵌入代码" if any(mark.detail == "script" for mark in right) else "链接"
        text = f"找错入口所填编码{right[0].value}与台账一致。"
        yield at(Verdict.OK, text, footer, right[0], (how,))
        return
    coded = next((mark for mark in marks if mark.value), None)
    parent = snapshot.parent.site_code.lower() if snapshot.parent is not None else ""
    if coded is None:
        script = marks[0].detail == "script"
        verdict = Verdict.VIOLATION if script else Verdict.NEEDS_REVIEW
        text = "找错入口的嵌入代码未填写网站标识码。" if script else "找错入口的链接中未见编码，需人工确认。"
        yield at(verdict, text, footer, marks[0])
    elif parent and coded.value.lower() == parent:
        text = f"找错入口所填编码为上级网站的{coded.value}，与台账不一致，需人工确认。"
        yield at(Verdict.NEEDS_REVIEW, text, footer, coded)
    else:
        text = f"找错入口所填编码为{coded.value}，与台账不一致（台账为{expected}）。"
        yield at(Verdict.VIOLATION, text, footer, coded)
