"""The police filing number leads to its own entry in the police's register."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, rule
from govsite_checks.reading.footers.filing_verdicts import police_linked
from govsite_checks.reading.footers.footer import read_footer

_FOOT = '<footer>主办：某局 <a href="{}">京公网安备11010102000001号</a></footer>'
_NEW = "https://beian.mps.gov.cn/#/query/webSearch?code={}"
_OLD = "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={}"


@rule(
    id="footer-police-linked",
    title="公安机关备案号链接到查询页，编号一致",
    clause="website-filing/police-link",
    remediation="为备案号加上链接 https://beian.mps.gov.cn/#/query/webSearch?code=本站备案号的14位数字 。",
    examples=[
        Example.ok(_FOOT.format(_NEW.format("11010102000001")), says="11010102000001"),
        Example.ok(_FOOT.format(_OLD.format("11010102000001")), says="原网址"),
        Example.ok(
            f'<footer>主办：某局 <a href="{_NEW.format("11010102000001")}"><img src="/ga.png"></a> '
            "京公网安备 11010102000001号</footer>",
            says="11010102000001",
        ),
        Example.violation(_FOOT.format(_NEW.format("11010102000002")), says="11010102000002"),
        Example.violation("<footer>主办：某局 京公网安备11010102000001号</footer>", says="未链接"),
        Example.violation(_FOOT.format("#"), says="没有指向"),
        Example.needs_review(_FOOT.format("https://beian.mps.gov.cn/"), says="未带编号"),
        Example.needs_review(_FOOT.format("http://www.shop.com/"), says="www.shop.com"),
        Example.not_applicable("<footer>主办单位：某市人民政府 版权所有</footer>", says="未见"),
    ],
    catalogue=("psb-link",),
)
def footer_police_linked(snapshot: Snapshot) -> Iterable[Finding]:
    """A link to the police's register carries the number that is shown.

    检查内容：
        首页底部标明的公安机关备案号是否链接到公安机关备案查询页，链接中的编号是否与标明的一致。
    检查依据：
        关于网站公安机关备案的要求：标明备案号并链接到查询页。
    整改方法：
        为备案号加上链接，链接中的编号与标明的一致。
    人工判断：
        链接只到查询网站而未带编号、指向其他网站、网址不完整、点击动作由脚本决定，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        仍使用查询网站原网址的，视为已链接并在结论中注明；不打开链接；标明多个备案号的，链接与其中一个一致即可。
    """
    yield police_linked(snapshot.derive(read_footer))
