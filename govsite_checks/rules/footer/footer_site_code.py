"""The site identification code is shown at the bottom of the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, RenderError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import absent, at

_SCRIPTED = sample.page(Role.HOME, "/", '<footer><script src="/foot.js"></script></footer>')


@rule(
    id="footer-site-code",
    title="首页底部标明政府网站标识码",
    clause="guideline-2017/footer",
    remediation="在页面底部以文字写明“政府网站标识码：”及本站10位编码（国务院部门为bm加8位数字），不要只写在图片或页面元数据中。",
    examples=[
        Example.ok("<footer>网站标识码：1100000088</footer>", says="1100000088"),
        Example.ok(
            "<footer>政府网站标识码 <span>bm</span><span>01000001</span> 主办：某部</footer>",
            says="bm01000001",
        ),
        Example.violation("<footer>版权所有 主办单位：某市人民政府</footer>", says="未见网站标识码"),
        Example.violation(
            "<footer>主办单位：某市人民政府 网站标识码：110000008812</footer>", says="位数不符"
        ),
        Example.violation(
            '<meta name="SiteIDCode" content="1100000088"><footer>主办：某市人民政府 版权所有</footer>',
            says="元数据",
        ),
        Example.needs_review('<footer><script src="/foot.js"></script></footer>', says="脚本"),
        Example.ok(
            "",
            says="1100000088",
            pages=(sample.rendered(_SCRIPTED, "<footer>主办：某局 网站标识码：1100000088</footer>"),),
            note="页脚由脚本写入，浏览器打开后可见",
        ),
        Example.violation(
            "",
            says="未见网站标识码",
            pages=(sample.rendered(_SCRIPTED, "<footer>主办：某局 版权所有</footer>"),),
            note="脚本写入的页脚中没有",
        ),
        Example.needs_review(
            "",
            says="本机没有可用的浏览器",
            pages=(sample.rendered(_SCRIPTED, "", error=RenderError.NO_BROWSER),),
        ),
    ],
    catalogue=("footer-site-code", "site-code-format"),
)
def footer_site_code(snapshot: Snapshot) -> Iterable[Finding]:
    """The code is shown as text with its label and is well formed.

    检查内容：
        首页底部是否以文字标明政府网站标识码，且为10位数字，或bm加8位数字。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        在页面底部写明“政府网站标识码：”及本站编码；只写在页面元数据、注释或图片中不算标明。
    人工判断：
        标识码只见于图片、被样式隐藏、位于页脚以外，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        不识别图片中的文字；不核对编码是否真实存在，与台账的比对由另一条规则完成。
    """
    footer = snapshot.derive(read_footer)
    for mark in footer.shown("code")[:3]:
        yield at(Verdict.OK, f"首页底部标明的网站标识码为{mark.value}。", footer, mark)
    if footer.shown("code"):
        return
    best = footer.best("code")
    if best is not None and best.state == "malformed":
        yield at(Verdict.VIOLATION, f"首页底部标明的网站标识码为{best.value}，位数不符。", footer, best)
    elif best is not None and best.state == "meta":
        yield absent(footer, "code", f"首页底部未见网站标识码，仅页面元数据中写有{best.value}。", best)
    else:
        yield absent(footer, "code", "首页底部未见网站标识码。", best)
