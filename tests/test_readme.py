"""What the README tells a user to write can be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govsite_checks import inventory, profiles, registry
from govsite_checks.collect.plan import Budget

TEXT = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def starting(word: str) -> list[str]:
    return [block for block in BLOCKS if block.startswith(word)]


def test_the_examples_are_found() -> None:
    assert starting("inventory:")
    assert starting("profile:")


@pytest.mark.parametrize("block", starting("profile:"))
def test_a_standard_of_the_readme_loads(block: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(block, encoding="utf-8")
    profile = profiles.load(str(path))
    assert not profiles.check(profile, registry.gather(registry.installed()))
    Budget.of(profile.budget)


@pytest.mark.parametrize("block", starting("inventory:"))
def test_an_inventory_of_the_readme_loads(block: str, tmp_path: Path) -> None:
    path = tmp_path / "mysite.yaml"
    path.write_text(block, encoding="utf-8")
    assert inventory.load(path).sites
