"""Entries to the text of an inventory file: stable order, codes and ids in quotes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import yaml

# In which order the keys of a site stand: those of the schema.
KEYS: Final = (
    "site_code",
    "id",
    "name",
    "url",
    "sponsor",
    "unit",
    "unit_kind",
    "kind",
    "nature",
    "status",
    "services",
    "merged_into",
    "approved_on",
    "moved_to",
    "cancelled",
)
_QUOTED: Final = frozenset({"inventory", "area_code", "site_code", "id", "merged_into"})


def inventory_text(header: Mapping[str, str], entries: Iterable[Mapping[str, Any]]) -> str:
    """The YAML text of an inventory; empty values of the header are left out."""
    lines = [_line(key, value) for key, value in header.items() if value]
    lines += ["\n", "sites:\n"]
    for entry in entries:
        fields = [_line(key, entry[key]) for key in KEYS if key in entry]
        lines.append("  - " + "    ".join(fields) + "\n")
    return "".join(lines)


def _line(key: str, value: Any) -> str:
    if key in _QUOTED:
        return f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
    if key == "approved_on":
        return f"{key}: {value}\n"
    # In one line, whatever the value is: nothing after it depends on how far it is set in.
    style = True if isinstance(value, dict) else None
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=style, width=10**9)
    return f"{key}: {text.splitlines()[0]}\n"
