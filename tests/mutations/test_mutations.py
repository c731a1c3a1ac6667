"""The mutation suite: a compliant site, one defect at a time, and exactly the expected verdicts change.

The fleet is collected by the real collector with the standard planner over loopback, read back from the evidence, and
judged by every installed rule; in several processes, each with a share of the sites.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, collect
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.demo import DemoSite, Fleet, inventory_yaml
from govsite_checks.demo.beside import observed, visited
from govsite_checks.demo.defects import DEFECTS
from govsite_checks.demo.mutants import compliant, mutants, variants
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import Inventory, load
from govsite_checks.model import CHINA, DayOfVisits, Observation, Snapshot, Visits
from govsite_checks.registry import gather, installed

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
# Every column and every link of the home page is looked at, so that no verdict hangs on what was sampled.
BUDGET = Budget(
    pages=100,
    columns=45,
    columns_per_type=8,
    next_pages=3,
    next_pages_of_interaction=1,
    articles=28,
    articles_of_policy=6,
    guides=5,
    messages=4,
    attachments=16,
    links=100,
    links_elsewhere=20,
)
VARIANTS, MUTANTS = variants(), mutants()
# A site that shows all its rules, and how its server is asked: few at a time, or a slow machine makes slow sites.
IN_FLIGHT = 6


# Differences that a rule or a reading owes, not the page: (what a site shows, rule). An empty first word is every
# compliant site. To be struck out as they are mended: ``test_what_is_pending_is_still_owed`` names those.
PENDING: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict on one (site, rule) and what it says."""

    verdict: str
    message: str


Verdicts = Mapping[str, Mapping[str, Found]]
# A rule, the verdict that was expected, and what was found.
Difference = tuple[str, str, Found]


def _inventory(sites: Sequence[DemoSite], folder: Path) -> Inventory:
    path = folder / "fleet.yaml"
    path.write_text(inventory_yaml(sites).replace("fleet: demo\n", ""), encoding="utf-8")
    return load(path)


def _judged(share: tuple[tuple[DemoSite, ...], Path]) -> dict[str, dict[str, Found]]:
    """Collect and judge some of the sites, in a process of its own."""
    sites, folder = share
    folder.mkdir()
    inventory = _inventory(sites, folder)
    header = RunHeader(inventory.slug, inventory.digest, AS_OF, "test")
    with Fleet(AS_OF, sites).start() as fleet, EvidenceFolder.create(folder / "evidence", header) as evidence:
        options = CollectOptions(
            inventory.politeness, fleet.resolve, ca_file=fleet.ca_file, sites_in_flight=IN_FLIGHT
        )
        report = collect(inventory.sites, evidence, options, planner=StandardPlanner(BUDGET, AS_OF))
    assert report.problems == ()
    rules = gather(installed())
    by_id = {site.id: site for site in sites}
    found: dict[str, dict[str, Found]] = {}
    with EvidenceFolder.open(folder / "evidence") as evidence:
        for site in inventory.sites:
            snapshot = _with_beside(evidence.load(site, AS_OF, None), by_id[site.id])
            judgements = (judge(rule, snapshot) for rule in rules.values())
            found[site.id] = {j.rule: Found(j.verdict, j.message) for j in judgements}
    return found


def _with_beside(snapshot: Snapshot, site: DemoSite) -> Snapshot:
    """What no page of a site shows: a network with IPv6, and a week of visits, that no test has."""
    kept = tuple(o for o in snapshot.observations if o.kind not in {"aaaa", "ipv6"})
    noted = tuple(Observation(*one) for one in observed(site))
    days = visited(site, AS_OF.astimezone(CHINA).date())
    return replace(
        snapshot, observations=kept + noted, visits=Visits(tuple(DayOfVisits(*day) for day in days))
    )


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Site id to rule id to what was found."""
    folder = tmp_path_factory.mktemp("mutations")
    sites, workers = (*VARIANTS, *MUTANTS), max(2, min(os.cpu_count() or 2, 8))
    shares = [(sites[i::workers], folder / str(i)) for i in range(workers)]
    found: dict[str, dict[str, Found]] = {}
    # Not forked: the parent has threads.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(_judged, shares):
            found |= part
    return found


def _table(rows: Iterable[Difference]) -> str:
    return "\n".join(
        f"  {rule:36} expected {expected:14} found {found.verdict:14} {found.message}"
        for rule, expected, found in rows
    )


def _accused(verdicts: Verdicts, site: DemoSite) -> list[Difference]:
    """The rules that a compliant site is said to break."""
    return [(r, "no violation", f) for r, f in verdicts[site.id].items() if f.verdict == "violation"]


def _differing(verdicts: Verdicts, site: DemoSite) -> list[Difference]:
    """The rules whose verdict on a mutant is not the expected one, or not that on the compliant site."""
    defect = DEFECTS[site.shows]
    found, before = verdicts[site.id], verdicts[compliant(site.layout).id]
    if defect.blinds:
        found = {rule: f for rule, f in found.items() if rule in defect.verdicts or f.verdict == "violation"}
    expected = {rule: defect.verdicts.get(rule, before[rule].verdict) for rule in found}
    return [(r, expected[r], f) for r, f in found.items() if f.verdict != expected[r]]


@pytest.mark.parametrize("site", VARIANTS, ids=lambda site: f"{site.layout}-{site.number}")
def test_a_compliant_site_breaks_no_rule(verdicts: Verdicts, site: DemoSite) -> None:
    broken = [row for row in _accused(verdicts, site) if ("", row[0]) not in PENDING]
    assert not broken, f"{site.shows} ({site.layout}, {site.charset.actual}):\n{_table(broken)}"


@pytest.mark.parametrize("site", MUTANTS, ids=lambda site: site.shows)
def test_a_defect_changes_exactly_its_rules(verdicts: Verdicts, site: DemoSite) -> None:
    differing = [row for row in _differing(verdicts, site) if (site.shows, row[0]) not in PENDING]
    assert not differing, f"{site.shows} ({site.layout}):\n{_table(differing)}"


def test_what_is_pending_is_still_owed(verdicts: Verdicts) -> None:
    owed = {("", row[0]) for site in VARIANTS for row in _accused(verdicts, site)}
    owed |= {(site.shows, row[0]) for site in MUTANTS for row in _differing(verdicts, site)}
    assert owed >= PENDING, f"mended, strike out of PENDING: {sorted(PENDING - owed)}"


def test_every_rule_of_an_online_site_is_changed_by_some_defect() -> None:
    rules = gather(installed()).values()
    # What an audit measures of live pages is tested with the audit.
    concerned = {r.id for r in rules if "online" in r.applies_to and not r.id.startswith("audit-")}
    changed = {rule for defect in DEFECTS.values() for rule in defect.verdicts}
    assert changed == concerned
