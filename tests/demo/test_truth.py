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
    expected = "http-status" if "home-404" in site.defects else ERRORS.get(site.behaviour, "")
    assert home.error == ("dns" if gone else expected), home.detail
    if home.seen and site.delivery != "frameset" and not site.left_behind:
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


# What the budget of a plain run samples too little of to be sure; the mutation suite looks at more of each site.
UNSEEN = {
    "blank-columns-few",
    "home-update-volume",
    "home-updated",
    "search-finds-older-article",
    "search-results-paged",
}


@pytest.fixture(scope="module")
def broken(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule]
) -> Mapping[str, Mapping[str, Judgement]]:
    """Site id to the rules that it breaks."""
    return {
        site.id: {
            rule.id: judgement
            for rule in rules.values()
            if (judgement := judge(rule, snapshots[site.id])).verdict == "violation"
        }
        for site in SITES
    }


def _planted(site: DemoSite) -> set[str]:
    return {rule for rule, verdict in site.verdicts.items() if verdict == "violation"}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_no_site_breaks_a_rule_that_was_not_planted(
    broken: Mapping[str, Mapping[str, Judgement]], site: DemoSite
) -> None:
    # Where a person has to look, more of the site may show a machine enough.
    planted = {rule for rule, verdict in site.verdicts.items() if verdict in {"violation", "needs-review"}}
    accused = {rule: _told(j) for rule, j in broken[site.id].items() if rule not in planted}
    assert not accused, f"{site.shows}\n" + "\n".join(f"{rule}: {told}" for rule, told in accused.items())


def test_each_rule_that_is_planted_is_seen_broken(broken: Mapping[str, Mapping[str, Judgement]]) -> None:
    planted = {rule for site in SITES for rule in _planted(site)}
    seen = {rule for found in broken.values() for rule in found}
    assert planted - seen <= UNSEEN


@pytest.mark.parametrize("site", [site for site in SITES if site.life], ids=lambda site: site.id)
def test_sites_that_are_not_online_are_judged_by_what_they_left_behind(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule], site: DemoSite
) -> None:
    found = {rule: judge(rules[rule], snapshots[site.id]) for rule in site.life}
    assert {rule: j.verdict for rule, j in found.items()} == dict(site.life)


def _told(judgement: Judgement) -> str:
    return f"{judgement.verdict}: {judgement.message}"
