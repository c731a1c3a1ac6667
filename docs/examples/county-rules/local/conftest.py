"""A rule beside the inventory: nothing to install."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import Example, Finding, Rule, Snapshot, Verdict, rule


@rule(
    id="home-title-short",
    title="首页标题不超过三十个字",
    clause="county/2026-4",
    remediation="缩短首页标题（title）。",
    examples=[
        Example.ok("<title>某县人民政府</title>"),
        Example.violation(f"<title>{'某' * 31}</title>", says="31个字"),
    ],
)
def home_title_short(snapshot: Snapshot, *, most: int = 30) -> Iterable[Finding]:
    """The title of the home page is short."""
    page = snapshot.home
    said = f"首页标题共{len(page.title)}个字。"
    yield Finding.at(Verdict.VIOLATION if len(page.title) > most else Verdict.OK, said, page)


def pytest_govsite_rules() -> list[Rule]:
    """The rules of this folder."""
    return [home_title_short]
