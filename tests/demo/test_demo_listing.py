"""The demo inventory and the truth: both come from the sites, and cannot drift from them."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from govsite_checks.demo import SITES, inventory_yaml, truth
from govsite_checks.demo.defects import DEFECTS, DELIVERIES, RULES
from govsite_checks.demo.traps import LEFT_BEHIND, TRAPS

COMMITTED = Path(__file__).parents[2] / "site_inventory" / "demo.yaml"


def test_the_committed_inventory_is_the_generated_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == inventory_yaml(), (
        "运行 python -m govsite_checks.demo > site_inventory/demo.yaml"
    )


def test_inventory_lists_every_site_as_its_row_says() -> None:
    inventory = yaml.safe_load(inventory_yaml())
    assert inventory["fleet"] == "demo"
    assert len(inventory["sites"]) == len(SITES) >= 20
    for row, site in zip(inventory["sites"], SITES, strict=True):
        assert row.get("id", row.get("site_code")) == site.id
        assert row["url"] == site.url
        assert row.get("site_code", "") == site.listed_code
        assert isinstance(row.get("site_code", ""), str)


def test_ids_hosts_numbers_are_unique_and_codes_well_formed() -> None:
    for values in ([s.id for s in SITES], [s.host for s in SITES], [s.number for s in SITES]):
        assert len(set(values)) == len(values)
    assert all(re.fullmatch(r"\d{10}|bm\d{8}", site.code) for site in SITES)


# One portal lies below another, on purpose.
_HOST = r"(www\.|bm\d+\.|xugou\.)demo-xugou\d+\.(gov\.cn|org\.cn|invalid|example)"


def test_hosts_are_plainly_made_up() -> None:
    assert all(re.fullmatch(_HOST, site.host) for site in SITES)


def test_truth_covers_the_ten_rules_of_every_site() -> None:
    known = {"ok", "violation", "needs-review", "no-evidence", "not-applicable"}
    assert list(truth()) == [site.id for site in SITES]
    for verdicts in truth().values():
        assert tuple(verdicts)[:10] == RULES
        assert set(verdicts.values()) <= known


def test_every_rule_is_broken_and_kept_somewhere() -> None:
    for rule in RULES:
        assert {verdicts[rule] for verdicts in truth().values()} >= {"ok", "violation", "no-evidence"}


def test_every_delivery_has_a_site_and_every_family_of_defects() -> None:
    planted = {defect for site in SITES for defect in site.defects}
    assert planted <= DEFECTS.keys()
    assert len(planted) > 0.7 * len(DEFECTS)
    assert {site.delivery for site in SITES} == DELIVERIES.keys()


def test_every_trap_has_a_site() -> None:
    assert {site.trap for site in SITES if site.trap} == TRAPS.keys()
    assert {site.left_behind for site in SITES if site.left_behind} == LEFT_BEHIND.keys()


def test_every_status_is_shown() -> None:
    statuses = {site.listed.get("status", "online") for site in SITES}
    assert statuses == {"online", "suspended", "offline", "merged"}
