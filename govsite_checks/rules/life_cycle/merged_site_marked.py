"""Pages of a merged site that still answer carry the marks of the site they were merged into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, read_standing
from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.footers.footer import Footer, read_footer
from govsite_checks.reading.footers.verdicts import absent, at
from govsite_checks.reading.page.document import host_of

_PARENT = replace(
    sample.SITE, id="p", name="示例市科学技术局", site_code="1100000001", url="https://kjj.example.gov.cn/"
)
_MERGED = {"status": "merged", "merged_into": "p"}
_CONAC = (
    '<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF">'
    '<img src="/m.png" alt="党政机关"></a>'
)
_JIUCUO = '<script id="_jiucuo_" sitecode="{}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'


def _page(code: str, jiucuo: str, conac: str = _CONAC) -> str:
    return sample.site_page(f"主办：示例市科学技术局 网站标识码：{code} {conac}{jiucuo}")


@rule(
    id="merged-site-marked",
    title="整合后的页面加挂所属网站的标识和找错入口",
    clause="guideline-2017/merge-residue",
    remediation="把整合后页面底部的党政机关网站标识、网站标识码和“我为政府网站找错”入口改为所属网站的。",
    examples=[
        Example(
            _page("1100000001", _JIUCUO.format("1100000001")),
            (Expected(Verdict.OK, "党政机关"), Expected(Verdict.OK, "标识码"), Expected(Verdict.OK, "找错")),
            site=_MERGED,
            parent=_PARENT,
        ),
        Example(
            _page("1100000088", _JIUCUO.format("1100000088"), ""),
            (
                Expected(Verdict.VIOLATION, "未见党政机关网站标识"),
                Expected(Verdict.VIOLATION, "1100000088"),
                Expected(Verdict.VIOLATION, "1100000088"),
            ),
            site=_MERGED,
            parent=_PARENT,
        ),
        Example(
            _page("1100000077", _JIUCUO.format("1100000077")),
            (
                Expected(Verdict.OK, "党政机关"),
                Expected(Verdict.NEEDS_REVIEW, "1100000077"),
                Expected(Verdict.NEEDS_REVIEW, "1100000077"),
            ),
            site=_MERGED,
            parent=_PARENT,
        ),
        Example(
            _page("1100000088", _JIUCUO.format("1100000088")),
            (
                Expected(Verdict.OK, "党政机关"),
                Expected(Verdict.NO_EVIDENCE, "所属网站"),
                Expected(Verdict.NO_EVIDENCE, "所属网站"),
            ),
            site=_MERGED,
            note="没有登记所属网站的编码，无从比对",
        ),
        Example.ok(
            "",
            site=_MERGED,
            parent=_PARENT,
            says="跳转",
            pages=(sample.page(Role.HOME, "/", sample.site_page(), final="https://kjj.example.gov.cn/"),),
        ),
        Example.ok(
            "<title>公告</title><p>本网站已整合至示例市科学技术局网站，于2018年6月30日停止更新。</p>",
            site=_MERGED,
            parent=_PARENT,
            says="公告",
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    applies_to=("merged",),
    catalogue=("merge-residue",),
)
def merged_site_marked(snapshot: Snapshot) -> Iterable[Finding]:
    """The party and government mark, the code and the error-report entry of the parent are on the page.

    检查内容：
        已整合迁移的网站，其仍能打开的页面底部是否有党政机关网站标识，网站标识码和“我为政府网站找错”入口所填编码是否为所属网站的编码。
    检查依据：
        《政府网站发展指引》和2018年第三季度通报要求，整合到其他网站的页面应规范添加所属网站的标识和找错入口等内容。
    整改方法：
        把页面底部的标识、标识码和找错入口改为所属网站的。
    人工判断：
        编码既不是原网站的、也不是所属网站的，或页脚由未能读取的脚本、框架生成时，需人工查看。
    已知局限：
        只看原网址打开的页面；跳转到所属网站首页的，由对所属网站的检查判断；台账未登记所属网站编码的，不比对编码。
    """
    standing = read_standing(snapshot)
    parent = snapshot.parent
    host = host_of(standing.page.final_url or standing.page.url)
    moved = standing.met is Met.MOVED
    inside = parent is not None and same_site(host_of(parent.url), host)
    if moved and not (inside and _is_deep(standing.page.final_url)):
        yield Finding.at(Verdict.OK, f"原网址跳转到{host}，页面标识由对该网站的检查判断。", standing.page)
    elif standing.met in (Met.NOTICE, Met.DEFAULT):
        yield Finding.at(
            Verdict.OK, "原网址只有公告或服务器默认页面，没有需要加挂标识的内容。", standing.page
        )
    elif standing.met in (Met.FOREIGN, Met.LEFT, Met.EMPTY):
        yield Finding.at(
            Verdict.NEEDS_REVIEW, "原网址打开的页面未能确认属于原网站，需人工确认。", standing.page
        )
    else:
        footer = snapshot.derive(read_footer)
        yield _mark(footer)
        yield _code(snapshot, footer, "code", "网站标识码")
        yield _code(snapshot, footer, "jiucuo", "“我为政府网站找错”入口")


def _is_deep(url: str) -> bool:
    """Whether an address is more than a site's home page."""
    path = url.split("://", 1)[-1].partition("/")[2].split("?", 1)[0].split("#", 1)[0]
    return path not in ("", "index.html", "index.htm", "index.shtml", "index.jsp", "default.html")


def _mark(footer: Footer) -> Finding:
    shown = footer.shown("conac")
    if shown:
        return at(Verdict.OK, "页面加挂了党政机关网站标识。", footer, shown[0])
    found = absent(footer, "conac", "整合后的页面未见党政机关网站标识。", footer.best("conac"))
    return replace(found, details=("党政机关网站标识",))


def _code(snapshot: Snapshot, footer: Footer, kind: str, name: str) -> Finding:
    """The code that a mark carries, against the parent's."""
    shown = footer.shown(kind)
    if not shown:
        found = absent(footer, kind, f"整合后的页面未见{name}。", footer.best(kind))
        return replace(found, details=(name,))
    expected = snapshot.parent.site_code.strip().lower() if snapshot.parent is not None else ""
    codes = {mark.value.lower(): mark for mark in shown if mark.value}
    if not expected:
        return at(
            Verdict.NO_EVIDENCE,
            f"页面有{name}，台账没有所属网站的编码，无从比对。",
            footer,
            shown[0],
        )
    if expected in codes:
        return at(Verdict.OK, f"页面的{name}为所属网站的编码{expected}。", footer, codes[expected])
    if not codes:
        return at(Verdict.NEEDS_REVIEW, f"页面的{name}未见编码，需人工确认。", footer, shown[0])
    own = snapshot.site.site_code.strip().lower()
    if own in codes:
        text = f"整合后的页面，{name}仍为原网站的编码{own}（所属网站为{expected}）。"
        return at(Verdict.VIOLATION, text, footer, codes[own], (name,))
    other = next(iter(codes.values()))
    text = f"整合后的页面，{name}的编码为{other.value}，所属网站为{expected}，需人工确认。"
    return at(Verdict.NEEDS_REVIEW, text, footer, other)
