"""The home page's bottom says how to reach the sponsor."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import at, stated

_KINDS = {"phone": "电话", "mail": "电子邮箱", "address": "地址"}


@rule(
    id="footer-contact",
    title="首页底部标明联系方式",
    clause="guideline-2017/footer",
    remediation="在页面底部写明主办单位的联系电话或电子邮箱；只有“联系我们”链接、邮政编码的，不算标明。",
    examples=[
        Example.ok("<footer>主办：某局 联系电话：010-12345678</footer>", says="010-12345678"),
        Example.ok("<footer>主办：某局 便民热线：12345</footer>", says="12345"),
        Example.violation('<footer>主办：某局 <a href="/lxwm/">联系我们</a></footer>', says="未见联系方式"),
        Example.violation("<footer>主办：某局 邮编：100000 京ICP备05000001号</footer>", says="未见联系方式"),
        Example.needs_review(
            '<footer>主办：某局 版权所有 <script src="/js/foot.js"></script></footer>', says="脚本"
        ),
    ],
    catalogue=("footer-sponsor-contact",),
)
def footer_contact(snapshot: Snapshot) -> Iterable[Finding]:
    """The footer carries a telephone or fax number, a hotline or an e-mail address.

    检查内容：
        首页底部是否标明联系方式：电话、传真、热线（如12345）、电子邮箱之一。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》要求页面底部列明主办单位及联系方式。
    整改方法：
        在页面底部写明联系电话或电子邮箱。
    人工判断：
        只写地址的，是否足够由人工确认；页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        不拨打电话、不发送邮件，不判断联系方式是否有效；全国统一的举报电话不算本站的联系方式。
    """
    footer = snapshot.derive(read_footer)
    best = footer.best("contact")
    if best is not None and best.state == "bare":
        text = f"首页底部未见联系电话或电子邮箱，仅见地址{best.value}，需人工确认。"
        yield at(Verdict.NEEDS_REVIEW, text, footer, best)
    else:
        yield stated(footer, "contact", "联系方式", _KINDS)
