"""Special topics that have ended are labelled or archived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from re import Pattern

from govsite_checks import sample
from govsite_checks.model import CHINA, ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import Document, document
from govsite_checks.reading.page.tables import any_of, table


def _topic(html: str) -> tuple[object, ...]:
    return (sample.column("topic", html, "/zt/1/", title="防汛抗旱专题"),)


@rule(
    id="topics-archived",
    title="已结束的专题有标注或归档",
    clause="guideline-2017/topic-archived",
    remediation="对已结束的专题加注“已归档”等说明，或移入历史专题。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="1 个", pages=_topic(sample.rows(10, 20, 30, 40, 50))),
        Example.ok(
            "", says="1 个", pages=_topic(f"<h2>本专题已归档</h2>{sample.rows(900, 910, 920, 930, 940)}")
        ),
        Example.needs_review("", says="“防汛抗旱专题”", pages=_topic(sample.rows(900, 910, 920, 930, 940))),
        Example.not_applicable("", says="未见专题", pages=(sample.column("notice", sample.rows(10)),)),
    ],
    catalogue=("topic-archived",),
    auto="P",
)
def topics_archived(snapshot: Snapshot, *, window_days: int = 730) -> Iterable[Finding]:
    """A special topic whose newest item is older than two years says that it has ended.

    检查内容：
        专题栏目最新一条信息早于设定天数时，页面是否有“归档”“已结束”等标注；属建议性检查。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：已结束的专题应标注或归档。
    整改方法：
        对已结束的专题加注说明，或移入历史专题。
    人工判断：
        专题是否结束由人工判断，机器只列出久未更新又没有标注的专题。
    已知局限：
        只看抽查到的专题；没有日期的专题不作判断。
    """
    pages = [
        page
        for page in snapshot.pages_of(Role.COLUMN)
        if page.column and page.column.type == ColumnType.TOPIC
    ]
    oldest = snapshot.as_of.astimezone(CHINA).date() - timedelta(days=window_days)
    judged = 0
    silent = []
    for page in pages:
        dated = document(snapshot, page).derive(read_list).newest if page.seen else None
        if dated is not None and page.column is not None:
            judged += 1
            if dated.day < oldest and not _ended(document(snapshot, page)):
                silent.append((page, page.column.title, dated.day.isoformat()))
    for page, title, day in silent:
        text = f"专题“{quoted(title)}”最新信息为 {day}，页面未见归档或结束的标注，需人工确认是否已结束。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, page)
    if not pages:
        yield Finding.at(Verdict.NOT_APPLICABLE, "抽查的栏目中未见专题。", snapshot.home)
    elif not judged:
        yield Finding.at(Verdict.NO_EVIDENCE, "抽查的专题没有读到日期。", snapshot.home)
    elif not silent:
        yield Finding.at(Verdict.OK, f"抽查的 {judged} 个专题仍在更新或已有标注。", snapshot.home)


def _ended(page: Document) -> bool:
    return bool(_words().search(page.html[:20_000]))


@cache
def _words() -> Pattern[str]:
    return any_of(table("layout")["topics"]["ended"])
