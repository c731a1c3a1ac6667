"""What the age of a column amounts to: the findings of the rules that ask whether columns are updated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from govsite_checks.model import ColumnType, Finding, Snapshot, Verdict
from govsite_checks.wording import COLUMN_TYPE

from .upkeep import Seen, Upkeep, clean, of_types, read_upkeep


def by_column(
    snapshot: Snapshot, types: Iterable[str], *, window_days: int, first_level_only: bool = False
) -> Iterator[Finding]:
    """One finding for each column of some types: whether its newest item lies within the window."""
    columns = [
        c
        for c in of_types(snapshot.derive(read_upkeep), types)
        if c.column.level == 1 or not first_level_only
    ]
    names = "、".join(COLUMN_TYPE[ColumnType(type)] for type in types)
    if not columns:
        yield Finding(Verdict.NO_EVIDENCE, f"已查看的页面中未见{names}类栏目。", snapshot.home.url)
    for column in columns:
        yield _finding(column, snapshot.as_of, window_days)


def _finding(column: Upkeep, as_of: datetime, window_days: int) -> Finding:
    name, newest, age = f"栏目“{column.title}”", column.newest, column.age(as_of)
    if newest is not None and column.fresh(as_of, window_days):
        verdict, said = Verdict.OK, f"{name}最新信息日期为{newest.day}，在{window_days}天以内。"
    elif newest is not None and column.seen is Seen.DATED:
        verdict = Verdict.VIOLATION
        said = f"{name}最新信息日期为{newest.day}，距监测时间点{age}天，超过{window_days}天。"
    elif column.seen is Seen.UNSEEN:
        verdict, said = Verdict.NO_EVIDENCE, f"未能查看{name}：{clean(column.why)}。"
    elif column.seen is Seen.EMPTY:
        verdict, said = Verdict.NOT_APPLICABLE, f"{name}没有内容（{clean(column.why)}），由空白栏目检查判断。"
    else:
        near = f"，所见最新日期为{newest.day}" if newest is not None else ""
        verdict, said = (
            Verdict.NEEDS_REVIEW,
            f"{name}是否在{window_days}天内更新不能确认：{clean(column.why)}{near}。",
        )
    return Finding.at(verdict, said, column.page, snippet=newest.text if newest is not None else "")
