"""Empty tables with their heads, so that an office knows the form that is read here."""

from __future__ import annotations

from typing import Final

from govsite_checks.office import ColumnSpec, Form, Kind, OutColumn, OutSheet

from .kinds import KINDS, columns_for

_MAX_WORDS: Final = 6
_FORMS: Final = {Kind.DATE: Form.DATE, Kind.DATETIME: Form.DATE, Kind.INT: Form.COUNT, Kind.CODE: Form.CODE}
_SAID: Final = {
    Kind.INT: "整数",
    Kind.DATE: "日期，如 2018-09-10",
    Kind.DATETIME: "日期或时间，如 2018-09-10 或 2018-09-10 18:00",
    Kind.YES_NO: "是或否",
    Kind.CODE: "编码，按文本填写",
}

_SAID_HEADS: Final = (("表头", 18), ("是否必填", 16), ("填写内容", 44), ("表头也可写作", 60))


def template(kind: str) -> list[OutSheet]:
    """The empty table of a kind, and a sheet that says what stands in each column.

    Raises:
        KeyError: there is no such kind.
    """
    columns = columns_for(kind)
    heads = [
        OutColumn(column.title, _FORMS.get(column.kind, Form.TEXT), max(12, 2 * len(column.title) + 4))
        for column in columns
    ]
    said = [OutColumn(head, width=width) for head, width in _SAID_HEADS]
    return [OutSheet(KINDS[kind], heads, []), OutSheet("填表说明", said, [_about(one) for one in columns])]


def _about(column: ColumnSpec) -> tuple[str, str, str, str]:
    must = "必填" if column.required else "须有此列，可空" if column.present else "可不填"
    what = _SAID.get(column.kind, "文字")
    if column.words:
        what = "、".join(list(column.words)[:_MAX_WORDS]) + " 等"
    return column.title, must, what, "、".join(column.heads[1:])
