"""The forms that guides offer can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, rule
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.reach import Reach, State, answers
from govsite_checks.reading.links.verdicts import Followed, label_of, report

_GUIDE = sample.page("guide", "/g/1.html", '<p>申请材料：<a href="/f/1.doc">申请表</a></p>')


def _file(**more: object) -> Page:
    return sample.page("attachment", "/f/1.doc", parent="/g/1.html", **more)  # type: ignore[arg-type]


@rule(
    id="guide-forms-downloadable",
    title="办事指南的表格和附件均能下载",
    clause="census-2015/attachment-download",
    remediation="补齐打不开的表格和附件，或修正地址。",
    needs=(Role.GUIDE,),
    examples=[
        Example.ok("", says="1 个", pages=(_GUIDE, _file(content_type="application/msword"))),
        Example.violation(
            "", says="“申请表”打不开：返回 404", pages=(_GUIDE, _file(status=404, error="http-status"))
        ),
        Example.violation("", says="返回 410", pages=(_GUIDE, _file(status=410, error="http-status"))),
        Example.needs_review("", says="返回的是网页", pages=(_GUIDE, _file(content_type="text/html"))),
        Example.no_evidence("", says="未能确认", pages=(_GUIDE, _file(status=None, error="timeout"))),
        Example.no_evidence("", says="未能确认", pages=(_GUIDE, _file(status=403, error="http-status"))),
        Example.no_evidence("", says="未抽查", pages=(_GUIDE,)),
    ],
    catalogue=("attachment-download",),
)
def guide_forms_downloadable(snapshot: Snapshot) -> Iterable[Finding]:
    """No form of a guide is answered by 404 or 410.

    检查内容：
        抽查的办事指南所附表格、样表等文件能否下载，打不开的逐一列出。
    检查依据：
        国办发〔2015〕15号普查评分表“附件下载”；扣分办法未核实。
    整改方法：
        补齐文件，或修正地址。
    人工判断：
        文件地址返回的是网页、抽查的文件全部打不开时，需人工查看。
    已知局限：
        只访问抽查到的文件，不打开检查内容；超时、拒绝访问等不视为打不开。
    """
    known = snapshot.derive(answers)
    followed = []
    for page in snapshot.pages_of(Role.ATTACHMENT):
        parent = known.of(page.parent)
        if parent is not None and parent.role == Role.GUIDE:
            label = label_of(snapshot, known, page) or page.url.rpartition("/")[2]
            followed.append(Followed(label, page, _seen(known.reach(page), page), "办事指南附件"))
    yield from report(followed, "办事指南附件", home=snapshot.home)


def _seen(reached: Reach, page: Page) -> Reach:
    """A page in place of a file is no proof of either."""
    is_page = page.content_type.lower().startswith(("text/html", "application/xhtml"))
    if reached.state is State.OK and is_page and guide_words().links["file"].search(page.url):
        return Reach(State.DOUBTFUL, "返回的是网页而不是文件")
    return reached
