"""The ICP filing number leads to the register of the ministry."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, rule
from govsite_checks.reading.footers.filing_verdicts import icp_linked
from govsite_checks.reading.footers.footer import read_footer

_FOOT = "<footer>主办：某局 {}</footer>"


@rule(
    id="footer-icp-linked",
    title="ICP备案编号链接到备案管理系统",
    clause="website-filing/icp-link",
    remediation="为ICP备案编号加上链接 https://beian.miit.gov.cn/ ，链接要写完整的网址。",
    examples=[
        Example.ok(
            _FOOT.format('<a href="https://beian.miit.gov.cn/">京ICP备05000001号</a>'),
            says="beian.miit.gov.cn",
        ),
        Example.ok(
            _FOOT.format('<a href="//beian.miit.gov.cn"><img src="b.png"></a> 京ICP备05000001号'),
            says="beian.miit.gov.cn",
        ),
        Example.ok(
            _FOOT.format('<a href="http://www.miitbeian.gov.cn/">京ICP备05000001号</a>'), says="原网址"
        ),
        Example.ok(
            _FOOT.format(
                "<span onclick=\"window.open('https://beian.miit.gov.cn/')\">京ICP备05000001号</span>"
            ),
            says="beian.miit.gov.cn",
        ),
        Example.violation(_FOOT.format("京ICP备05000001号"), says="未链接"),
        Example.violation(_FOOT.format('<a href="javascript:;">京ICP备05000001号</a>'), says="没有指向"),
        Example.needs_review(
            _FOOT.format('<a href="beian.miit.gov.cn">京ICP备05000001号</a>'), says="不完整"
        ),
        Example.needs_review(
            _FOOT.format('<a href="http://www.shop.com/">京ICP备05000001号</a>'), says="www.shop.com"
        ),
        Example.needs_review(_FOOT.format('<a id="icp" href="#">京ICP备05000001号</a>'), says="脚本"),
        Example.needs_review(_FOOT.format('<script src="/js/foot.js"></script>'), says="脚本"),
        Example.not_applicable("<footer>主办单位：某市人民政府 版权所有</footer>", says="未见"),
    ],
    catalogue=("icp-link",),
)
def footer_icp_linked(snapshot: Snapshot) -> Iterable[Finding]:
    """A link at the number, or beside it, leads to the ministry's register.

    检查内容：
        首页底部标明的ICP备案编号是否链接到工业和信息化部备案管理系统；链接加在备案图标上、由点击动作打开的，也视为已链接。
    检查依据：
        关于网站备案的规定要求在主页底部标明备案编号，并链接到备案管理系统供公众查询。
    整改方法：
        为备案编号加上链接，写完整的网址。
    人工判断：
        链接指向其他网站、网址缺少http://或https://、点击动作由脚本决定，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        仍使用备案管理系统原网址的，视为已链接并在结论中注明；不打开链接，不核对编号；未标明编号的由“首页底部标明ICP备案编号”一条判断。
    """
    yield icp_linked(snapshot.derive(read_footer))
