"""``govsite lint-notice``: a draft to findings, for people and for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from govsite_checks.model import printable
from govsite_checks.notice.lint import DraftError, LintFinding, lint, read_census, read_draft

from . import DONE, FOUND, USAGE


def run(options: argparse.Namespace) -> int:
    """Lint a draft; see ``notice_command.run_lint``."""
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
    if not found:
        return f"{path}：没有发现数字上的问题\n"
    lines = [
        f"{path}:第{item.paragraph}段 [{item.kind}] {printable(item.message, 400)}\n    原文：{printable(item.quote, 200)}\n"
        for item in found
    ]
    return "".join([*lines, f"共 {len(found)} 处，请逐处核对\n"])
