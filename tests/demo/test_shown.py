"""The fleet as a browser shows it: what the text leaves to scripts is seen, ``auto`` says what ``always`` says, and no
script of a page does any harm. Needs a Chromium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, collect
from govsite_checks.collect.browse.contracts import BrowseLimits, BrowseOptions, Mode
from govsite_checks.collect.browse.engine import open_browser
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.demo import SITES, DemoSite, Fleet, inventory_yaml
from govsite_checks.demo.defects import RULES
from govsite_checks.demo.mutants import compliant
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import load
from govsite_checks.model import BRIEF_ROLES, Judgement, Role, Snapshot
from govsite_checks.registry import gather, installed

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
# Enough of each site that every kind of page is among it, and few enough for a browser to show all of them.
BUDGET = Budget(pages=24, columns=12, next_pages=1, articles=4, guides=1, messages=1, searches=1, links=4)
# A page that never rests, or that a dialog holds, is left after so long.
LIMITS = BrowseLimits(page_s=8.0)
BY_NUMBER = {site.number: site for site in SITES}
SINGLE_PAGE, LATE, FETCHED, SPINS, ALERTS, WINDOWS, REACHES, COOKIE = (
    BY_NUMBER[number] for number in (53, 54, 55, 56, 57, 58, 59, 75)
)
BROWSED = (SINGLE_PAGE, LATE, FETCHED, SPINS, ALERTS, WINDOWS, REACHES, COOKIE)
PLAIN = tuple(compliant(layout) for layout in ("portal", "bureau", "cards"))
FLEET = (*BROWSED, BY_NUMBER[50], BY_NUMBER[52], *PLAIN)
# Rules whose verdict hangs on the time that a machine takes, and on which article of a site is asked for by chance.
BY_TIME, BY_CHANCE = frozenset({"home-loads-quickly"}), frozenset({"search-results-paged"})
# Footers by script are not compared: what is about the source reads the page as it was sent.
WRITTEN = {"layout-consistent": "no-evidence"}
# What is looked at but briefly is asked for without a browser, and challenged.
CHALLENGED = WRITTEN | dict.fromkeys(
    (
        "attachments-downloadable",
        "guide-forms-downloadable",
        "home-images-sound",
        "home-links-sound",
        "online-systems-reachable",
        "page-links-sound",
        "page-missing-reported",
    ),
    "no-evidence",
)
# Sites that a browser shows to be like any other, and what is not seen of them all the same.
LIKE_ANY: tuple[tuple[DemoSite, Mapping[str, str]], ...] = (
    (SINGLE_PAGE, WRITTEN),
    (LATE, WRITTEN),
    (FETCHED, {}),
    (WINDOWS, WRITTEN),
    (REACHES, WRITTEN),
    (COOKIE, CHALLENGED),
)


INSIDE = {"127.0.0.1", "169.254.169.254"}


@dataclass(frozen=True, slots=True)
class Collected:
    """What one mode came to, by site."""

    snapshots: Mapping[str, Snapshot]
    judged: Mapping[str, Mapping[str, Judgement]]

    def verdicts(self, site: DemoSite) -> dict[str, str]:
        return {rule: str(judgement.verdict) for rule, judgement in self.judged[site.id].items()}

    @property
    def share(self) -> float:
        """The share of pages that were shown to the browser."""
        pages = [p for s in self.snapshots.values() for p in s.pages if p.role not in BRIEF_ROLES]
        return sum(page.rendered is not None for page in pages) / len(pages)


def _collected(mode: str, folder: Path) -> Collected:
    path = folder / "fleet.yaml"
    path.write_text(inventory_yaml(FLEET).replace("fleet: demo\n", ""), encoding="utf-8")
    inventory = load(path)
    header = RunHeader(inventory.slug, inventory.digest, AS_OF, "test")
    evidence = folder / mode
    with Fleet(AS_OF, FLEET).start() as fleet, EvidenceFolder.create(evidence, header) as kept:
        options = CollectOptions(
            inventory.politeness,
            fleet.resolve,
            ca_file=fleet.ca_file,
            sites_in_flight=3,
            browse=BrowseOptions(mode),
            browse_limits=LIMITS,
            as_of=AS_OF,
        )
        report = collect(
            inventory.sites,
            kept,
            options,
            planner=StandardPlanner(BUDGET, AS_OF),
            browser=open_browser(options),
        )
    assert report.problems == ()
    rules = [rule for rule in gather(installed()).values() if rule.family != "audit"]
    with EvidenceFolder.open(evidence) as kept:
        snapshots = {site.id: kept.load(site, AS_OF, None) for site in inventory.sites}
        judged = {
            id: {rule.id: judge(rule, snapshot) for rule in rules} for id, snapshot in snapshots.items()
        }
    return Collected(snapshots, judged)


@pytest.fixture(scope="module")
def auto(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    return _collected(Mode.AUTO, tmp_path_factory.mktemp("auto"))


@pytest.fixture(scope="module")
def always(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    return _collected(Mode.ALWAYS, tmp_path_factory.mktemp("always"))


def _without(verdicts: Mapping[str, str], rules: frozenset[str]) -> dict[str, str]:
    return {rule: verdict for rule, verdict in verdicts.items() if rule not in rules}


def _same(found: Mapping[str, Judgement], expected: Mapping[str, str]) -> None:
    differing = [
        f"{rule}: expected {verdict}, found {found[rule].verdict} {found[rule].message}"
        for rule, verdict in expected.items()
        if found[rule].verdict != verdict
    ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("site", FLEET, ids=lambda site: site.id)
def test_footers_are_judged_as_a_browser_shows_them(auto: Collected, site: DemoSite) -> None:
    expected = {rule: site.verdicts_shown[rule] for rule in RULES}
    _same(auto.judged[site.id], expected)


@pytest.mark.parametrize(("site", "unseen"), LIKE_ANY, ids=[site.id for site, _ in LIKE_ANY])
def test_with_a_browser_a_site_is_judged_as_one_that_needs_none(
    auto: Collected, site: DemoSite, unseen: Mapping[str, str]
) -> None:
    expected = auto.verdicts(compliant(site.layout)) | dict(unseen)
    _same(auto.judged[site.id], _without(expected, BY_TIME | BY_CHANCE))


def test_a_column_that_loads_for_ever_is_a_person_s_to_judge(auto: Collected) -> None:
    expected = auto.verdicts(compliant(SPINS.layout)) | SPINS.verdicts_shown
    _same(auto.judged[SPINS.id], _without(expected, BY_TIME | BY_CHANCE))


@pytest.mark.parametrize("site", FLEET, ids=lambda site: site.id)
def test_auto_says_what_always_says(auto: Collected, always: Collected, site: DemoSite) -> None:
    _same(auto.judged[site.id], _without(always.verdicts(site), BY_TIME))


def test_of_sites_that_need_no_browser_few_pages_are_shown(auto: Collected, always: Collected) -> None:
    shown = [
        p.rendered is not None for s in PLAIN for p in auto.snapshots[s.id].pages if p.role not in BRIEF_ROLES
    ]
    assert 0 < sum(shown) / len(shown) < 0.2
    assert auto.share < always.share


def test_no_page_reaches_what_the_guard_keeps(auto: Collected, always: Collected) -> None:
    for collected in (auto, always):
        shown = collected.snapshots[REACHES.id].home.rendered
        assert shown is not None
        assert not shown.error, shown.detail
        asked = {(resource.url, resource.outcome) for resource in shown.resources}
        inside = {(url, outcome) for url, outcome in asked if any(host in url for host in INSIDE)}
        assert {outcome for _, outcome in inside} == {"blocked"}
        assert {host for host in INSIDE if any(host in url for url, _ in inside)} == INSIDE


def test_a_dialog_costs_its_page_and_no_other(always: Collected) -> None:
    pages = always.snapshots[ALERTS.id].pages
    assert sum(page.is_rendered for page in pages if page.role == Role.COLUMN) >= 5
