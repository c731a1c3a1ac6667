"""The whole way over the demo fleet: collected, kept, read back, judged, and compared with what was planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from govsite_checks.collect import CollectOptions, CollectReport, collect
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.demo import SITES, DemoSite, start, truth
from govsite_checks.demo.beside import observed, visited
from govsite_checks.demo.defects import RULES
from govsite_checks.demo.misbehaviour import ERRORS
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import Inventory, load
from govsite_checks.model import (
    CHINA,
    GRAVITY,
    DayOfVisits,
    Judgement,
    Observation,
    Rule,
    Snapshot,
    Verdict,
    Visits,
)
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
    planted = {site.id: site for site in SITES}
    yield {
        site.id: _with_beside(
            folder.load(site, AS_OF, inventory.site(site.merged_into) if site.merged_into else None),
            planted[site.id],
        )
        for site in inventory.sites
    }
    folder.close()


def _with_beside(snapshot: Snapshot, site: DemoSite) -> Snapshot:
    """What no page of a site shows: a network with IPv6, and a week of visits, that no test has."""
    kept = tuple(o for o in snapshot.observations if o.kind not in {"aaaa", "ipv6"})
    noted = tuple(Observation(*one) for one in observed(site))
    days = visited(site, AS_OF.astimezone(CHINA).date())
    return replace(
        snapshot, observations=kept + noted, visits=Visits(tuple(DayOfVisits(*day) for day in days))
    )


@pytest.fixture(scope="module")
def rules() -> Mapping[str, Rule]:
    # An audit is a pass of its own, which the fleet's truth knows nothing of: tests/audit.
    return {id: rule for id, rule in gather(installed()).items() if rule.family != "audit"}


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
    "map-approval-shown",
    "privacy-protected",
    "topics-archived",
    "wording-correct",
    "blank-columns-few",
    "home-update-volume",
    "home-updated",
    "search-finds-older-article",
    "search-results-paged",
}


# Rules that no site of the fleet gets their gravest verdict from, and why.
SHY: Mapping[str, Verdict] = MappingProxyType(
    {
        # Any headline of a home page with 办事 or 办理 in it makes it a person's to decide.
        "services-offered": Verdict.NEEDS_REVIEW,
    }
)


@pytest.fixture(scope="module")
def judged(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule]
) -> Mapping[str, Mapping[str, Judgement]]:
    """Site id to rule id to the judgement, of all installed rules."""
    return {site.id: {rule.id: judge(rule, snapshots[site.id]) for rule in rules.values()} for site in SITES}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_no_site_breaks_a_rule_that_was_not_planted(
    judged: Mapping[str, Mapping[str, Judgement]], site: DemoSite
) -> None:
    # Where a person has to look, more of the site may show a machine enough.
    planted = {rule for rule, verdict in site.verdicts.items() if verdict in {"violation", "needs-review"}}
    broken = {rule: j for rule, j in judged[site.id].items() if j.verdict == "violation"}
    accused = {rule: _told(j) for rule, j in broken.items() if rule not in planted}
    assert not accused, f"{site.shows}\n" + "\n".join(f"{rule}: {told}" for rule, told in accused.items())


@pytest.mark.parametrize("site", [site for site in SITES if site.behaviour], ids=lambda site: site.behaviour)
def test_a_site_that_shows_nothing_breaks_no_rule_at_all(
    judged: Mapping[str, Mapping[str, Judgement]], site: DemoSite
) -> None:
    assert {rule for rule, j in judged[site.id].items() if j.verdict == "violation"} == set()


def _gravest(rule: Rule) -> Verdict:
    """The gravest verdict that a rule reaches, by its own examples."""
    reached = {expected.verdict for example in rule.examples for expected in example.expected}
    return SHY.get(rule.id, min(reached, key=GRAVITY.__getitem__))


def test_every_rule_has_a_site_that_is_planted_with_its_gravest_verdict(rules: Mapping[str, Rule]) -> None:
    planted = {(rule, verdict) for site in SITES for rule, verdict in site.verdicts.items()}
    assert {(rule.id, str(_gravest(rule))) for rule in rules.values()} <= planted
    assert SHY.keys() <= rules.keys()


def test_every_rule_is_seen_to_reach_its_gravest_verdict(
    judged: Mapping[str, Mapping[str, Judgement]], rules: Mapping[str, Rule]
) -> None:
    seen = {
        (rule, judged[site.id][rule].verdict)
        for site in SITES
        for rule, verdict in site.verdicts.items()
        if judged[site.id][rule].verdict == verdict
    }
    unseen = {rule.id for rule in rules.values() if (rule.id, _gravest(rule)) not in seen}
    assert unseen <= UNSEEN


@pytest.mark.parametrize("site", [site for site in SITES if site.life], ids=lambda site: site.id)
def test_sites_that_are_not_online_are_judged_by_what_they_left_behind(
    snapshots: Mapping[str, Snapshot], rules: Mapping[str, Rule], site: DemoSite
) -> None:
    found = {rule: judge(rules[rule], snapshots[site.id]) for rule in site.life}
    assert {rule: j.verdict for rule, j in found.items()} == dict(site.life)


def _told(judgement: Judgement) -> str:
    return f"{judgement.verdict}: {judgement.message}"
