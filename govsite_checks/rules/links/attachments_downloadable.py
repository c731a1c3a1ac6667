"""The attachments of content pages can be downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, rule
from govsite_checks.reading.links.reach import Reach, State, answers
from govsite_checks.reading.links.verdicts import Followed, label_of, report

_ARTICLE = sample.page("article", "/a/1.html", '<h1>通知</h1><p>附件：<a href="/f/1.doc">报名表</a></p>')
_GUIDE = sample.page("guide", "/g/1.html", '<p><a href="/f/1.doc">申请表</a></p>')
# Whose attachments other rules judge.
_OTHERS = frozenset((Role.HOME, Role.GUIDE))
# The families of files that are never shown as a web page.
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|wps|et|rtf|zip|rar|7z)$", re.IGNORECASE)


@rule(
    id="attachments-downloadable",
    title="内容页的附件均能下载",
    clause="census-2015/link-availability",
    remediation="补齐打不开的附件，或修正附件地址。",
    needs=(Role.ARTICLE,),
    examples=[
        Example.ok(
            "",
            says="1 个",
            pages=(
                _ARTICLE,
                sample.page("attachment", "/f/1.doc", content_type="application/msword", parent="/a/1.html"),
            ),
        ),
        Example.violation(
            "",
            says="“报名表”打不开：返回 404",
            pages=(
                _ARTICLE,
                sample.page("attachment", "/f/1.doc", status=404, error="http-status", parent="/a/1.html"),
            ),
        ),
        Example.needs_review(
            "",
            says="返回的是网页",
            pages=(
                _ARTICLE,
                sample.page("attachment", "/f/1.doc", content_type="text/html", parent="/a/1.html"),
            ),
        ),
        Example.no_evidence(
            "",
            says="未抽查",
            pages=(
                _ARTICLE,
                _GUIDE,
                sample.page("attachment", "/f/1.doc", status=404, error="http-status", parent="/g/1.html"),
            ),
            note="办事指南的附件由办事服务的规则判断",
        ),
    ],
    catalogue=("link-availability", "attachment-download"),
)
def attachments_downloadable(snapshot: Snapshot) -> Iterable[Finding]:
    """No attachment of a content page is answered by 404 or 410.

    检查内容：
        内容页所附文件能否下载；打不开的逐一列出名称和地址。
    检查依据：
        全国政府网站普查评分表“链接可用性”：考察首页和其他页面不能打开或指向错误的链接数量。
    整改方法：
        补齐附件文件，或修正附件地址。
    人工判断：
        附件地址返回的是网页而不是文件、抽查的附件全部打不开时，需人工查看。
    已知局限：
        只访问抽查到的附件，不打开文件检查内容；办事指南的附件由办事服务的规则判断，首页上的文件由首页的规则判断。
    """
    known = snapshot.derive(answers)
    followed = []
    for page in snapshot.pages_of(Role.ATTACHMENT):
        parent = known.of(page.parent)
        if parent is None or parent.role not in _OTHERS:
            label = label_of(snapshot, known, page) or page.url.rpartition("/")[2]
            followed.append(Followed(label, page, _seen(known.reach(page), page), "附件"))
    yield from report(followed, "附件", home=snapshot.home)


def _seen(reached: Reach, page: Page) -> Reach:
    is_page = page.content_type.lower().startswith("text/html")
    if reached.state is State.OK and is_page and _FILE.search(page.url.partition("?")[0]):
        return Reach(State.DOUBTFUL, "返回的是网页而不是文件")
    return reached
