"""The title of the home page names the site."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.looks.header import sets_title
from govsite_checks.reading.looks.site_name import is_generic, shows
from govsite_checks.reading.page.document import document

_TEXT = "<p>政务公开 办事服务 互动交流</p>"


@rule(
    id="name-in-title",
    title="首页标题与网站名称一致",
    clause="guideline-2017/site-name-standard",
    remediation="把首页的页面标题（title）改为网站名称。",
    examples=[
        Example.ok(f"<title>示例市人民政府门户网站</title>{_TEXT}", says="含有网站名称"),
        Example.ok(f"<title>首页 - 示例市政府</title>{_TEXT}", says="简称"),
        Example.violation(f"<title></title>{_TEXT}", says="没有页面标题"),
        Example.violation(f"<title>无标题文档</title>{_TEXT}", says="“无标题文档”"),
        Example.needs_review(f"<title>某某信息港</title>{_TEXT}", says="“某某信息港”"),
        Example.needs_review(
            f"<title>首页</title><script>document.title = name</script>{_TEXT}", says="脚本"
        ),
    ],
    catalogue=("site-name-standard", "header-area"),
    auto="P",
)
def name_in_title(snapshot: Snapshot) -> Iterable[Finding]:
    """The title element of the home page holds the inventory's name of the site or a short form of it.

    检查内容：
        首页的页面标题是否含有台账登记的网站名称或其简称。
    检查依据：
        《政府网站发展指引》：网站以地区或部门的名称命名，名称在页头和页面标题中显示。
    整改方法：
        把首页的页面标题改为网站名称；名称变更的，同步更新台账。
    人工判断：
        标题为空或只有“首页”“无标题文档”一类文字时判为不符合；标题是其他文字，或标题由脚本设置时，由人工比对。
    已知局限：
        只比对文字；简称按字的先后顺序比对，由名称中的字组成的别的名称可能被当作简称。
    """
    home, name = snapshot.home, snapshot.site.name
    page = document(snapshot, home)
    how = shows(name, page.title)
    if how:
        text = "首页标题含有网站名称" if how == "full" else "首页标题含有网站名称的简称"
        yield Finding.at(Verdict.OK, f"{text}（“{quoted(page.title, 40)}”）。", home)
        return
    said = f"首页标题为“{quoted(page.title, 40)}”" if page.title else "首页没有页面标题"
    if not is_generic(page.title):
        text = f"{said}，与台账登记的名称“{quoted(name)}”不同，需人工比对。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, home)
    elif sets_title(page):
        yield Finding.at(Verdict.NEEDS_REVIEW, f"{said}，标题可能由脚本设置，需人工查看。", home)
    else:
        yield Finding.at(Verdict.VIOLATION, f"{said}，未标明网站名称。", home)
