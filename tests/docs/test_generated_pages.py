"""The generated pages are those of the code, and say what a reader looks for."""

from __future__ import annotations

import re

import pytest
from building.commands import leaves
from building.pages import DOCS, reference

from govsite_checks import cli, registry
from govsite_checks.plugin.options import OPTIONS

MADE = reference()


@pytest.mark.parametrize("name", MADE)
def test_the_committed_page_is_that_of_the_code(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == MADE[name], f"{name} is stale: run make docs"


def test_nothing_else_lies_among_the_generated_pages() -> None:
    written = {"reference/exit-codes.md"}
    there = {path.relative_to(DOCS).as_posix() for path in (DOCS / "reference").iterdir()}
    assert there == {*MADE, *written}


def test_every_option_stands_with_its_twin() -> None:
    for option in OPTIONS:
        assert f"`--govsite-{option.name}" in MADE["reference/options.md"]
        assert f"`{option.dest}`" in MADE["reference/options.md"]


def test_every_command_and_argument_is_explained_in_chinese() -> None:
    found = list(leaves(cli._parser()))
    assert len(found) > 20
    for name, parser, help in found:
        assert f"## {name}\n" in MADE["reference/commands.md"]
        for text in (
            help,
            *(action.help or "" for action in parser._actions if "-h" not in action.option_strings),
        ):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text), f"{name}: {text!r}"


def test_every_standard_says_what_was_not_verified() -> None:
    page = MADE["reference/profiles.md"]
    for name in ("guideline-2017", "census-2015", "index-2019", "beijing-2018"):
        assert f"## {name}\n" in page
    assert "| 首页可用性 | 10 | 否 |" in page
    for line in page.splitlines():
        if line.startswith("| [`"):
            assert line.split("`")[1] in registry.gather(registry.installed())


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for name, page in MADE.items():
        for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(counts) == 1, f"{name}: {block}"
