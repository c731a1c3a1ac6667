"""The arguments of ``govsite census``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from govsite_checks.commands.history import add_history

from . import DONE, FOUND, USAGE

_NAMED = 20
# What the trend on the page goes back to: three years.
_QUARTERS = 12


def add_parser(commands: Any) -> None:
    """Add ``census`` to the commands of ``govsite``."""
    parser = commands.add_parser("census", help="一个季度的普查统计：各项比例、各单位情况、点名的问题")
    parser.add_argument("--quarter", required=True, metavar="2018Q3", help="哪个季度，须已导入历史")
    add_history(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="另在这个检查报告目录中写入普查统计页 census.html"
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print a census; 0 every running site was judged, 1 some were not, 2 it cannot be taken."""
    from govsite_checks.census.output import to_json
    from govsite_checks.census.quarter import Quarter
    from govsite_checks.census.text import to_text
    from govsite_checks.history import History, HistoryError, census_of, figures_by_quarter

    try:
        quarter = Quarter.parse(options.quarter)
        with History(options.history) as history:
            census = census_of(history, quarter)
            unjudged = history.unjudged(quarter)
            trend = figures_by_quarter(history, quarter, _QUARTERS) if options.report else ()
    except (HistoryError, ValueError) as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    if not census.results.judged:
        sys.stderr.write(f"govsite: {quarter} 只有台账，没有检查结果；请先导入检查报告\n")
        return USAGE
    if options.report:
        from govsite_checks.report.census_page import write_census_page

        sys.stderr.write(f"普查统计页：{write_census_page(options.report, census, trend)}\n")
    sys.stdout.write(to_json(census) if options.format == "json" else to_text(census))
    if not unjudged:
        return DONE
    named = "、".join(unjudged[:_NAMED])
    sys.stderr.write(f"govsite: {len(unjudged)} 个正常运行的网站没有检查结果：{named}\n")
    return FOUND
