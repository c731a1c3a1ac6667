"""The entry of the national error-report platform is on the home page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import absent, at


@rule(
    id="footer-jiucuo",
    title="首页提供“我为政府网站找错”入口",
    clause="guideline-2017/footer",
    remediation="在页面底部嵌入“我为政府网站找错”平台提供的标准代码，并填写本站的网站标识码。",
    examples=[
        Example.ok(
            '<footer>主办：某局 <script id="_jiucuo_" sitecode="1100000088" '
            'src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></footer>',
            says="找错",
        ),
        Example.ok(
            '<footer><a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000088&amp;url=x">找错</a></footer>',
            says="找错",
        ),
        Example.violation("<footer>主办单位：某市人民政府 京ICP备05000001号</footer>", says="未见"),
        Example.violation(
            '<footer>主办：某局 京ICP备05000001号 <a href="javascript:;"><img src="jc.png" alt="政府网站找错"></a>'
            '<!--<script id="_jiucuo_" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>--></footer>',
            says="未链接",
        ),
        Example.needs_review(
            '<footer>主办：某局 版权所有 <a href="/jiucuo/">我要纠错</a></footer>', says="纠错"
        ),
    ],
    catalogue=("footer-jiucuo",),
)
def footer_jiucuo(snapshot: Snapshot) -> Iterable[Finding]:
    """Any working entry of the national platform: the embed, a link, a handler.

    检查内容：
        首页是否有“我为政府网站找错”入口：标准嵌入代码、指向找错平台的链接，或打开找错平台的按钮。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        在页面底部嵌入平台提供的标准代码，并填写本站的网站标识码。
    人工判断：
        只有本站自建的纠错栏目、图片可能由脚本绑定打开动作，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        只看入口是否存在，不打开找错平台；入口所填编码是否正确由另一条规则判断。
    """
    footer = snapshot.derive(read_footer)
    shown = footer.shown("jiucuo")
    if shown:
        how = "嵌入代码" if shown[0].detail == "script" else "链接"
        yield at(Verdict.OK, f"首页有“我为政府网站找错”入口（{how}）。", footer, shown[0])
        return
    best = footer.best("jiucuo")
    if best is not None and best.detail == "image":
        text = "首页的找错标识只是图片或文字，未链接到找错平台。"
        # Whatever other part of the page is unseen may hold the real entry.
        doubt = footer.doubt("jiucuo")
        verdict = Verdict.NEEDS_REVIEW if doubt else Verdict.VIOLATION
        yield at(verdict, text if not doubt else f"{text[:-1]}；{doubt}，需人工确认。", footer, best)
    else:
        yield absent(footer, "jiucuo", "首页未见“我为政府网站找错”入口。", best)
