"""The arguments of ``govsite merge``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from govsite_checks import registry
from govsite_checks.settings import Settings

from . import DONE, FOUND, USAGE


def add_parser(commands: Any) -> None:
    """Add ``merge`` to the commands of ``govsite``."""
    parser = commands.add_parser("merge", help="把分片检查的各个报告目录合并为一个，与一次检查的结果相同")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="各部分的报告目录，次序不限")
    parser.add_argument(
        "--sites", required=True, type=Path, metavar="FILE", help="网站台账（YAML），须是完整的一份"
    )
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="DIR", help="合并到的目录，须不存在或为空"
    )
    parser.add_argument("--profile", default="", metavar="NAME", help="按哪个标准判定；与各部分相同")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Merge; 0 all sites of the inventory are there, 1 some are missing, 2 the parts cannot be merged."""
    from govsite_checks.merge import MAX_NAMED, MergeError, merge

    rules = registry.gather(registry.installed())
    settings = Settings(profile=options.profile or Settings().profile)
    try:
        merged = merge(options.sites.resolve(), options.folders, options.output, settings, rules)
    except MergeError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return USAGE
    sys.stdout.write(f"已合并 {merged.sites} 个网站：{merged.report}\n")
    if not merged.missing:
        return DONE
    named = "、".join(merged.missing[:MAX_NAMED])
    sys.stderr.write(f"govsite: 台账中有 {len(merged.missing)} 个网站不在各部分中：{named}\n")
    return FOUND
