"""The header of the home page names the site."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.looks.header import read_header
from govsite_checks.reading.looks.site_name import shows
from govsite_checks.reading.page.document import document


@rule(
    id="name-in-header",
    title="首页页头显示网站名称",
    clause="guideline-2017/header-area",
    remediation="在页头醒目处显示网站名称；名称做成图片的，为图片加上替代文字。",
    examples=[
        Example.ok('<div class="header"><a href="/">示例市人民政府</a></div>', says="文字"),
        Example.ok('<div class="logo"><img src="/logo.png" alt="示例市人民政府"></div>', says="替代文字"),
        Example.ok("<header>示例市政府门户网站</header>", says="简称"),
        Example.needs_review(
            '<div class="logo"><img src="/logo.png"></div><p>今天是星期一</p>', says="没有替代文字"
        ),
        Example.needs_review('<div class="header">欢迎访问</div><p>政务公开</p>', says="未见网站名称"),
    ],
    catalogue=("header-area", "site-name-standard"),
    auto="P",
)
def name_in_header(snapshot: Snapshot) -> Iterable[Finding]:
    """The header's words, or those of its pictures, hold the inventory's name of the site or a short form of it.

    检查内容：
        首页页头的文字、标识图片的替代文字中是否有台账登记的网站名称或其简称。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：页头应醒目显示网站名称。
    整改方法：
        在页头显示网站名称；名称做成图片的，为图片加上替代文字。
    人工判断：
        名称常做成图片或背景图，从网页文字看不到，未见的一律由人工查看页头。
    已知局限：
        不识别图片中的文字；不判断名称是否醒目。
    """
    home, name = snapshot.home, snapshot.site.name
    header = document(snapshot, home).derive(read_header)
    for words, where in ((header.words, "页头文字"), (header.picture_words, "页头图片的替代文字")):
        how = shows(name, words)
        if how:
            what = "网站名称" if how == "full" else "网站名称的简称"
            yield Finding.at(Verdict.OK, f"首页{where}含有{what}。", home)
            return
    why = "页头有图片没有替代文字" if header.silent_pictures else "名称可能在背景图中"
    text = f"首页页头文字未见网站名称“{quoted(name)}”，{why}，需人工查看。"
    yield Finding.at(Verdict.NEEDS_REVIEW, text, home)
