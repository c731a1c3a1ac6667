"""The whole way over the demo fleet: collected, kept, read back, judged, and compared with what was planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, CollectReport, collect
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
        report = collect(inventory.sites, folder, CollectOptions(inventory.politeness, fleet.resolve))
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
    assert report.seconds < 20


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


def _told(judgement: Judgement) -> str:
    return f"{judgement.verdict}: {judgement.message}"
