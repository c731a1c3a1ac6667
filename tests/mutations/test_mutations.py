"""The mutation suite: a compliant site, one defect at a time, and exactly the expected verdicts change.

The fleet is collected by the real collector with the standard planner over loopback, read back from the evidence, and
judged by every installed rule; in several processes, each with a share of the sites.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, collect
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.demo import DemoSite, Fleet, inventory_yaml
from govsite_checks.demo.defects import DEFECTS
from govsite_checks.demo.mutants import compliant, mutants, variants
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import Inventory, load
from govsite_checks.registry import gather, installed

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
# Every column and every link of the home page is looked at, so that no verdict hangs on what was sampled.
BUDGET = Budget(
    pages=118,
    columns=45,
    columns_per_type=8,
    next_pages=3,
    next_pages_of_interaction=1,
    articles=44,
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


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict on one (site, rule) and what it says."""

    verdict: str
    message: str


Verdicts = Mapping[str, Mapping[str, Found]]


def _inventory(sites: Sequence[DemoSite], folder: Path) -> Inventory:
    path = folder / "fleet.yaml"
    text = inventory_yaml(sites).replace("fleet: demo\n", "").replace("site_seconds: 8", "site_seconds: 120")
    path.write_text(text, encoding="utf-8")
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
    found: dict[str, dict[str, Found]] = {}
    with EvidenceFolder.open(folder / "evidence") as evidence:
        for site in inventory.sites:
            snapshot = evidence.load(site, AS_OF, None)
            judgements = (judge(rule, snapshot) for rule in rules.values())
            found[site.id] = {j.rule: Found(j.verdict, j.message) for j in judgements}
    return found


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


def _table(rows: Iterable[tuple[str, str, Found]]) -> str:
    return "\n".join(
        f"  {rule:36} expected {expected:14} found {found.verdict:14} {found.message}"
        for rule, expected, found in rows
    )


@pytest.mark.parametrize("site", VARIANTS, ids=lambda site: f"{site.layout}-{site.number}")
def test_a_compliant_site_breaks_no_rule(verdicts: Verdicts, site: DemoSite) -> None:
    broken = [(r, "no violation", f) for r, f in verdicts[site.id].items() if f.verdict == "violation"]
    assert not broken, f"{site.shows} ({site.layout}, {site.charset.actual}):\n{_table(broken)}"


@pytest.mark.parametrize("site", MUTANTS, ids=lambda site: site.shows)
def test_a_defect_changes_exactly_its_rules(verdicts: Verdicts, site: DemoSite) -> None:
    defect = DEFECTS[site.shows]
    found, before = verdicts[site.id], verdicts[compliant(site.layout).id]
    if defect.blinds:
        rest = {rule: f for rule, f in found.items() if rule not in defect.verdicts}
        assert "violation" not in {f.verdict for f in rest.values()}
        found = {rule: found[rule] for rule in defect.verdicts}
    expected = {rule: defect.verdicts.get(rule, before[rule].verdict) for rule in found}
    differing = [(r, expected[r], f) for r, f in found.items() if f.verdict != expected[r]]
    assert not differing, f"{site.shows} ({site.layout}):\n{_table(differing)}"


def test_every_rule_of_an_online_site_is_changed_by_some_defect() -> None:
    concerned = {r.id for r in gather(installed()).values() if "online" in r.applies_to}
    changed = {rule for defect in DEFECTS.values() for rule in defect.verdicts}
    assert concerned - changed == UNPLANTED
    assert changed <= concerned


# What no page can show: days of visits, a network with IPv6.
UNPLANTED: frozenset[str] = frozenset({"home-available", "ipv6-reachable", "ipv6-resolved"})
