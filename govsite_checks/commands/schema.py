"""``govsite schema``: the JSON Schemas of what users write and of what is written for them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from govsite_checks import inventory
from govsite_checks.summary.schema import schema as summary_schema

from . import DONE


def add_parser(commands: Any) -> None:
    """Add ``schema`` to the commands of ``govsite``."""
    parser = commands.add_parser("schema", help="输出 JSON Schema：网站台账的，或检查汇总 summary.json 的")
    parser.add_argument(
        "of",
        nargs="?",
        choices=("inventory", "summary"),
        default="inventory",
        help="输出哪一个：inventory 网站台账（默认），summary 检查汇总",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print one."""
    made = summary_schema() if options.of == "summary" else inventory.schema()
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    return DONE
