"""The annexes of a notice: units with their websites, units with the messages of the public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsite_checks.office import Form, OutColumn, OutSheet, write_workbook

from .material import Material, safe
from .speaking import MissingError

if TYPE_CHECKING:
    from govsite_checks.census.census import Census
    from govsite_checks.census.figure import Figure
    from govsite_checks.census.results import SiteResult
    from govsite_checks.ledgers.messages import Messages, UnitMessages
    from govsite_checks.office.workbook import Written

_KINDS: Final = {"district": "区", "department": "部门", "other": "其他"}
_STATUS: Final = {"online": "正常运行", "suspended": "临时下线", "offline": "永久下线", "merged": "已整合"}
_OUTCOMES: Final = {"passed": "合格", "failed": "不合格", "failed-by-veto": "不合格（单项否决）"}
_NO_UNIT: Final = "（未登记单位）"
# Shares of annex 1: the figure's id, the head above it, and its own.
_SHARES: Final = (
    ("sites-passed", "检查结果", "合格率"),
    ("mark-party-gov", "底部标识添加比例", "党政机关"),
    ("mark-site-code", "底部标识添加比例", "标识码"),
    ("mark-icp", "底部标识添加比例", "ICP备案"),
    ("mark-police", "底部标识添加比例", "公安备案"),
    ("marks-all", "底部标识添加比例", "全部"),
    ("jiucuo-entry", "“找错”平台", "入口"),
    ("jiucuo-standard", "“找错”平台", "规范嵌入"),
)
# Sites with a problem, by figure: how many.
_PROBLEMS: Final = (
    ("closed-alive", "下线仍可访问"),
    ("closed-overdue", "超期未整合"),
    ("merged-residue", "整合后不规范"),
    ("guide-elements", "指南要素不全"),
    ("survey-unused", "征集未使用"),
)


def write_annex_1(path: Path, material: Material) -> None:
    """Annex 1: the websites of each unit, and what the census saw of them.

    Raises:
        OSError: the file cannot be written.
    """
    census = material.census
    write_workbook(
        path, [_units(census), _fractions(census), _sites(census), _definitions(census)], material.as_of
    )


def _units(census: Census) -> OutSheet:
    columns = [
        OutColumn("序号", Form.COUNT, 5),
        OutColumn("单位", width=24),
        OutColumn("类别", width=6),
        OutColumn("上季度", Form.COUNT, 8, "运行网站数"),
        OutColumn("本季度", Form.COUNT, 8, "运行网站数"),
        OutColumn("合格数", Form.COUNT, 8, "检查结果"),
        *(OutColumn(title, Form.PERCENT, 9, group) for _, group, title in _SHARES),
        *(OutColumn(title, Form.COUNT, 8, "存在问题的网站数") for _, title in _PROBLEMS),
    ]
    rows = [
        [number, safe(row.unit) or _NO_UNIT, _KINDS.get(row.kind, ""), *_figures(row.figures)]
        for number, row in enumerate(census.units, start=1)
    ]
    return OutSheet(
        "各单位运行和检查情况",
        columns,
        rows,
        title=f"{census.quarter.said}各单位政府网站运行和检查情况",
        totals=["", "合计", "", *_figures(census.figures)],
        notes=(
            "比例的分子、分母和未能判定的网站数见“分子分母”表，口径见“计算口径”表。",
            "空白表示没有可以计算的网站。",
        ),
        frozen=2,
    )


def _figures(figures: Mapping[str, Figure]) -> list[Written]:
    total = figures.get("sites-total")
    passed = figures.get("sites-passed")
    return [
        None if total is None else total.count_before,
        None if total is None else total.count,
        None if passed is None or passed.ratio is None or not passed.ratio.of else passed.ratio.n,
        *(_percent(figures.get(id)) for id, _, _ in _SHARES),
        *(_count(figures.get(id)) for id, _ in _PROBLEMS),
    ]


def _percent(figure: Figure | None) -> Decimal | None:
    return None if figure is None or figure.ratio is None else figure.ratio.percent


def _count(figure: Figure | None) -> int | None:
    """How many sites have the problem; nothing where none was judged."""
    return None if figure is None or figure.ratio is None or not figure.ratio.of else figure.ratio.n


def _fractions(census: Census) -> OutSheet:
    """Each share of each unit as n/N, and how many sites are in neither."""
    wanted = [(id, title) for id, _, title in _SHARES]
    columns = [
        OutColumn("单位", width=24),
        *(
            OutColumn(title, form, width, f"{name}")
            for _, name in wanted
            for title, form, width in (("n/N", Form.TEXT, 10), ("另计", Form.COUNT, 6))
        ),
    ]
    rows = [[safe(row.unit) or _NO_UNIT, *_parts(row.figures, wanted)] for row in census.units]
    return OutSheet("分子分母", columns, rows, totals=["合计", *_parts(census.figures, wanted)])


def _parts(figures: Mapping[str, Figure], wanted: Sequence[tuple[str, str]]) -> list[Written]:
    cells: list[Written] = []
    for id, _ in wanted:
        figure = figures.get(id)
        if figure is None or figure.ratio is None:
            cells += [None, None]
        else:
            cells += [f"{figure.ratio.n}/{figure.ratio.of}", sum(number for _, number in figure.aside)]
    return cells


def _sites(census: Census) -> OutSheet:
    columns = [
        OutColumn("序号", Form.COUNT, 6),
        OutColumn("标识码（编号）", Form.CODE, 18),
        OutColumn("网站名称", width=36),
        OutColumn("网址", width=36),
        OutColumn("单位", width=24),
        OutColumn("状态", width=10),
        OutColumn("检查结果", width=18),
        OutColumn("得分", Form.TEXT, 10),
    ]
    rows = [_site(number, site) for number, site in enumerate(census.results.sites, start=1)]
    notes = () if census.results.profile_verified else ("检查标准中有尚未核实的分值，带“参考”的得分供参考。",)
    return OutSheet("网站明细", columns, rows, notes=notes, frozen=3)


def _site(number: int, site: SiteResult) -> list[Written]:
    score = "" if site.score is None else f"{site.score}{'（参考）' if site.reference else ''}"
    outcome = _OUTCOMES.get(site.outcome, "未评分" if site.outcome else "未检查")
    return [
        number,
        site.id,
        safe(site.name, 200),
        safe(site.url, 300),
        safe(site.unit) or _NO_UNIT,
        _STATUS.get(site.status, site.status),
        outcome if site.status == "online" else "",
        score,
    ]


def _definitions(census: Census) -> OutSheet:
    columns = [
        OutColumn("数字", width=34),
        OutColumn("n/N", width=12),
        OutColumn("比例", Form.PERCENT, 9),
        OutColumn("口径", width=90),
        OutColumn("另计", width=40),
    ]
    rows: list[list[Written]] = []
    for figure in census.figures.values():
        aside = "、".join(f"{reason} {number}" for reason, number in figure.aside)
        text = str(figure.count) if figure.ratio is None else f"{figure.ratio.n}/{figure.ratio.of}"
        definition = figure.definition or (figure.ratio.definition if figure.ratio else "")
        rows.append([figure.title, text, _percent(figure), definition, aside])
    return OutSheet("计算口径", columns, rows)


def write_annex_2(path: Path, material: Material) -> None:
    """Annex 2: the messages that each unit received, and how it handled them.

    Raises:
        MissingError: there is no ledger of messages.
        OSError: the file cannot be written.
    """
    messages = material.messages
    if messages is None:
        raise MissingError("没有网民留言台账")
    columns = [
        OutColumn("序号", Form.COUNT, 6),
        OutColumn("单位", width=36),
        OutColumn("收到留言", Form.COUNT, 11),
        OutColumn("已到期", Form.COUNT, 11, "截至监测时间点"),
        OutColumn("按期办结", Form.COUNT, 11, "截至监测时间点"),
        OutColumn("超时", Form.COUNT, 11, "截至监测时间点"),
        OutColumn("未到期", Form.COUNT, 11, "截至监测时间点"),
        OutColumn("按期办结率", Form.PERCENT, 12),
        OutColumn("退回重办", Form.COUNT, 11),
    ]
    rows = [_messages(number, unit, messages) for number, unit in enumerate(messages.units, start=1)]
    due, on_time = sum(unit.due for unit in messages.units), sum(unit.on_time for unit in messages.units)
    rate = _percent(messages.figures().get("messages-on-time"))
    totals: list[Written] = ["", "合计", messages.total, due, on_time]
    totals += [sum(unit.late for unit in messages.units), sum(unit.not_due for unit in messages.units), rate]
    totals.append(sum(unit.returned for unit in messages.units) if messages.returns_known else None)
    notes = ["按期办结率＝按期办结数÷截至监测时间点已到办理期限的留言数；未到期的不计入。", *messages.notes]
    notes += [f"{messages.refusal}。"] if messages.refusal else []
    notes += (
        [f"有 {messages.assumed} 条留言所在年份没有节假日日历，办理期限只按周末推算。"]
        if messages.assumed
        else []
    )
    title = f"{material.census.quarter.said}各单位“我为政府网站找错”平台留言办理情况"
    sheet = OutSheet("留言办理情况", columns, rows, title=title, totals=totals, notes=notes, frozen=2)
    write_workbook(path, [sheet], material.as_of)


def _messages(number: int, unit: UnitMessages, messages: Messages) -> list[Written]:
    counts: list[Written] = [
        unit.received,
        unit.due,
        unit.on_time,
        unit.late,
        unit.not_due,
        unit.rate.percent,
    ]
    return [number, safe(unit.unit), *counts, unit.returned if messages.returns_known else None]
