"""Fewer than five columns are stale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import Seen, Upkeep, named, of_types, read_upkeep, without_parents


def _columns(days: int, count: int, type: str = "news") -> tuple[Page, ...]:
    """So many columns of a type for an example, each with a newest item so many days old."""
    return tuple(
        sample.column(type, sample.rows(days, days + 9, days + 99), f"/{type}{n}/", title=f"第{n}类信息")
        for n in range(1, count + 1)
    )


@rule(
    id="columns-updated",
    title="逾期未更新的栏目不足5个",
    clause="census-2015/column-not-updated",
    remediation="逐个更新逾期的动态、要闻类和通知公告、政策文件类栏目；不能保障更新的栏目要调整或合并。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="4个", pages=(*_columns(15, 4), *_columns(1, 2, "notice"))),
        Example.violation("", says="5个", pages=(*_columns(15, 4), *_columns(185, 1, "policy"))),
        Example.ok("", says="0个", pages=_columns(14, 6)),
        Example.no_evidence(
            "",
            says="另有2个未能查看",
            pages=(
                *_columns(15, 4),
                sample.column("news", path="/b/", status=None, error=PageError.TIMEOUT),
                sample.column("notice", path="/c/", status=None, error=PageError.SITE_LEFT),
            ),
        ),
        Example.needs_review(
            "",
            says="另有1个不能确认",
            pages=(*_columns(15, 4), sample.column("news", "<script>fetch('/list')</script>", path="/b/")),
        ),
        Example.ok(
            "",
            says="4个",
            pages=(*_columns(15, 4), sample.column("news", sample.rows(15, 24, 114), "/", title="信息发布")),
            note="上级栏目只汇总下级栏目的信息，不重复计数",
        ),
    ],
    catalogue=("column-not-updated",),
    auto="P",
)
def columns_updated(
    snapshot: Snapshot,
    *,
    news_days: int = 14,
    notice_days: int = 184,
    max_stale: int = 4,
    first_level_only: bool = False,
) -> Iterable[Finding]:
    """At most four news, notice and policy columns are past their windows.

    检查内容：
        动态、要闻类栏目（默认14天）与通知公告、政策文件类栏目（默认184天，即六个月最长的天数）中逾期未更新的合计数，
        默认不多于4个（满5个即单项否决）。first_level_only 为真时，后一类只计一级栏目。逐个列出栏目。
    检查依据：
        国办发〔2015〕15号普查评分表单项否决“栏目不更新”第一种情形；国办秘函〔2019〕19号同名指标的后一类只计一级栏目。
    整改方法：
        逐个更新逾期栏目；不能保障更新的栏目要调整或合并。
    人工判断：
        只有逐个看全、日期可以确认的栏目才计入；仅此已满5个时给出不符合。加上不能确认的栏目可能满5个时，需人工查看。
        只因未能查看而不能排除的，不作判断。
    已知局限：
        栏目类别由标签、名称和网址判断。上级栏目与其下级栏目同时逾期时只计下级栏目。
    """
    news, rest = _counted(snapshot, first_level_only)
    as_of = snapshot.as_of
    stale = _stale(news, as_of, news_days, parts=True) + _stale(
        rest, as_of, notice_days, parts=not first_level_only
    )
    unsure = [
        c
        for columns, window in ((news, news_days), (rest, notice_days))
        for c in columns
        if c.seen is Seen.UNSURE and not c.fresh(as_of, window)
    ]
    unseen = [c for c in (*news, *rest) if c.seen is Seen.UNSEEN]
    said = f"已查看的栏目中逾期未更新的有{len(stale)}个{named(stale)}"
    home = snapshot.home
    if len(stale) > max_stale:
        yield Finding.at(Verdict.VIOLATION, f"{said}，多于{max_stale}个。", home)
    elif len(stale) + len(unsure) > max_stale:
        more = f"，另有{len(unseen)}个未能查看" if unseen else ""
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"{said}，另有{len(unsure)}个不能确认{named(unsure)}{more}。", home
        )
    elif len(stale) + len(unsure) + len(unseen) > max_stale:
        yield Finding.at(Verdict.NO_EVIDENCE, f"{said}，另有{len(unseen)}个未能查看，不能判断总数。", home)
    else:
        yield Finding.at(Verdict.OK, f"{said}，不多于{max_stale}个。", home)


def _counted(snapshot: Snapshot, first_level_only: bool) -> tuple[list[Upkeep], list[Upkeep]]:
    columns = snapshot.derive(read_upkeep)
    news = of_types(columns, (ColumnType.NEWS,))
    rest = of_types(columns, (ColumnType.NOTICE, ColumnType.POLICY))
    return list(news), [c for c in rest if c.column.level == 1 or not first_level_only]


def _stale(columns: list[Upkeep], as_of: datetime, window_days: int, *, parts: bool) -> list[Upkeep]:
    stale = [c for c in columns if c.stale(as_of, window_days)]
    return list(without_parents(stale)) if parts else stale
