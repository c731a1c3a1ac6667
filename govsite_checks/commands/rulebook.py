"""``govsite rulebook``: the rules' pages of the documentation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from govsite_checks import registry, rulebook
from govsite_checks.files import write_text

from . import DONE


def add_parser(commands: Any) -> None:
    """Add ``rulebook`` to the commands of ``govsite``."""
    parser = commands.add_parser("rulebook", help="由规则生成说明页（Markdown）")
    parser.add_argument("folder", type=Path, metavar="DIR", help="写入的目录；其中多余的 .md 会被删除")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write them, and take away what is none of them any more."""
    made = rulebook.pages(registry.gather(registry.installed()))
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_text(options.folder / name, text, durable=False)
    for path in options.folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    sys.stdout.write(f"{len(made)} 个文件：{options.folder}\n")
    return DONE
