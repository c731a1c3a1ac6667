"""Rows of an office's table to the entries of an inventory; a row that no inventory could hold is named and left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import idna
from pydantic import ValidationError

from govsite_checks.inventory.crosscheck import crosscheck
from govsite_checks.inventory.models import SiteEntry
from govsite_checks.office import Fault, Row, Table
from govsite_checks.yamlfile import Node, faults_of

Entry = dict[str, Any]

_TEXTS: Final = ("id", "site_code", "name", "sponsor", "unit", "unit_kind", "kind", "nature", "status")
_CANCELLED: Final = {"icp": "icp_cancelled", "police": "police_cancelled", "mark": "mark_cancelled"}
_CLOSED: Final = ("offline", "merged")
# An address without its protocol, as tables have it.
_BARE = re.compile(r"[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)+(?::\d{1,5})?(?:/\S*)?")
_SLUG_CHARS: Final = 48


@dataclass(frozen=True, slots=True)
class Imported:
    """The entries of an inventory in the table's order, the table without the rows that were refused, and remarks."""

    entries: tuple[Entry, ...]
    table: Table
    remarks: tuple[Fault, ...]


def entries_of(table: Table) -> Imported:
    """The entries that the rows of a table make; what is wrong with a row is added to the table's faults."""
    remarks: list[Fault] = []
    made = [(row, _entry(row, remarks)) for row in table.rows]
    wrong = [fault for row, entry in made for fault in _closed_only(row, entry)]
    _name(made, remarks)
    _resolve_mergers(made)
    for row, entry in made:
        wrong.extend(_faults_of_one(row, entry))
    refused = {fault.row for fault in wrong}
    while more := _faults_between([pair for pair in made if pair[0].place.row not in refused], table):
        wrong.extend(more)
        refused |= {fault.row for fault in more}
    kept = [(row, entry) for row, entry in made if row.place.row not in refused]
    noted = tuple(fault for fault in remarks if fault.row not in refused)
    return Imported(tuple(entry for _, entry in kept), table.without(wrong), noted)


def _entry(row: Row, remarks: list[Fault]) -> Entry:
    entry: Entry = {key: value for key in _TEXTS if (value := row.text(key))}
    entry["url"] = _address(row, "url", remarks)
    if (services := row.flag("services")) is not None:
        entry["services"] = services
    if target := row.text("merged_into"):
        entry["merged_into"] = target
        # Only where the table says nothing of the status: where it does, the two are compared.
        entry.setdefault("status", "merged")
    if (day := row.day("approved_on")) is not None:
        entry["approved_on"] = day.isoformat()
    if row.text("moved_to"):
        entry["moved_to"] = _address(row, "moved_to", remarks)
    cancelled = {name: said for name, key in _CANCELLED.items() if (said := row.flag(key)) is not None}
    if cancelled and entry.get("status") in _CLOSED:
        entry["cancelled"] = cancelled
    elif cancelled:
        remarks.append(row.fault("网站没有关停，未采用备案和标识的注销情况"))
    return entry


def _address(row: Row, key: str, remarks: list[Fault]) -> str:
    text = unicodedata.normalize("NFKC", row.text(key)).strip()
    if _BARE.fullmatch(text):
        remarks.append(row.fault(f"网址没有写协议，按 http://{text[:80]} 写入", key))
        return f"http://{text}"
    return text


def _closed_only(row: Row, entry: Entry) -> list[Fault]:
    if entry.get("moved_to") and entry.get("status") not in _CLOSED:
        return [row.fault("网站没有关停，却写了迁移后的网址；请核对网站状态", "moved_to")]
    return []


def _name(made: Sequence[tuple[Row, Entry]], remarks: list[Fault]) -> None:
    """Give an id to entries that have neither id nor code: from the address, the same for the same table."""
    taken = {str(entry[key]).casefold() for _, entry in made for key in ("id", "site_code") if key in entry}
    for row, entry in made:
        if "id" in entry or "site_code" in entry:
            continue
        base = slug(entry["url"])
        name, more = base, 1
        while name.casefold() in taken:
            more += 1
            name = f"{base}-{more}"
        taken.add(name.casefold())
        entry["id"] = name
        remarks.append(row.fault(f"没有标识码和编号，编号取自网址：{name}"))


