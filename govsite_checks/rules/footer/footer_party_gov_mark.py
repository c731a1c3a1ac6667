"""The party and government website mark is at the bottom of the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import Footer, read_footer
from govsite_checks.reading.footers.marks import Mark
from govsite_checks.reading.footers.verdicts import absent, at

_RECORD = "https://bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF"
_MARK = f'<footer>主办：某局 版权所有 <a href="{_RECORD}"><img src="/images/{{}}" alt="{{}}"></a></footer>'


@rule(
    id="footer-party-gov-mark",
    title="首页底部加挂党政机关网站标识",
    clause="guideline-2017/footer",
    remediation="按审核通过的通知，在页面底部嵌入党政机关网站标识代码，点击应打开本站的标识登记页。",
    examples=[
        Example.ok(_MARK.format("dzjg.png", "党政机关"), says="党政机关网站标识"),
        Example.ok(
            "<footer><script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript "
            "src='https://dcs.conac.cn/js/01/000/0000/60000000/CA010000000600000000001.js'%3E%3C/script%3E\"));"
            "</script></footer>",
            says="党政机关网站标识",
        ),
        Example.violation(
            "<footer>主办单位：某市人民政府 京ICP备05000001号</footer>", says="未见党政机关网站标识"
        ),
        Example.violation(_MARK.format("red_error.png", ""), says="错误状态"),
        Example.violation(
            '<footer>主办：某局 版权所有 <span><img src="a.png" alt="党政机关"></span></footer>',
            says="未链接",
        ),
        Example.needs_review(_MARK.format("blue.png", ""), says="事业单位"),
        Example.violation(_MARK.format("blue.png", "事业单位"), says="事业单位"),
    ],
    catalogue=("footer-party-gov-mark", "party-gov-mark", "party-gov-mark-colour"),
)
def footer_party_gov_mark(snapshot: Snapshot) -> Iterable[Finding]:
    """CONAC's mark is embedded or linked, is not in its error state, and is the one for party and government bodies.

    检查内容：
        首页是否加挂党政机关网站标识：嵌入标识代码，或标识图片链接到标识登记页；标识是否处于错误状态，是否为事业单位标识。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        按审核通过的通知嵌入标识代码；图片形式的标识应链接到本站的标识登记页。
    人工判断：
        蓝色（事业单位）标识、没有可用链接的标识图片、加载未完成的标识位置，以及页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        不打开标识登记页，不核对登记的单位与域名；标识颜色按图片名判断，图片被改名时看不出。
    """
    footer = snapshot.derive(read_footer)
    marks = footer.marks["conac"]
    error = next((mark for mark in marks if mark.detail == "error"), None)
    if error is not None:
        yield at(Verdict.VIOLATION, "首页的党政机关网站标识显示为错误状态。", footer, error)
        return
    blue = next((mark for mark in marks if mark.detail.startswith("blue")), None)
    shown = [mark for mark in marks if mark.state == "shown"]
    if blue is not None and not any(mark.detail == "red" for mark in shown):
        yield _institution(snapshot, footer, blue)
    elif shown:
        yield at(Verdict.OK, "首页加挂了党政机关网站标识。", footer, shown[0])
    else:
        yield _missing(footer, footer.best("conac"))


def _institution(snapshot: Snapshot, footer: Footer, mark: Mark) -> Finding:
    if mark.detail == "blue-said" and snapshot.site.nature == "organ":
        return at(Verdict.VIOLATION, "首页加挂的是事业单位网站标识，台账登记的单位性质为机关。", footer, mark)
    return at(
        Verdict.NEEDS_REVIEW, "首页加挂的标识为蓝色，可能是事业单位网站标识，需人工确认。", footer, mark
    )


def _missing(footer: Footer, best: Mark | None) -> Finding:
    if best is not None and best.state == "picture" and best.detail == "plain":
        text = "首页的党政机关标识只是图片，未链接到标识登记页。"
        doubt = footer.doubt("conac")
        if not doubt:
            return at(Verdict.VIOLATION, text, footer, best)
        return at(Verdict.NEEDS_REVIEW, f"{text[:-1]}；{doubt}，需人工确认。", footer, best)
    if best is not None and best.detail == "placeholder":
        text = "首页有党政机关网站标识的占位元素，未见标识代码，需人工确认。"
        return at(Verdict.NEEDS_REVIEW, text, footer, best)
    return absent(footer, "conac", "首页底部未见党政机关网站标识。", best)
