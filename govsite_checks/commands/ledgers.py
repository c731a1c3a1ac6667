"""The arguments of ``govsite ledger``; what it needs to read tables is loaded only when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

KINDS = ("messages", "selfcheck", "accounts", "posts", "domains", "rectification", "highlights")


def add_parser(commands: Any) -> None:
    """Add ``ledger`` to the commands of ``govsite``."""
    parser = commands.add_parser("ledger", help="读取本单位的各类台账，算出通报所用的数字")
    actions = parser.add_subparsers(required=True, metavar="台账")
    _add_messages(actions)
    _add_compared(actions, "selfcheck", "自查表与普查结果逐项比对")
    _add_new_media(actions)
    _add_domains(actions)
    _add_compared(actions, "rectification", "报告的整改与普查所见比对")
    highlights = _action(actions, "highlights", "工作亮点，用于通报的功能优化一段")
    _add_files(highlights)
    _add_undiscovered(actions)
    _add_template(actions)
    settings = actions.add_parser("settings", help="输出台账设定的样本（YAML），供修改后用于 --office")
    settings.set_defaults(command=run_settings)


def _action(actions: Any, name: str, about: str) -> argparse.ArgumentParser:
    """One kind of ledger, with what all of them take."""
    parser: argparse.ArgumentParser = actions.add_parser(
        name, help=about, epilog="退出码：0 完成，1 有未计入的行或候选，2 参数或文件不能用，3 未能完成。"
    )
    parser.add_argument("--sites", type=Path, metavar="FILE", help="网站台账（YAML），用于核对单位和网站")
    parser.add_argument("--history", type=Path, metavar="FILE", help="历史文件（SQLite），给出普查结果")
    parser.add_argument("--quarter", default="", metavar="QUARTER", help="历史文件中的季度，如 2018Q3")
    parser.add_argument(
        "--units", type=Path, metavar="FILE", help="单位别名（YAML），如 市公安局: 北京市公安局"
    )
    parser.add_argument(
        "--office",
        type=Path,
        metavar="FILE",
        help="本单位的台账设定（YAML）：单位别名、列名、各项标准；用 govsite ledger settings 取得样本",
    )
    parser.add_argument("--as-of", default="", metavar="DATE", help="监测时间点，默认取自网站台账或历史文件")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="另写入表格（.xlsx）")
    parser.set_defaults(command=run, ledger=name)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="TABLE", help=".xlsx 或 .csv（UTF-8、GBK）")
    parser.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="NAME",
        help="工作表名称，可写多次；只有一个符合时不必写",
    )


def _add_messages(actions: Any) -> None:
    parser = _action(actions, "messages", "“我为政府网站找错”网民留言办理情况")
    _add_files(parser)
    parser.add_argument("--since", default="", metavar="DATE", help="只计这一天起收到的留言")
    parser.add_argument(
        "--working-days", type=int, metavar="N", help="台账未写期限时，按几个工作日计，默认 3"
    )
    parser.add_argument("--top", type=int, metavar="N", help="列出留言最多的几家单位，默认 2")
    parser.add_argument("--least", metavar="PERCENT", help="按期办结率低于多少的单位要点名，默认 75")


def _add_compared(actions: Any, name: str, about: str) -> None:
    _add_files(_action(actions, name, f"{about}（须有 --history 和 --quarter）"))


def _add_new_media(actions: Any) -> None:
    parser = _action(actions, "newmedia", "政务新媒体：更新、原创、互动，可合并或关停的账号")
    _add_files(parser)
    parser.add_argument(
        "--posts", nargs="+", type=Path, default=[], metavar="TABLE", help="发布导出，每行一条发布"
    )


def _add_domains(actions: Any) -> None:
    _add_files(_action(actions, "domains", "持有的域名与网站比对：闲置、已关停、被他人使用"))


def _add_undiscovered(actions: Any) -> None:
    parser = _action(actions, "undiscovered", "查遗补漏：网页链接到、网站台账未列的 .gov.cn 主机（候选）")
    parser.add_argument(
        "evidence", nargs="+", type=Path, metavar="DIR", help="证据目录或报告目录，可有多个分片"
    )


def _add_template(actions: Any) -> None:
    parser = actions.add_parser("template", help="写出只有表头的空表，供各单位填写")
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"哪种表：{'、'.join(KINDS)}")
    parser.add_argument("target", type=Path, metavar="FILE", help="写入的文件（.xlsx），不覆盖已有的")
    parser.set_defaults(command=run_template)


def run(options: argparse.Namespace) -> int:
    """Read a ledger; 0 done, 1 something was refused or found, 2 unusable, 3 could not finish."""
    from govsite_checks.commands import ledgers_running

    return ledgers_running.run(options)


def run_template(options: argparse.Namespace) -> int:
    """Write an empty table; 0 done, 2 there is a file already."""
    from govsite_checks.commands import ledgers_running

    return ledgers_running.run_template(options)


def run_settings(_: argparse.Namespace) -> int:
    """Print the settings of the usual practice."""
    from govsite_checks.commands import ledgers_running

    return ledgers_running.run_settings()
