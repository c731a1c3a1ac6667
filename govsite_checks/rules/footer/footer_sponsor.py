"""The sponsoring unit is named at the bottom of the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import stated


@rule(
    id="footer-sponsor",
    title="首页底部标明主办单位",
    clause="guideline-2017/footer",
    remediation="在页面底部写明“主办单位：”及单位全称；“版权所有”“承办单位”“运行维护”不能代替主办单位。",
    examples=[
        Example.ok(
            "<footer>主办单位：某市人民政府办公室 网站标识码：1100000088</footer>", says="某市人民政府办公室"
        ),
        Example.ok("<footer>某市人民政府主办 某市数据局承办</footer>", says="某市人民政府"),
        Example.ok(
            "<footer>主办：某市98艺术区管理委员会 承办：某中心</footer>",
            says="某市98艺术区",
            note="名称中有数字",
        ),
        Example.violation("<footer>版权所有：某市人民政府 京ICP备05000001号</footer>", says="未见主办单位"),
        Example.violation("<footer>承办：某中心 京ICP备05000001号</footer>", says="未见主办单位"),
        Example.needs_review(
            '<footer>京ICP备05000001号 <iframe src="/foot.html"></iframe></footer>', says="框架"
        ),
    ],
    catalogue=("footer-sponsor-contact",),
)
def footer_sponsor(snapshot: Snapshot) -> Iterable[Finding]:
    """The footer says which unit runs the site.

    检查内容：
        首页底部是否标明主办单位，如“主办单位：某某”“某某主办”；单位名称与其地址、电话写在一起的，也视为标明。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》要求页面底部列明主办单位及联系方式。
    整改方法：
        在页面底部写明“主办单位：”及单位全称。
    人工判断：
        主办单位只见于图片、页脚以外，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        只有“版权所有”“承办”“运行维护”的，判为未标明；不核对单位名称与台账是否一致。
    """
    yield stated(snapshot.derive(read_footer), "sponsor", "主办单位", {"unlabelled": "单位名称"})
