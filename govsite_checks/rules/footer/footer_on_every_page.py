"""Every page shows the marks that the home page shows at its bottom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import (
    ColumnType,
    Example,
    Expected,
    Finding,
    Role,
    Snapshot,
    Verdict,
    rule,
)
from govsite_checks.reading.footers.footer import Footer, read_footer
from govsite_checks.reading.footers.templates import Template, Templates, apart, read_templates
from govsite_checks.reading.footers.verdicts import in_review
from govsite_checks.reading.page.document import document

_NAMES = {
    "conac": "党政机关网站标识",
    "code": "网站标识码",
    "icp": "ICP备案编号",
    "police": "公安机关备案号",
    "jiucuo": "“我为政府网站找错”入口",
}
_CODE = "网站标识码：1100000088"
_ICP = '<a href="https://beian.miit.gov.cn/">京ICP备05000001号</a>'
_JIUCUO = (
    '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
)
_WHOLE = f"主办：某局 {_CODE} {_ICP} {_JIUCUO}"
_HOME = sample.site_page(_WHOLE)
_BARE = sample.site_page(f"主办：某局 版权所有 {_CODE}")
_NEWS = sample.column(ColumnType.NEWS, sample.site_page(_WHOLE, more="<ul><li>列表</li></ul>"))


@rule(
    id="footer-on-every-page",
    title="各页面底部与首页一致地列明标识",
    clause="guideline-2017/layout-consistent",
    remediation="各栏目页、内容页和办事指南页使用与首页相同的底部功能区模板。",
    examples=[
        Example.ok(_HOME, pages=(_NEWS, sample.page(Role.ARTICLE, "/a/1.html", _NEWS.text)), says="2个页面"),
        Example.ok(
            _HOME,
            pages=(
                sample.page(
                    Role.ARTICLE,
                    "/a/1.html",
                    sample.site_page(f"<p>{_CODE}</p><p><span>京ICP</span>备 05000001 号</p>{_JIUCUO}"),
                ),
            ),
            says="1个页面",
            note="写法不同的另一套页脚",
        ),
        Example.violation(
            _HOME,
            pages=(
                _NEWS,
                sample.page(Role.ARTICLE, "/a/1.html", _BARE),
                sample.page(Role.ARTICLE, "/a/2.html", _BARE),
            ),
            says="2个页面",
        ),
        Example.violation(
            _HOME,
            pages=(sample.page(Role.ARTICLE, "/a/1.html", _HOME.replace(_ICP, f"<!-- {_ICP} -->")),),
            says="ICP备案编号",
        ),
        Example(
            _HOME,
            (
                Expected(Verdict.VIOLATION, "ICP备案编号"),
                Expected(Verdict.VIOLATION, "网站标识码"),
            ),
            pages=(
                sample.page(Role.ARTICLE, "/a/1.html", _BARE),
                sample.page(Role.GUIDE, "/g/1.html", sample.site_page(f"主办：某局 {_ICP} {_JIUCUO}")),
            ),
            note="两套页脚，各成一条",
        ),
        Example.needs_review(
            _HOME,
            pages=(
                sample.page(Role.ARTICLE, "/a/1.html", sample.site_page('<script src="/foot2.js"></script>')),
            ),
            says="foot2.js",
        ),
        Example.needs_review(_HOME, pages=(sample.page(Role.ARTICLE, "/ztzl/a/1.html", _BARE),), says="专题"),
        Example.needs_review(_HOME, pages=(sample.page(Role.COLUMN, "/en/", _BARE),), says="外文版"),
        Example.needs_review(
            _HOME,
            pages=(sample.page(Role.ARTICLE, "/a/1.html", sample.site_page("主办：某局 版权所有", links=3)),),
            says="弹出",
        ),
        Example.no_evidence(
            _HOME,
            pages=(sample.page(Role.ARTICLE, "/a/1.html", error="timeout", status=None),),
            says="超时",
        ),
        Example.no_evidence(
            "",
            pages=(sample.page(Role.HOME, "/", error="timeout", status=None), _NEWS),
            says="首页",
        ),
        Example.no_evidence(
            _HOME,
            pages=(sample.page(Role.ARTICLE, "https://zwfw.other.gov.cn/1.html", _BARE),),
            says="其他网站",
        ),
        Example.not_applicable("<footer>版权所有</footer>", pages=(_NEWS,), says="首页底部未见"),
    ],
    needs=(Role.COLUMN, Role.ARTICLE, Role.GUIDE),
    catalogue=("layout-consistent", "mark-on-every-page"),
    auto="P",
)
def footer_on_every_page(snapshot: Snapshot) -> Iterable[Finding]:
    """No template of column pages, content pages or guides lacks a mark that the home page shows.

    检查内容：
        抽查到的栏目页、内容页和办事指南页，底部是否列有首页底部已列明的党政机关网站标识、网站标识码、ICP备案编号、公安机关备案号和“我为政府网站找错”入口；按页脚模板归并，每种模板一条，写明涉及的页面数。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》要求各页面的头部标识区和底部功能区保持一致（条文凭记忆整理，未核实）；党政机关网站标识另有在所有页面底部显示的要求。
    整改方法：
        各页面使用与首页相同的底部功能区模板。
    人工判断：
        页脚读取完整、页面为普通页面而缺少标识的，判为不符合；专题页、打印页、框架页、外文版、移动版和链接很少的弹出页面，以及页脚由未能读取的脚本、框架生成的，只作为线索，由人工确认。
    已知局限：
        只看与首页同一主机的页面；首页也没有的标识不在此重复列出；不同的页脚超过4种的，其余页面不逐一读取，在结论中注明；标识的位置和样式不作比较。
    """
    found = snapshot.derive(read_templates)
    if not found.watched:
        yield _incomparable(snapshot)
        return
    yield from (_judged(snapshot, template) for template in found.others)
    if found.unread:
        text = f"另有{len(found.unread)}个页面的页脚与首页写法不同，未逐一读取。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, found.unread[0])
    elif not found.others:
        yield _alike(snapshot, found)


def _incomparable(snapshot: Snapshot) -> Finding:
    home = snapshot.home
    if not home.seen or snapshot.derive(read_footer).doubt("code"):
        return Finding.at(Verdict.NO_EVIDENCE, "未能读取首页底部的标识，无从比对。", home)
    return Finding.at(Verdict.NOT_APPLICABLE, "首页底部未见各项标识，无从比对。", home)


def _alike(snapshot: Snapshot, found: Templates) -> Finding:
    if not found.alike:
        text = "采集到的栏目页和内容页都在其他网站上，或只是跳转回首页，无从比对。"
        return Finding.at(Verdict.NO_EVIDENCE, text, snapshot.home)
    names = "、".join(_NAMES[kind] for kind in found.watched)
    text = f"抽查的{len(found.alike)}个页面均列有首页底部的{names}。"
    return Finding.at(Verdict.OK, text, found.alike[0])


def _judged(snapshot: Snapshot, template: Template) -> Finding:
    footer = template.footer
    certain = [kind for kind in template.lacking if not _reason(footer, kind)]
    ordinary = [page for page in template.pages if not apart(page)]
    example = next(iter(ordinary), template.pages[0])
    title = example.title or document(snapshot, example).title
    said = f"{len(template.pages)}个页面（如“{_quoted(title) or '无标题'}”）的底部未见首页所列的"
    if certain and ordinary:
        text = f"{said}{'、'.join(_NAMES[kind] for kind in certain)}。"
        return Finding.at(Verdict.VIOLATION, text, example)
    names = "、".join(_NAMES[kind] for kind in template.lacking)
    reason = _reason(footer, template.lacking[0]) if not certain else apart(example)
    return Finding.at(Verdict.NEEDS_REVIEW, f"{said}{names}；{reason}，需人工确认。", example)


def _reason(footer: Footer, kind: str) -> str:
    """Why the absence of a mark is not certain; empty where it is."""
    return in_review(footer.best(kind)) or footer.doubt(kind)


def _quoted(title: str) -> str:
    return re.sub(r"[。！!]", " ", title)[:40].strip()
