"""What a user has at the beginning: addresses in a text file, or a table in which little more than addresses stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govsite_checks.importing import entries_of
from govsite_checks.importing.columns import site_columns
from govsite_checks.importing.entries import slug
from govsite_checks.office import Row, TableError, read_table
from govsite_checks.yamlfile import FileError, read_text

Entry = dict[str, Any]

MAX_SITES = 20_000
_TABLES = frozenset({".xlsx", ".csv"})
_LINE = re.compile(r"(?P<url>(?:https?://)?[^\s,，;；]+)[\s,，;；]*(?P<name>.{0,200})")
_LOGIN = re.compile(r"(?:[a-z]+://)?[^\s/,，;；]*@", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9一-鿿]([a-z0-9一-鿿.\-]{0,251}[a-z0-9一-鿿])?", re.IGNORECASE)


class ListError(Exception):
    """Nothing of a list can be used; the message is Chinese, one line for each fault."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of a list, those without a name carrying the host as one, and what was refused or noted, in Chinese."""

    entries: tuple[Entry, ...]
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def unnamed(self, entry: Entry) -> bool:
        """Whether nobody has said what a site is called."""
        return bool(entry["name"] == _host(entry["url"]))


def read_list(path: Path) -> Listed:
    """The sites of a text file, one address a line with a name behind it or none, or of a table (XLSX, CSV).

    Raises:
        ListError: nothing can be used.
    """
    listed = _of_table(path) if path.suffix.lower() in _TABLES else _of_text(path)
    if not listed.entries:
        raise ListError("\n".join(listed.refused) or f"{path} 中没有网址：每行写一个，网址后可写名称")
    return listed


def _of_table(path: Path) -> Listed:
    # A name is what this command is there to find out.
    columns = tuple(replace(c, required=False) if c.key == "name" else c for c in site_columns())
    try:
        table = read_table(path, columns)
    except TableError as error:
        raise ListError(str(error)) from None
    rows = tuple(_with_name(row) for row in table.rows)
    found = entries_of(replace(table, rows=rows))
    return Listed(found.entries, tuple(map(str, found.table.faults)), tuple(map(str, found.remarks)))


def _with_name(row: Row) -> Row:
    if row.text("name"):
        return row
    return replace(row, values={**row.values, "name": _host(row.text("url")) or row.text("url")[:80]})


def _of_text(path: Path) -> Listed:
    try:
        lines = read_text(path).splitlines()
    except FileError as error:
        raise ListError(str(error)) from None
    entries: list[Entry] = []
    refused: list[str] = []
    known: dict[str, int] = {}
    for number, line in _written(lines):
        if _LOGIN.match(line):
            refused.append(f"{path}:{number}：网址中不能写用户名或密码")  # and is not repeated
            continue
        entry = _entry(line)
        first = known.setdefault(_bare(entry["url"]) if entry else f"?{number}", number)
        if entry is None:
            refused.append(f"{path}:{number}：{line[:60]!r} 不是网址，如 https://www.example.gov.cn/ 名称")
        elif first != number:
            refused.append(f"{path}:{number}：与第 {first} 行是同一网址")
        elif len(entries) < MAX_SITES:
            entries.append(entry)
        else:
            refused.append(f"{path}:{number}：超过 {MAX_SITES} 个网站，其后各行没有读")
            break
    return Listed(_identified(entries), tuple(refused))


def _written(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def _entry(line: str) -> Entry | None:
    found = _LINE.fullmatch(line)
    if not found:
        return None
    url = found["url"] if "://" in found["url"] else f"http://{found['url']}"
    host = _host(url)
    # A word alone is no host; the user's own machine is.
    if not _HOST.fullmatch(host) or ("." not in host and host != "localhost"):
        return None
    return {"name": found["name"].strip() or host, "url": url if urlsplit(url).path else f"{url}/"}


def _identified(entries: list[Entry]) -> tuple[Entry, ...]:
    taken: set[str] = set()
    for entry in entries:
        base = name = slug(entry["url"])
        more = 1
        while name in taken:
            more += 1
            name = f"{base}-{more}"
        taken.add(name)
        entry["id"] = name
    return tuple(entries)


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "://" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return ""


def _bare(url: str) -> str:
    return re.sub(r"^https?://", "", url).rstrip("/").lower()
