"""The links that leave the site do not lead to resold, parked, gambling or pornographic sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.reach import answers
from govsite_checks.reading.links.resold import resold
from govsite_checks.reading.links.verdicts import label_of, quoted

_HOME = '<a href="http://a.example.org/">某协会</a>'


def _titled(title: str, final: str = "") -> Page:
    return replace(sample.page("external", "http://a.example.org/", final=final), title=title)


@rule(
    id="external-links-trustworthy",
    title="站外链接未指向不良或失效转手的网站",
    clause="index-2019/security-leak-incident",
    remediation="立即删除指向不良网站或已转手域名的链接，并排查同一域名的其他链接。",
    examples=[
        Example.ok(_HOME, says="1 个", pages=(_titled("某协会官方网站"),)),
        Example.needs_review(_HOME, says="博彩", pages=(_titled("澳门新葡京官网-真人娱乐"),)),
        Example.needs_review(_HOME, says="出售", pages=(_titled("example.org 域名出售"),)),
        Example.needs_review(_HOME, says="dan.com", pages=(_titled("", "https://dan.com/buy/example.org"),)),
        Example.ok(
            _HOME,
            says="1 个",
            pages=(_titled("公安机关打击赌场专项行动"),),
            note="谈论打击赌博的不是赌博网站",
        ),
        Example.no_evidence(
            _HOME,
            says="未能查看",
            pages=(sample.page("external", "http://a.example.org/", status=None, error="timeout"),),
        ),
    ],
    catalogue=("security-leak-incident",),
    auto="P",
    needs=(Role.EXTERNAL,),
    scope="online",
)
def external_links_trustworthy(snapshot: Snapshot) -> Iterable[Finding]:
    """No sampled outward link answers with the title or at the host of a resold, parked, gambling or pornographic site.

    检查内容：
        抽查到的站外链接打开后的标题和最终域名，是否带有域名停放、出售、博彩、色情等特征。
    检查依据：
        政府网站检查指标单项否决“安全、泄密事故等严重问题”：不得发布或链接反动、暴力、色情等内容。
    整改方法：
        立即删除指向不良网站或已转手域名的链接，并排查全站同一域名的其他链接。
    人工判断：
        只提出线索，一律由人工打开确认；线索写明标题中的字样或最终域名。
    已知局限：
        只看标题和最终域名，不看页面内容；对搜索引擎和普通访客显示不同内容的网站看不出。
    """
    known = snapshot.derive(answers)
    seen = [page for page in snapshot.pages_of(Role.EXTERNAL) if page.seen]
    found = [(page, why) for page in seen if (why := resold(page))]
    for page, why in found:
        label = quoted(label_of(snapshot, known, page) or page.url)
        text = f"站外链接“{label}”打开后{why}，可能指向不良或已转手的网站，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=f"{page.url} {page.title}")
    if not found and any(page.title for page in seen):
        yield Finding.at(Verdict.OK, f"抽查的 {len(seen)} 个站外链接的标题和域名未见异常。", snapshot.home)
    elif not found:
        yield Finding.at(Verdict.NO_EVIDENCE, "抽查的站外链接没有可供判断的标题。", snapshot.home)
