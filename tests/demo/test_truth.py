"""The whole way over the demo fleet: collected, kept, read back, judged, and compared with what was planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, CollectReport, collect
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.demo import SITES, DemoSite, start, truth
from govsite_checks.demo.defects import RULES
from govsite_checks.demo.misbehaviour import ERRORS
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import Inventory, load
from govsite_checks.model import Judgement, Rule, Snapshot
from govsite_checks.registry import gather, installed

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
PATH = Path(__file__).parents[2] / "site_inventory" / "demo.yaml"


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return load(PATH)


@pytest.fixture(scope="module")
def collected(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CollectReport]:
    """The evidence of the whole fleet, collected once."""
    path = tmp_path_factory.mktemp("demo") / "evidence"
    header = RunHeader(inventory.slug, inventory.digest, AS_OF, "test")
    with start(AS_OF) as fleet, EvidenceFolder.create(path, header) as folder:
        options = CollectOptions(
            inventory.politeness, fleet.resolve, ca_file=fleet.ca_file, sites_in_flight=16
        )
        report = collect(inventory.sites, folder, options, planner=StandardPlanner(Budget(), AS_OF))
    return path, report


@pytest.fixture(scope="module")
def snapshots(
    inventory: Inventory, collected: tuple[Path, CollectReport]
) -> Iterator[Mapping[str, Snapshot]]:
    folder = EvidenceFolder.open(collected[0])
    yield {
        site.id: folder.load(site, AS_OF, inventory.site(site.merged_into) if site.merged_into else None)
        for site in inventory.sites
    }
    folder.close()


@pytest.fixture(scope="module")
def rules() -> Mapping[str, Rule]:
    return gather(installed())


def test_the_whole_fleet_is_collected_in_a_demo_s_time(collected: tuple[Path, CollectReport]) -> None:
    report = collected[1]
    assert report.problems == ()
    assert report.finished == report.sites == len(SITES)
    assert report.seconds < 300


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_each_home_page_ends_as_its_server_behaves(snapshots: Mapping[str, Snapshot], site: DemoSite) -> None:
    home = snapshots[site.id].home
    gone = site.host.endswith(".invalid")
    assert home.error == ("dns" if gone else ERRORS.get(site.behaviour, "")), home.detail
    if home.seen and site.delivery != "frameset":
        assert site.name in home.text


def test_nothing_but_the_fleet_was_asked(snapshots: Mapping[str, Snapshot]) -> None:
    for snapshot in snapshots.values():
        assert {page.address.partition(":")[0] for page in snapshot.pages if page.address} <= {"127.0.0.1"}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_verdicts_are_the_planted_ones(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule], site: DemoSite
) -> None:
    judgements = {rule: judge(rules[rule], snapshots[site.id]) for rule in RULES}
    differing = {
        rule: _told(found) for rule, found in judgements.items() if found.verdict != truth()[site.id][rule]
    }
    expected = {rule: truth()[site.id][rule] for rule in differing}
    assert not differing, f"{site.shows}\nexpected {expected}\nfound {differing}"


def test_no_violation_but_the_planted_ones_and_each_planted_rule_is_seen(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule]
) -> None:
    broken: dict[str, dict[str, str]] = {}
    for site in SITES:
        judged = {rule.id: judge(rule, snapshots[site.id]) for rule in rules.values()}
        broken[site.id] = {r: _told(j) for r, j in judged.items() if j.verdict == "violation"}
    planted = {
        site: {rule for rule, verdict in verdicts.items() if verdict == "violation"}
        for site, verdicts in truth().items()
    }
    accused = {
        site: {r: m for r, m in found.items() if r not in planted[site]} for site, found in broken.items()
    }
    assert not (wrong := {site: found for site, found in accused.items() if found}), wrong
    seen = {rule for found in broken.values() for rule in found}
    assert {rule for found in planted.values() for rule in found} <= seen


def _told(judgement: Judgement) -> str:
    return f"{judgement.verdict}: {judgement.message}"
