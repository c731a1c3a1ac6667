"""The mutation fleet: one site a defect, each different from the compliant site of its layout, and dates that follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from govsite_checks.demo.content import BEIJING
from govsite_checks.demo.defects import DEFECTS
from govsite_checks.demo.facts import Facts, changed
from govsite_checks.demo.mutants import LAYOUTS, compliant, mutants, variants
from govsite_checks.demo.pages import SitePages
from govsite_checks.demo.traps import DEPTH, ROWS, TRAPS

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
MUTANTS = mutants()


def test_every_defect_has_a_mutant_of_its_own_on_a_layout_that_can_show_it() -> None:
    assert [site.defects for site in MUTANTS] == [(name,) for name in DEFECTS]
    for site in MUTANTS:
        defect = DEFECTS[site.defects[0]]
        assert site.layout in (("portal",) if defect.portal else defect.layouts or LAYOUTS)
        assert site.portal == (site.layout == "portal")


def test_hosts_codes_and_names_are_nobody_else_s() -> None:
    sites = (*variants(), *MUTANTS)
    for values in ([s.id for s in sites], [s.host for s in sites], [s.twin for s in sites]):
        assert len(set(values)) == len(values)


def test_changes_add_to_collections_and_replace_the_rest() -> None:
    facts = changed(Facts(), {"columns.blank": ("gsgg",), "guides.total": 3})
    facts = changed(facts, {"columns.blank": ("rsxx",), "columns.stale": {"gzdt": 15}, "guides.total": 2})
    assert facts.columns.blank == ("gsgg", "rsxx")
    assert facts.columns.stale == {"gzdt": 15}
    assert facts.guides.total == 2


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("defect", "days"), [("news-15-days-old", 15), ("news-14-days-old", 14)])
def test_a_stale_column_is_as_old_as_its_defect_says(layout: str, defect: str, days: int) -> None:
    site = compliant(layout)
    facts = changed(site.facts, DEFECTS[defect].changes)
    assert facts.columns.stale == {"gzdt": days}
    mutant = type(site)(
        site.number, site.name, "", layout, site.charset, defects=(defect,), listed=site.listed
    )
    pages = SitePages(mutant, AS_OF)
    newest = AS_OF.astimezone(BEIJING) - timedelta(days=days)
    url = {"portal": "/gzdt/", "bureau": "/col/col1106/index.html", "cards": "/gzdt/", "classic": "/gzdt.htm"}
    text = pages.answer(url.get(layout, "/gzdt/index.htm")).body.decode(site.charset.actual)
    written = [newest.strftime(form) for form in ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d")]
    after = [(newest + timedelta(days=1)).strftime(form) for form in ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d")]
    assert any(day in text for day in written)
    assert not any(day in text for day in after)


def test_traps_are_as_large_as_they_say_and_leave_other_pages_alone() -> None:
    long, deep = TRAPS["long-list"]("/tzgg/", "2026-03-05"), TRAPS["deep"]("/tzgg/", "2026-03-05")
    assert long is not None
    assert deep is not None
    assert long.count("<li>") == ROWS
    assert deep.count("<div") == DEPTH
    assert all(trap("/", "2026-03-05") is None for trap in TRAPS.values())


def test_the_calendar_has_a_next_month_for_every_month() -> None:
    path, seen = "/tzgg/", set()
    for _ in range(40):
        month = TRAPS["calendar"](path, "2026-03-05")
        assert month is not None
        path = month.rpartition('<a href="')[2].partition('"')[0]
        assert path not in seen
        seen.add(path)
