"""``govsite rules``: which rules are installed."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from govsite_checks import registry
from govsite_checks.model import Rule
from govsite_checks.report.clauses import clause_text, of_the_standards

from . import DONE


def add_parser(commands: Any) -> None:
    """Add ``rules`` to the commands of ``govsite``."""
    parser = commands.add_parser("rules", help="列出已安装的规则")
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help="输出格式")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print them."""
    rules = registry.gather(registry.installed())
    rows = [_rule_row(rule) for rule in rules.values()]
    write = {"json": _rules_json, "md": _rules_markdown, "text": _rules_text}[options.format]
    sys.stdout.write(write(rows))
    return DONE


def _rule_row(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "clause": rule.clause,
        "remediation": rule.remediation,
        "version": rule.version,
        "catalogue": list(rule.catalogue),
        "verified": clause_text(rule.clause, of_the_standards).verified,
        "auto": rule.auto,
    }


def _rules_json(rows: list[dict[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _rules_text(rows: list[dict[str, object]]) -> str:
    return "".join(f"{row['id']:<36} {row['title']}\n" for row in rows)


def _rules_markdown(rows: list[dict[str, object]]) -> str:
    lines = ["| 规则 | 要求 | 依据 | 已核实 | 整改 |", "|---|---|---|---|---|"]
    lines += [
        f"| `{row['id']}` | {row['title']} | {row['clause']} | {'是' if row['verified'] else '否'} | {row['remediation']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
