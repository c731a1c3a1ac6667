"""Rectification: from the rows of a table to reports held against a census."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from govsite_checks.model import CHINA
from govsite_checks.office import Fault, Row

from .gathered import Gathered, doubles
from .items import Items
from .known import Sites, Units, folded
from .rectification import Checked, Rectifications, Report, check
from .seen import seen_of

if TYPE_CHECKING:
    from govsite_checks.census.results import QuarterResults


def rectifications_of(
    gathered: Gathered, units: Units, sites: Sites, results: QuarterResults
) -> Rectifications:
    """What units report as put right, against what a census saw.

    ``results`` are of a census made after the reports: what was looked at before a report proves nothing against it.
    """
    looked_on = results.as_of.astimezone(CHINA).date()
    faults = [fault for row in gathered.rows for fault in _faults(row, units, sites)]
    left = gathered.without(faults)
    items = Items({id: rule.title for id, rule in results.judged.items()})
    twice = doubles(
        left.rows,
        lambda row: (_report(row, sites, items).site, folded(row.text("problem"))),
        lambda row: row.day("fixed_on"),
        "problem",
        "该问题",
    )
    left = left.without(twice)
    checked = tuple(_checked(_report(row, sites, items), sites, looked_on) for row in left.rows)
    said = left.said()
    if unknown := sum(not one.report.rules for one in checked):
        said["notes"] += (f"普查没有与 {unknown} 个问题对应的规则，计为未能查看",)
    return Rectifications(**said, checked=checked)


def _faults(row: Row, units: Units, sites: Sites) -> list[Fault]:
    if sites.find(row.text("site")) is None:
        return [sites.fault(row)]
    if row.text("unit") and not units.find(row.text("unit")):
        return [units.fault(row)]
    return []


def _report(row: Row, sites: Sites, items: Items) -> Report:
    site = sites.find(row.text("site"))
    id, name, unit = (site.id, site.name, site.unit) if site else ("", "", "")
    problem = row.text("problem")
    return Report(unit, id, name, problem, items.find(problem), row.day("fixed_on"))


def _checked(report: Report, sites: Sites, looked_on: date) -> Checked:
    return check(report, seen_of(sites.find(report.site), report.rules), looked_on)