def slug(url: str) -> str:
    """A word for a site from its address: lower-case ASCII, ``site`` where there is nothing to make one of."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
        path = parts.path
    except (ValueError, idna.IDNAError, UnicodeError):
        return "site"
    short = re.sub(r"^www\d?\.|\.gov\.cn$", "", host.casefold())
    words = re.sub(r"[^A-Za-z0-9]+", "-", f"{short}-{path}").strip("-").lower()
    return words[:_SLUG_CHARS].rstrip("-") or "site"


def _id_of(entry: Entry) -> str:
    return str(entry.get("id") or entry.get("site_code") or "")


def _resolve_mergers(made: Sequence[tuple[Row, Entry]]) -> None:
    """Turn the names, codes and addresses of the sites that others were merged into into ids."""
    known: dict[str, set[str]] = {}
    for _, entry in made:
        for said in (_id_of(entry), entry.get("site_code", ""), entry["name"], _bare_address(entry["url"])):
            known.setdefault(_folded(said), set()).add(_id_of(entry))
    for _, entry in made:
        target = entry.get("merged_into")
        found = known.get(_folded(target), known.get(_bare_address(target))) if target else None
        if found is not None and len(found) == 1:
            entry["merged_into"] = next(iter(found))


def _folded(text: str) -> str:
    return re.sub(r"[\s“”\"'《》]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _bare_address(text: str) -> str:
    return re.sub(r"^https?://", "", _folded(text)).rstrip("/")


def _faults_of_one(row: Row, entry: Entry) -> list[Fault]:
    """What the inventory's own checks have to say of an entry."""
    node = _node(row, entry)
    try:
        SiteEntry.model_validate(node.plain())
    except ValidationError as error:
        found = faults_of(error, SiteEntry, node, row.place.file)
        return [_worded(row, fault.path, fault.message) for fault in found]
    return []


def _worded(row: Row, path: str, message: str) -> Fault:
    key = re.split(r"[.\[]", path)[0]
    if key == "merged_into":
        message = f"“{row.text(key)[:60]}”不是表中任何网站的名称、标识码、编号或网址"
    return row.fault(message, key)


def _faults_between(made: Sequence[tuple[Row, Entry]], table: Table) -> list[Fault]:
    """What the inventory's checks have to say of entries beside each other."""
    nodes = [_node(row, entry) for row, entry in made]
    found = []
    for fault in crosscheck(nodes, table.head.file):
        index, key = fault.path.removeprefix("sites[").split("]", 1)
        row, _ = made[int(index)]
        message = fault.message
        if key == ".merged_into" and message.startswith("没有编号为"):
            message = _lost_target(row)
        elif key in (".id", ".site_code"):
            message = message.replace(
                "；两个网站确为同一编码的，请分别写 id", "；确为两个网站的，请在“网站编号”列分别编号"
            )
        found.append(row.fault(message, key.lstrip(".")))
    return found


def _lost_target(row: Row) -> str:
    said = row.text("merged_into")[:60]
    return f"整合到的“{said}”不是表中唯一的网站名称、标识码、编号或网址，或者那一行未能导入"


def _node(row: Row, entry: Mapping[str, Any]) -> Node:
    """An entry as the inventory's checks take it, each value with its place in the table."""
    line = row.place.row

    def made(key: str, value: Any) -> Node:
        column = row.columns.get(key, 0)
        inner = {name: made(name, one) for name, one in value.items()} if isinstance(value, dict) else value
        raw = value.isoformat() if isinstance(value, date) else str(value)
        return Node(line, column, inner, raw, line, column)

    return replace(made("", dict(entry)), raw="")
