"""The ICP filing number is shown at the bottom of the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import numbered


@rule(
    id="footer-icp",
    title="首页底部标明ICP备案编号",
    clause="guideline-2017/footer",
    remediation="在页面底部以文字写明ICP备案编号（如“京ICP备12345678号”），并链接到工业和信息化部备案管理系统。",
    examples=[
        Example.ok("<footer>京ICP备05000001号-1 主办：某局</footer>", says="京ICP备05000001号"),
        Example.ok("<footer>陕<b>ICP</b>备2024054100号</footer>", says="2024054100"),
        Example.violation("<footer>主办单位：某市人民政府 版权所有</footer>", says="未见ICP备案编号"),
        Example.violation("<footer>主办单位：某市人民政府 京ICP证000001号</footer>", says="未见ICP备案编号"),
        Example.violation("<footer>主办单位：某市人民政府 京ICP备050001号</footer>", says="位数不符"),
        Example.needs_review(
            '<footer>主办：某局 <a href="https://beian.miit.gov.cn/"><img src="b.png"></a></footer>',
            says="图片",
        ),
    ],
    catalogue=("footer-icp", "icp-format"),
)
def footer_icp(snapshot: Snapshot) -> Iterable[Finding]:
    """The filing number is shown and has 8 or 10 digits.

    检查内容：
        首页底部是否标明ICP备案编号，且数字为8位或10位。“ICP证”是经营许可，不算备案。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        在页面底部写明备案编号，并链接到备案管理系统。
    人工判断：
        编号只见于图片、缺少省份简称、位于页脚以外，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        不查询备案系统，不判断编号是否属于本单位；不识别图片中的文字。
    """
    footer = snapshot.derive(read_footer)
    yield numbered(footer, "icp", "ICP备案编号", {"province": "未见省份简称"})
