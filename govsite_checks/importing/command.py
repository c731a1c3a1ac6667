"""``govsite inventory import``: an inventory from an office's own table."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from govsite_checks.files import write_text
from govsite_checks.inventory.models import HeaderEntry
from govsite_checks.office import TableError, listed, read_table, with_names_of
from govsite_checks.yamlfile import FileError, Node, faults_of

from .columns import site_columns
from .emit import inventory_text
from .entries import Imported, entries_of

DONE, FOUND, USAGE = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    """Read the table, write the inventory, and say what was refused and why.

    Returns:
        0 when every row was taken, 1 when something was wrong with the table and the rest is written, 2 when nothing
        was written.
    """
    target: Path = options.output
    if target.exists() and not options.force:
        return _fail(f"{target} 已存在，没有改动；如确要覆盖（其中的手工修改会丢失），请加 --force")
    header = _header(options)
    if message := _header_fault(header):
        return _fail(message)
    try:
        columns = with_names_of(options.columns, site_columns())
        found = entries_of(read_table(options.table, columns, sheet=options.sheet))
    except (TableError, FileError) as error:
        return _fail(str(error))
    _tell(found)
    if not found.entries:
        return _fail(f"{options.table} 中没有可以导入的网站，没有写文件")
    write_text(target, inventory_text(header, found.entries))
    table = found.table
    sys.stdout.write(f"{target}：写入 {len(found.entries)} 个网站")
    sys.stdout.write(f"，共 {table.total} 行，{table.refused} 行未能导入\n" if table.refused else "\n")
    return FOUND if table.faults else DONE


def _tell(found: Imported) -> None:
    table = found.table
    if table.faults:
        sys.stderr.write(listed(table.faults) + "\n")
    notes = [*table.notes, *found.remarks]
    if notes:
        sys.stderr.write("说明：\n" + listed(sorted(notes)) + "\n")
    if table.ignored:
        sys.stderr.write(f"没有用到的列：{'、'.join(name[:30] for name in table.ignored[:30])}\n")


def _header(options: argparse.Namespace) -> dict[str, Any]:
    slug = options.inventory or re.sub(r"[^A-Za-z0-9._-]+", "-", options.output.stem).strip("-._")[:64]
    return {
        "inventory": slug or "inventory",
        "title": options.title,
        "region": options.region,
        "area_code": options.area_code,
        "profile": options.profile,
    }


def _header_fault(header: dict[str, Any]) -> str:
    """What the inventory's own checks have to say of what was given on the command line."""
    given = {key: value for key, value in header.items() if value}
    try:
        HeaderEntry.model_validate(given)
    except ValidationError as error:
        node = Node(0, 0, {key: Node(0, 0, value, str(value)) for key, value in given.items()})
        return "；".join(
            f"{fault.path}：{fault.message}" for fault in faults_of(error, HeaderEntry, node, "")
        )
    return ""


def _fail(message: str) -> int:
    sys.stderr.write(f"govsite: {message}\n")
    return USAGE
