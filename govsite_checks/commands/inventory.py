"""The arguments of ``govsite inventory``; what it needs to read tables is loaded only when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Add ``inventory import`` to the commands of ``govsite``."""
    parser = commands.add_parser("inventory", help="网站台账：由本单位的表格导入")
    actions = parser.add_subparsers(required=True, metavar="操作")
    importing = actions.add_parser("import", help="由 XLSX 或 CSV 表格生成网站台账（YAML）")
    importing.add_argument("table", type=Path, metavar="TABLE", help="表格文件：.xlsx 或 .csv（UTF-8、GBK）")
    importing.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help="写入的台账文件，如 beijing.yaml"
    )
    importing.add_argument("--sheet", default="", metavar="NAME", help="工作表名称；只有一个符合时不必写")
    importing.add_argument("--columns", type=Path, metavar="FILE", help="列名对照（YAML），如 url: 站点地址")
    importing.add_argument("--inventory", default="", metavar="SLUG", help="台账编号，默认取自文件名")
    importing.add_argument("--title", default="", metavar="TEXT", help="台账标题")
    importing.add_argument("--region", default="", metavar="TEXT", help="地区名称，如 北京市")
    importing.add_argument("--area-code", default="", metavar="CODE", help="行政区划代码，6 位")
    importing.add_argument("--profile", default="", metavar="NAME", help="按哪个标准评判")
    importing.add_argument("--force", action="store_true", help="覆盖已有的台账文件")
    importing.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Import; 0 done, 1 something in the table was refused, 2 nothing was written."""
    from govsite_checks.importing import command

    return command.run(options)
