"""What the page of a column shows beside its frame, by the kind of the column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .content import Column, SiteContent
from .facts import Facts

_OPEN_TO_ALL = ("jgzn", "ldxx", "zcwj", "zcjd", "ghjh", "rsxx", "sjfb", "xxgknb")


def of_column(content: SiteContent, facts: Facts, column: Column, now: datetime) -> dict[str, Any]:
    """The names that the template of a column's kind needs."""
    match column.kind:
        case "text":
            return _text(content, facts, column)
        case "leaders":
            return {"leaders": content.leaders}
        case "catalogue":
            return {"entries": _catalogue(content, column)}
        case "guides" | "forms":
            return {"guides": content.guides}
        case "statistics":
            last = now.replace(day=1)
            month = f"{last.year - (last.month == 1)}年{(last.month - 2) % 12 + 1}月"
            return {"guides": content.guides, "updated": last, "month": month}
        case "messages":
            return {"messages": content.messages}
        case "surveys":
            return {"surveys": content.surveys}
    return {}


def _text(content: SiteContent, facts: Facts, column: Column) -> dict[str, Any]:
    blank = column.slug in facts.columns.blank
    paper = {"title": "政府信息公开申请表.doc", "url": "/uploads/ysqgk.doc"}
    return {
        "heading": column.title,
        "paragraphs": () if blank else content.text(column.slug),
        "map": facts.content.map if column.slug == "gkxx" and not blank else "",
        "attachments": (paper,) if column.slug == "ysqgk" and not blank else (),
    }


def _catalogue(content: SiteContent, column: Column) -> list[tuple[str, str, str]]:
    if column.slug == "sxml":
        return [(guide.title, guide.url, "窗口办理") for guide in content.guides]
    return [(c.title, c.url, "主动公开") for c in content.columns if c.slug in _OPEN_TO_ALL]
