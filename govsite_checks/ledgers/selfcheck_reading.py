"""Self-check sheets: from the rows of tables to items held against a census."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from govsite_checks.office import Fault, Row
from govsite_checks.summary import Ratio

from .gathered import Gathered, doubles
from .items import Items
from .known import Sites, Units, folded
from .measures import TruthfulBar
from .seen import seen_of
from .selfcheck import Claim, Claimed, SelfChecks, compare
from .truthful import truthful_as_a_whole

if TYPE_CHECKING:
    from govsite_checks.census.results import QuarterResults


def self_checks_of(
    gathered: Gathered, units: Units, sites: Sites, results: QuarterResults, bar: TruthfulBar
) -> SelfChecks:
    """The sheets of a quarter against its census."""
    faults = [fault for row in gathered.rows for fault in _faults(row, units, sites)]
    left = gathered.without(faults)
    left = left.without(
        doubles(left.rows, lambda row: _item(row, sites), lambda row: row.text("claim"), "item", "该项")
    )
    items = Items({id: rule.title for id, rule in results.judged.items()})
    claimed = [_claimed(row, sites, items) for row in left.rows]
    compared = tuple(compare(one, seen_of(sites.find(one.site), one.rules)) for one in claimed)
    sent = {one.site for one in claimed}
    checked = tuple(site.id for site in results.running if site.id in sent)
    unchecked = tuple(site.id for site in results.running if site.id not in sent)
    coverage = Ratio(len(checked), len(results.running), "监测时间点正常运行的网站")
    refused = Ratio(left.refused, left.refused + len(left.rows), "自查表的各行")
    said = left.said()
    if unknown := dict.fromkeys(one.item for one in claimed if not one.rules):
        named = "、".join(f"“{item[:30]}”" for item in list(unknown)[:10])
        said["notes"] += (f"普查没有与 {len(unknown)} 个自查项目对应的规则，计为未能查看：{named}",)
    if left.lost:
        said["notes"] += (f"{len(left.lost)} 个文件未能读取，自查覆盖率因此可能偏低",)
    truthful = truthful_as_a_whole(compared, coverage, refused, bar)
    if left.lost:
        lacking = f"{len(left.lost)} 个自查表文件未能读取"
        truthful = replace(truthful, allowed=False, lacking=(*truthful.lacking, lacking))
    return SelfChecks(**said, compared=compared, checked=checked, unchecked=unchecked, truthful=truthful)


def _item(row: Row, sites: Sites) -> Hashable:
    site = sites.find(row.text("site"))
    return (site.id if site else "", folded(row.text("item")))


def _faults(row: Row, units: Units, sites: Sites) -> list[Fault]:
    site = sites.find(row.text("site"))
    if site is None:
        return [sites.fault(row)]
    if not row.text("unit"):
        return []
    unit = units.find(row.text("unit"))
    if not unit:
        return [units.fault(row)]
    if site.unit and folded(unit) != folded(site.unit):
        return [
            row.fault(f"台账中“{site.name[:40]}”属于“{site.unit[:40]}”，与此处的单位不符；请核对", "unit")
        ]
    return []


def _claimed(row: Row, sites: Sites, items: Items) -> Claimed:
    site = sites.find(row.text("site"))
    id, name, unit = (site.id, site.name, site.unit) if site else ("", "", "")
    item = row.text("item")
    return Claimed(unit, id, name, item, items.find(item), Claim(row.text("claim")), row.text("note"))
