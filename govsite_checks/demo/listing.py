"""The demo inventory as YAML text, made from the demo sites; a test holds the committed file equal to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from .site import DemoSite
from .sites import SITES

_HEAD = """\
# yaml-language-server: $schema=inventory.schema.json
# 演示站群：全部为虚构站点，只在本机回环地址上提供，用于试用和自测。
# 本文件由 govsite_checks/demo 生成，请勿手工修改；每个站点前的注释说明它演示什么。
inventory: demo
title: 演示站群（虚构）
region: 示例省虚构市
area_code: "119900"
profile: guideline-2017
fleet: demo
politeness: {contact: "mailto:demo@example.org", per_host: 4, per_address: 64, delay_s: 0, site_seconds: 150}
sites:
"""


def inventory_yaml(sites: Sequence[DemoSite] = SITES) -> str:
    """The text of ``site_inventory/demo.yaml``; or of another fleet, as tests have it."""
    return _HEAD + "".join(_entry(site) for site in sites)


def entries(shows: str, sites: Iterable[Mapping[str, object]]) -> str:
    """Further sites as an inventory lists them, each under a remark that says what it shows."""
    return "".join(_lines(shows, fields) for fields in sites)


def _entry(site: DemoSite) -> str:
    return _lines(site.shows, _fields(site))


def _lines(shows: str, fields: Mapping[str, object]) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    return f"  # {shows}\n  - " + "\n    ".join(lines) + "\n"


def _fields(site: DemoSite) -> dict[str, object]:
    """The inventory's fields of a site, in the order of the format's description."""
    fields: dict[str, object] = {
        "site_code": site.listed_code,
        "id": "",
        "name": site.name,
        "url": site.url,
        "sponsor": f"{site.name}办公室",
        "unit": site.name.removesuffix("（旧）"),
        "unit_kind": "department",
        "kind": "department",
    }
    return fields | dict(site.listed)
