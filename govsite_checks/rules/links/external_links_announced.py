"""Whoever leaves the site for one of no government is told so."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.links.hidden_links import CERTAIN, How, read_hidden_links
from govsite_checks.reading.links.prompts import read_prompts
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import Document, document


@rule(
    id="external-links-announced",
    title="离开本站前往非政府网站时有提示",
    clause="guideline-2017/external-link-notice",
    remediation="点击指向非政府网站的链接时，弹出“即将离开本站”一类的提示。",
    examples=[
        Example.ok('<a href="https://www.gov.cn/">中国政府网</a><a href="/zwgk/">政务公开</a>', says="未见"),
        Example.ok(
            '<a href="https://a.example.com/" onclick="return confirm(\'您即将离开本站，是否继续？\')">某协会</a>',
            says="1 个",
        ),
        Example.ok(
            '<a href="/jump.html?url=https://a.example.com/">某协会</a>', says="未见", note="经本站提示页跳转"
        ),
        Example.needs_review('<a href="https://a.example.com/">某协会</a>', says="“某协会”"),
        Example.needs_review(
            '<a href="https://a.example.com/">某协会</a>'
            "<script>$('a').click(function(){ alert('您即将离开本网站'); })</script>",
            says="脚本中有",
            note="全站脚本统一提示的，从网页文字不能确定对哪些链接起作用",
        ),
        Example.ok(
            '<a href="https://bszs.conac.cn/sitename?method=show">标识</a>',
            says="未见",
            note="党政机关网站标识的查验页不是需要提示的链接",
        ),
        Example.ok(
            '<div style="display:none"><a href="http://a.example.com/">棋牌娱乐平台</a></div>',
            says="未见",
            note="读者看不见的链接由另一项检查判断",
        ),
    ],
    catalogue=("external-link-notice",),
    auto="P",
)
def external_links_announced(snapshot: Snapshot) -> Iterable[Finding]:
    """Each link of the home page to a host of no government carries a prompt of its own, or a person has to click.

    检查内容：
        首页指向非政府网站的链接是否有离开提示：链接自带提示动作，或页面脚本中有统一的提示文字；读者看不见的链接不计。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：离开本站前往非政府网站时应有提示。
    整改方法：
        点击指向非政府网站的链接时弹出提示，由用户确认后再跳转。
    人工判断：
        提示常由脚本统一加上，从网页文字不能断定没有；未见提示的一律列为待确认，由人工点击查看。
    已知局限：
        只看首页；同一平台的网站、政府网站、政务和公益域名不需要提示；链接下拉框不在其内。
    """
    home = snapshot.home
    of = document(snapshot, home)
    prompts, unseen = of.derive(read_prompts), of.derive(_never_seen)
    silent = [item for item in prompts.silent if item.link.node not in unseen]
    if all(item.link.node in unseen for item in prompts.outward):
        yield Finding.at(Verdict.OK, "首页未见直接指向非政府网站的链接。", home)
    elif not silent:
        shown = sum(1 for item in prompts.outward if item.link.node not in unseen)
        yield Finding.at(Verdict.OK, f"首页 {shown} 个指向非政府网站的链接均有离开提示。", home)
    else:
        names = listed([item.link.label or item.host for item in silent], 3)
        how = "脚本中有离开提示的文字" if prompts.scripted else "未见离开提示"
        text = f"首页有 {len(silent)} 个指向非政府网站的链接（{names}），{how}，需人工点击确认。"
        yield Finding.at(
            Verdict.NEEDS_REVIEW, text, home, snippet=" ".join(item.link.url for item in silent[:5])
        )


def _never_seen(of: Document) -> frozenset[int]:
    """The links that no reader is meant to see; they are another rule's."""
    hidden = of.derive(read_hidden_links)
    return frozenset(
        item.outward.link.node for item in hidden if item.sold or item.how in CERTAIN - {How.GONE}
    )
