"""A ledger's figures for a terminal, for a program and for an office: lines, JSON, a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from govsite_checks.census.figure import Figure
from govsite_checks.model import printable
from govsite_checks.office import OutColumn, OutSheet

from .ledger import Ledger
from .listing import Listing, listings
from .undiscovered import Undiscovered

MAX_LINE: Final = 600
MAX_ROWS: Final = 60  # of a list, on a terminal
MAX_REFUSED: Final = 200


def lines(ledger: Ledger) -> Iterator[str]:
    """What a person reads: every figure with its n and N, the lists, the notes; nothing in them moves a terminal."""
    if not isinstance(ledger, Undiscovered):  # of no table
        yield f"读取 {ledger.rows_read} 行，未计入 {ledger.rows_refused} 行"
    for figure in ledger.figures().values():
        yield _said(figure)
    for listing in listings(ledger):
        yield f"{listing.title}（{len(listing.rows)}）：{'｜'.join(listing.heads)}"
        for row in listing.rows[:MAX_ROWS]:
            yield "  " + printable("｜".join(_shown(cell) for cell in row), MAX_LINE)
        if (more := len(listing.rows) - MAX_ROWS) > 0:
            yield f"  另有 {more} 行，用 -o 写入表格可看全"
    for note in ledger.notes:
        yield printable(f"说明：{note}", MAX_LINE)


def refused_lines(ledger: Ledger) -> Iterator[str]:
    """Everything that is wrong with the tables, a place a line."""
    for one in ledger.refused[:MAX_REFUSED]:
        yield printable(str(one), MAX_LINE)
    if (more := len(ledger.refused) - MAX_REFUSED) > 0:
        yield f"另有 {more} 处问题未列出"


def _said(figure: Figure) -> str:
    if figure.count is not None:
        return f"{figure.title}：{figure.count}（{figure.definition}）"
    if figure.ratio is None or not figure.known:
        return f"{figure.title}：没有可计算的数据" + _aside(figure)
    ratio = figure.ratio
    return f"{figure.title}：{figure.text}（{ratio.n}/{ratio.of}；分母：{ratio.definition}）" + _aside(figure)


def _aside(figure: Figure) -> str:
    return "".join(f"；{title} {count}，另计" for title, count in figure.aside)


def _shown(cell: object) -> str:
    return "–" if cell is None or cell == "" else str(cell)


def json_text(ledger: Ledger) -> str:
    """The same for a program; the same ledger gives the same bytes."""
    return json.dumps(_dict(ledger), ensure_ascii=False, indent=2) + "\n"


def _dict(ledger: Ledger) -> dict[str, Any]:
    return {
        "rows": {"read": ledger.rows_read, "refused": ledger.rows_refused, "total": ledger.rows_total},
        "figures": [_figure(figure) for figure in ledger.figures().values()],
        "lists": {listing.title: _rows(listing) for listing in listings(ledger)},
        "notes": list(ledger.notes),
        "refused": [
            {"file": one.file, "sheet": one.sheet, "row": one.row, "column": one.column, "why": one.why}
            for one in ledger.refused
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    said: dict[str, Any] = {"id": figure.id, "title": figure.title}
    if figure.ratio is not None:
        said |= figure.ratio.to_dict()
    else:
        said |= {"count": figure.count, "definition": figure.definition}
    return said | {"aside": dict(figure.aside)}


def _rows(listing: Listing) -> list[dict[str, Any]]:
    return [
        {
            head: cell.isoformat() if isinstance(cell, date) else cell
            for head, cell in zip(listing.heads, row, strict=True)
        }
        for row in listing.rows
    ]


def sheets(ledger: Ledger) -> list[OutSheet]:
    """The same as a workbook: figures, lists, what was refused."""
    figures = [_figure_row(figure) for figure in ledger.figures().values()]
    heads = (
        OutColumn("指标", width=30),
        OutColumn("数值", width=10),
        OutColumn("分子", width=10),
        OutColumn("分母", width=10),
        OutColumn("口径", width=60),
    )
    notes = tuple(note for note in (ledger.refusal, *ledger.notes) if note)
    made = [OutSheet("指标", heads, figures, notes=notes)]
    for listing in listings(ledger):
        columns = [OutColumn(head, width=18 if len(listing.heads) > 1 else 40) for head in listing.heads]
        made.append(OutSheet(listing.title, columns, listing.rows))
    if ledger.refused:
        wrong = [(one.file, one.sheet, one.row, one.column, one.why) for one in ledger.refused]
        columns = [OutColumn(head, width=width) for head, width in _REFUSED]
        made.append(OutSheet("未计入的行", columns, wrong))
    return made


_REFUSED: Final = (("文件", 30), ("工作表", 12), ("行", 8), ("列", 8), ("原因", 60))


def _figure_row(figure: Figure) -> tuple[str, str, int | None, int | None, str]:
    ratio = figure.ratio
    definition = figure.definition if ratio is None else ratio.definition
    n, of = (None, None) if ratio is None else (ratio.n, ratio.of)
    return figure.title, figure.text or "–", n, of, definition + _aside(figure)
