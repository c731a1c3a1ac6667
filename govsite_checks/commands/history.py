"""The arguments of ``govsite history``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from . import DONE, FOUND, USAGE

DEFAULT = Path("reports") / "history.sqlite"
_NAMED = 20


def add_history(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which history."""
    parser.add_argument(
        "--history", type=Path, default=DEFAULT, metavar="FILE", help=f"历史文件，默认 {DEFAULT}"
    )


def add_parser(commands: Any) -> None:
    """Add ``history`` to the commands of ``govsite``."""
    parser = commands.add_parser("history", help="各季度的检查结果：导入、趋势、问题的来龙去脉")
    actions = parser.add_subparsers(required=True, metavar="操作")
    _add_import(actions.add_parser("import", help="导入一个季度的检查结果，可分片、可重复导入"))
    _add_list(actions.add_parser("list", help="列出已有的季度"))
    _add_trend(actions.add_parser("trend", help="一项要求、一个单位或一个网站的逐季变化"))
    _add_problems(actions.add_parser("problems", help="问题何时出现、何时整改、是否反弹"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "reports",
        nargs="*",
        type=Path,
        metavar="DIR",
        help="检查报告目录或 findings.jsonl，次序不限；不给出时只登记台账",
    )
    parser.add_argument("--quarter", required=True, metavar="2018Q3", help="哪个季度")
    parser.add_argument(
        "--sites", required=True, type=Path, metavar="FILE", help="这一季度的网站台账（YAML）"
    )
    parser.add_argument("--replace", action="store_true", help="取代历史中这一季度的另一次检查")
    add_history(parser)
    parser.set_defaults(command=run_import)


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_shared(parser)
    parser.set_defaults(command=run_list)


def _add_trend(parser: argparse.ArgumentParser) -> None:
    which = parser.add_argument_group("趋势的对象（至少一项；--rule 可与 --unit 同用）")
    which.add_argument("--rule", default="", metavar="ID", help="要求的规则编号，如 footer-icp")
    which.add_argument("--unit", default="", metavar="NAME", help="单位名称，与台账一致")
    which.add_argument("--site", default="", metavar="ID", help="网站编号")
    _add_shared(parser)
    parser.set_defaults(command=run_trend)


def _add_problems(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quarter", default="", metavar="2018Q3", help="截至哪个季度，默认全部")
    parser.add_argument("--rule", default="", metavar="ID", help="只看一项要求")
    parser.add_argument("--unit", default="", metavar="NAME", help="只看一个单位")
    parser.add_argument("--site", default="", metavar="ID", help="只看一个网站")
    parser.add_argument(
        "--state",
        choices=("open", "relapsed", "rectified", "ended"),
        default="",
        help="只看：未见整改（open，含反弹）、反弹、已整改、不再可比",
    )
    _add_shared(parser)
    parser.set_defaults(command=run_problems)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    add_history(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")


def run_import(options: argparse.Namespace) -> int:
    """Import; 0 every running site has a result (or only an inventory was given), 1 some have none, 2 nothing was kept."""
    from govsite_checks import inventory
    from govsite_checks.census.quarter import Quarter
    from govsite_checks.history import History, HistoryError, Part, Roster, import_quarter

    try:
        quarter = Quarter.parse(options.quarter)
        listed = inventory.load(options.sites.resolve())
        as_of = listed.as_of or quarter.last_moment
        roster = Roster(listed.slug, listed.title, listed.region, as_of, listed.sites)
        parts = [Part.at(path) for path in options.reports]
        with History(options.history, make=True) as history:
            done = import_quarter(history, quarter, roster, parts, replace=options.replace)
    except (HistoryError, ValueError) as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    sys.stderr.writelines(f"govsite: {note}\n" for note in done.notes)
    sys.stdout.write(
        f"{quarter}：台账 {done.sites} 个网站；检查结论新增 {done.new} 条、更新 {done.changed} 条、"
        f"不变 {done.same} 条；历史：{options.history}\n"
    )
    if not parts or not done.unjudged:
        return DONE
    named = "、".join(done.unjudged[:_NAMED])
    sys.stderr.write(f"govsite: {len(done.unjudged)} 个正常运行的网站还没有检查结果：{named}\n")
    return FOUND


def run_list(options: argparse.Namespace) -> int:
    """List the quarters."""
    from govsite_checks.history import HistoryError, telling

    try:
        sys.stdout.write(telling.runs(options.history, options.format))
    except HistoryError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    return DONE


def run_trend(options: argparse.Namespace) -> int:
    """Print a trend; 0 done, 2 the history knows nothing of it."""
    from govsite_checks.history import HistoryError, telling

    if not (options.rule or options.unit or options.site) or (
        options.site and (options.rule or options.unit)
    ):
        sys.stderr.write(
            "govsite: 请用 --rule、--unit 或 --site 指定看哪一项的趋势；--site 不与其他两项同用\n"
        )
        return USAGE
    try:
        text = telling.trend(
            options.history, options.format, rule=options.rule, unit=options.unit, site=options.site
        )
    except HistoryError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    sys.stdout.write(text)
    return DONE


def run_problems(options: argparse.Namespace) -> int:
    """Print what became of problems; 0 none is open, 1 some are, 2 it cannot be told."""
    from govsite_checks.census.quarter import Quarter
    from govsite_checks.history import HistoryError, telling

    try:
        quarter = Quarter.parse(options.quarter) if options.quarter else None
        text, still_open = telling.problems(
            options.history,
            options.format,
            rule=options.rule,
            unit=options.unit,
            site=options.site,
            until=quarter,
            state=options.state,
        )
    except (HistoryError, ValueError) as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    sys.stdout.write(text)
    return FOUND if still_open else DONE
