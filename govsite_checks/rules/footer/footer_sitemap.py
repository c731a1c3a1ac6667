"""The home page links to its site map."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import absent, at


@rule(
    id="footer-sitemap",
    title="首页底部提供站点地图链接",
    clause="guideline-2017/footer",
    remediation="在页面底部设置“网站地图”链接，指向列出本站栏目的页面。",
    examples=[
        Example.ok('<footer>主办：某局 <a href="/map.html">网站地图</a></footer>', says="网站地图"),
        Example.ok(
            '<footer>主办：某局 <a href="/m/"><img src="m.png" alt="站点地图"></a></footer>', says="站点地图"
        ),
        Example.violation(
            '<footer>主办：某局 京ICP备05000001号 <a href="/lx/">联系我们</a></footer>', says="未见站点地图"
        ),
        Example.needs_review(
            "<footer>主办：某局 京ICP备05000001号 <a href='/nav/'>网站导航</a></footer>", says="网站导航"
        ),
    ],
    catalogue=("footer-sitemap",),
)
def footer_sitemap(snapshot: Snapshot) -> Iterable[Finding]:
    """A link called site map is on the home page.

    检查内容：
        首页（一般在底部）是否有“网站地图”“站点地图”链接。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》对页面底部功能区的要求。
    整改方法：
        在页面底部设置“网站地图”链接，指向列出本站栏目的页面。
    人工判断：
        只有名称相近的链接（如“网站导航”），或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        链接存在即视为提供；链接没有指向或打不开的，在结论中注明，由链接可用性检查判断。
    """
    footer = snapshot.derive(read_footer)
    found = [mark for mark in footer.marks["sitemap"] if mark.state in ("shown", "dead")]
    if not found:
        yield absent(footer, "sitemap", "首页底部未见站点地图链接。", footer.best("sitemap"))
        return
    mark = found[0]
    notes = ["位于页面其他位置"] if mark.detail == "elsewhere" else []
    if mark.state == "dead":
        notes.append("链接没有指向")
    gone = next(
        (page for page in snapshot.pages_of(Role.SITEMAP) if page.error == PageError.HTTP_STATUS), None
    )
    if gone is not None:
        notes.append(f"采集时打开该链接返回状态码{gone.status}")
    note = f"（{'，'.join(notes)}）" if notes else ""
    yield at(Verdict.OK, f"首页有站点地图链接“{mark.text[:20]}”{note}。", footer, mark)
