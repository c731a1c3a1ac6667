from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks import registry, rulebook
from govsite_checks.model import Rule

DOCS = Path(__file__).parents[1] / "docs" / "rules"


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return dict(registry.gather(registry.installed()))


def test_the_committed_pages_are_those_of_the_rules(rules: dict[str, Rule]) -> None:
    made = rulebook.pages(rules)
    committed = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert committed.keys() == made.keys(), "run make docs"
    stale = [name for name, text in made.items() if committed[name] != text]
    assert not stale, "run make docs"


def test_a_page_says_what_a_reader_asks(rules: dict[str, Rule]) -> None:
    page = rulebook.pages(rules)["footer-icp.md"]
    for words in (
        "国办发〔2017〕47号",
        "## 检查内容",
        "## 人工判断",
        "## 已知局限",
        "**不符合**",
        "**符合**",
        "footer-icp",
    ):
        assert words in page


def test_an_unverified_clause_is_said_to_be_unverified(rules: dict[str, Rule]) -> None:
    made = rulebook.pages(rules)
    assert any("**未核实**" in text for text in made.values()) == any(
        "未核实" in row for row in made["README.md"].splitlines() if row.startswith("| [`")
    )
