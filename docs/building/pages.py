"""All pages of the documentation that are not written by hand, and those whose commands are run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from . import commands, consoles, schemas, standards

DOCS = Path(__file__).parents[1]
PROJECT = DOCS.parent


def reference() -> Mapping[str, str]:
    """File name under ``docs/`` to Markdown."""
    return {
        "reference/options.md": commands.options_page(),
        "reference/commands.md": commands.commands_page(),
        "reference/profiles.md": standards.profiles_page(),
        "reference/inventory.md": schemas.inventory_page(),
        "reference/summary.md": schemas.summary_page(),
        "reference/words.md": standards.words_page(),
    }


def written() -> Iterator[Path]:
    """The pages of the project that people wrote."""
    made = {DOCS / name for name in reference()}
    yield from (PROJECT / "README.md", PROJECT / "README.zh-CN.md", PROJECT / "ARCHITECTURE.md")
    for path in sorted(DOCS.rglob("*.md")):
        if path not in made and path.parent != DOCS / "rules":
            yield path


def with_commands() -> list[Path]:
    """The pages whose commands are run."""
    return [path for path in written() if consoles.is_run(path.read_text("utf-8"))]
