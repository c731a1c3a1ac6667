"""The arguments of ``govsite lint-notice``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govsite_checks.notice.lint import LintFinding

DONE, FOUND, USAGE = 0, 1, 2


def add_parser(commands: Any) -> None:
    """Add ``lint-notice`` to the commands of ``govsite``."""
    parser = commands.add_parser("lint-notice", help="核对通报草稿中的数字：比例、合计、排名、增减和点名")
    parser.add_argument("draft", type=Path, metavar="FILE", help="通报草稿（.docx 或 .txt）")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="上一季度的通报，用于核对较上季度的增减"
    )
    parser.add_argument(
        "--census", type=Path, metavar="DIR", help="本季度检查的报告目录（含 summary.json），用于核对点名"
    )
    parser.set_defaults(command=run_lint)


def run_lint(options: argparse.Namespace) -> int:
    """Lint a draft; 0 nothing found, 1 something found, 2 a file cannot be read."""
    from govsite_checks.notice.lint import DraftError, lint, read_census, read_draft

    try:
        draft = read_draft(options.draft)
        previous = read_draft(options.previous) if options.previous else None
        census = read_census(options.census) if options.census else None
    except DraftError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    found = lint(draft, previous=previous, census=census)
    sys.stdout.write(_json(found) if options.format == "json" else _text(options.draft, found))
    return FOUND if found else DONE


def _json(found: Sequence[LintFinding]) -> str:
    return json.dumps([item.to_dict() for item in found], ensure_ascii=False, indent=2) + "\n"


def _text(path: Path, found: Sequence[LintFinding]) -> str:
    from govsite_checks.model import printable

    if not found:
        return f"{path}：没有发现数字上的问题\n"
    lines = [
        f"{path}:第{item.paragraph}段 [{item.kind}] {printable(item.message, 400)}\n    原文：{printable(item.quote, 200)}\n"
        for item in found
    ]
    return "".join([*lines, f"共 {len(found)} 处，请逐处核对\n"])
