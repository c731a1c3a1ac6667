"""The arguments of ``govsite init``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govsite_checks.settings import SettingsError, apply_politeness, parse_politeness, parse_resolve

from . import DONE, FOUND
from .access import add_connection

MAX_SHOWN = 200


def add_parser(commands: Any) -> None:
    """Add ``init`` to the commands of ``govsite``."""
    parser = commands.add_parser("init", help="由网址清单写出第一份台账，名称和标识码取自各网站自己的标注")
    parser.add_argument(
        "list", type=Path, metavar="FILE", help="网址清单：.txt（每行一个网址，其后可写名称）、.xlsx 或 .csv"
    )
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help="写入的台账文件，如 mysite.yaml"
    )
    parser.add_argument("--no-visit", action="store_true", help="不访问网站，只按清单写")
    add_connection(parser, "访问礼貌设置，如 delay_s=1，可多次给出")
    parser.add_argument("--force", action="store_true", help="覆盖已有的台账文件")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the inventory; 0 done, 1 something is for a person to complete or was refused, 2 nothing was written."""
    from govsite_checks.files import write_text
    from govsite_checks.first_inventory import Completed, ListError, complete, read_list
    from govsite_checks.importing.emit import inventory_text

    if options.output.exists() and not options.force:
        raise SettingsError(f"{options.output} 已存在，没有改动；如确要覆盖，请加 --force")
    access = _access(options)
    try:
        listed = read_list(options.list)
    except ListError as error:
        raise SettingsError(str(error)) from None
    if options.no_visit:
        made = Completed(listed.entries, ())
    else:
        from govsite_checks.progress import drawn

        with drawn(sys.stderr, "查看首页") as tick:
            made = complete(listed, access, datetime.now(UTC), tick)
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", options.output.stem).strip("-._")[:64] or "inventory"
    write_text(options.output, inventory_text({"inventory": slug.lower()}, made.entries))
    lines = [*listed.refused, *listed.notes, *made.notes]
    sys.stderr.writelines(f"{line}\n" for line in lines[:MAX_SHOWN])
    if len(lines) > MAX_SHOWN:
        sys.stderr.write(f"另有 {len(lines) - MAX_SHOWN} 条未列出\n")
    sys.stdout.write(
        f"{options.output}：写入 {len(made.entries)} 个网站\n接下来：pytest --sites {options.output}\n"
    )
    return FOUND if lines else DONE


def _access(options: argparse.Namespace) -> Any:
    from govsite_checks import access_file
    from govsite_checks.collect import CollectOptions
    from govsite_checks.collect.access import Access
    from govsite_checks.model import Politeness

    politeness = apply_politeness(Politeness(), parse_politeness(options.politeness))
    way_in = access_file.load(options.access) if options.access else Access()
    return CollectOptions(
        politeness, parse_resolve(options.resolve), options.proxy, observe=False, access=way_in
    )
