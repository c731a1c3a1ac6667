"""The arguments of ``govsite notice`` and ``govsite lint-notice``; what they need is loaded only when they run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from govsite_checks.commands.history import add_history

# Each ledger of a notice: the option, and what an office calls it.
LEDGERS = {
    "messages": "网民留言台账",
    "selfcheck": "自查表",
    "highlights": "工作亮点",
    "accounts": "政务新媒体台账",
    "posts": "政务新媒体发布导出",
    "domains": "域名台账",
    "rectification": "整改台账",
}


def add_parser(commands: Any) -> None:
    """Add ``notice`` and ``lint-notice`` to the commands of ``govsite``."""
    _add_notice(commands.add_parser("notice", help="生成通报（.docx）、附件1和附件2（.xlsx）、整改通知单"))
    _add_lint(commands.add_parser("lint-notice", help="核对通报草稿中的数字：比例、合计、排名、增减和点名"))


def _add_notice(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "退出码：0 完成，1 完成但有句子未写或台账有未计入的行，2 参数或文件不能用，3 未能完成。"
    parser.add_argument("--quarter", default="", metavar="2018Q3", help="哪个季度，须已导入历史")
    add_history(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="写入的目录；已有的同名文件会被替换")
    parser.add_argument("--sites", type=Path, metavar="FILE", help="网站台账（YAML），用于核对标识码")
    parser.add_argument(
        "--units", type=Path, metavar="FILE", help="单位别名（YAML），如 市公安局: 北京市公安局"
    )
    parser.add_argument(
        "--office",
        type=Path,
        metavar="FILE",
        help="本单位的台账设定（YAML）：单位别名、列名、各项标准；用 govsite ledger settings 取得样本",
    )
    parser.add_argument("--since", default="", metavar="DATE", help="只计这一天起收到的网民留言")
    for name, title in LEDGERS.items():
        parser.add_argument(
            f"--{name}", nargs="+", type=Path, default=[], metavar="TABLE", help=f"{title}（.xlsx 或 .csv）"
        )
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="本单位的通报模板；先用 --print-template 取得"
    )
    parser.add_argument("--print-template", action="store_true", help="输出自带的通报模板，供修改")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="名称=内容",
        help="模板中 fact('名称') 的内容，如 发文机关=…，可多次给出",
    )
    parser.add_argument("--no-comments", action="store_true", help="不在通报中以批注注明各数字的来源")
    parser.add_argument(
        "--notes",
        nargs="*",
        default=None,
        metavar="ID",
        help="另为每个有问题的网站生成整改通知单；写出网站编号时只为这些网站生成",
    )
    parser.add_argument(
        "--pictures", type=Path, metavar="DIR", help="检查的报告目录或证据目录，其中的截图附入通知单"
    )
    parser.set_defaults(command=run_notice)


def _add_lint(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "退出码：0 没有发现，1 有发现，2 文件不能用。"
    parser.add_argument("draft", type=Path, metavar="FILE", help="通报草稿（.docx 或 .txt）")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="上一季度的通报，用于核对较上季度的增减"
    )
    parser.add_argument(
        "--census", type=Path, metavar="DIR", help="本季度检查的报告目录（含 summary.json），用于核对点名"
    )
    parser.set_defaults(command=run_lint)


def run_notice(options: argparse.Namespace) -> int:
    """Write a notice; 0 done, 1 done with something left out, 2 unusable, 3 could not finish."""
    from govsite_checks.commands import notice_running

    return notice_running.run(options)


def run_lint(options: argparse.Namespace) -> int:
    """Lint a draft; 0 nothing found, 1 something found, 2 a file cannot be read."""
    from govsite_checks.commands import notice_linting

    return notice_linting.run(options)
