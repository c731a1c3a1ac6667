"""The filing with the public security organs is shown at the bottom of the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import numbered


@rule(
    id="footer-police-filing",
    title="首页底部标明公安机关备案标识",
    clause="guideline-2017/footer",
    remediation="在页面底部写明公安机关备案号（如“京公网安备11010000000001号”），并链接到公安机关备案查询页。",
    examples=[
        Example.ok("<footer>京公网安备 11010102000001号</footer>", says="11010102000001"),
        Example.ok("<footer>公安机关备案号：36010802000157 主办：某局</footer>", says="36010802000157"),
        Example.violation("<footer>主办单位：某市人民政府 版权所有</footer>", says="未见公安机关备案号"),
        Example.violation("<footer>主办单位：某局 京公网安备1101010200001号</footer>", says="位数不符"),
        Example.needs_review("<footer>主办单位：某局 京公网安备110101000001号</footer>", says="12位"),
    ],
    catalogue=("footer-psb", "psb-format"),
)
def footer_police_filing(snapshot: Snapshot) -> Iterable[Finding]:
    """The filing number is shown, as text or by a linked badge, and has 14 digits.

    检查内容：
        首页底部是否标明公安机关备案号，且为14位数字；带备案号查询链接的备案图标视为已标明。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        在页面底部写明备案号，配备案图标，并链接到公安机关备案查询页。
    人工判断：
        12位编号可能是早期编号，需人工确认；只见于图片、位于页脚以外，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        不查询备案系统，不判断编号是否属于本单位；不识别图片中的文字。
    """
    footer = snapshot.derive(read_footer)
    yield numbered(footer, "police", "公安机关备案号", {"old": "为12位，可能是早期编号"})
