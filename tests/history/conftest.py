"""Report folders of made-up runs, as runs leave them, and an empty history."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import findings
from govsite_checks.census.quarter import Quarter
from govsite_checks.history import History, Part, Roster
from govsite_checks.model import CHINA, TOOL_ERROR, Effect, Finding, Judgement, Site, Verdict, Waiver

Q3 = Quarter(2018, 3)
SITES = (
    Site("s1", "第一网", "http://www.s1.gov.cn/", unit="甲区", unit_kind="district"),
    Site(
        "s2",
        "第二网",
        "http://www.s2.gov.cn/",
        unit="市乙局",
        unit_kind="department",
        waivers=(Waiver("footer-icp", date(2018, 12, 31), "备案变更中"),),
    ),
    Site(
        "s3", "第三网", "http://www.s3.gov.cn/", unit="市乙局", unit_kind="department", status="merged",
        merged_into="s2", approved_on=date(2018, 1, 20),
    ),
)  # fmt: skip
Verdicts = Mapping[str, Mapping[str, str]]


def day_of(quarter: Quarter) -> datetime:
    """A day within a quarter."""
    return datetime(quarter.year, quarter.number * 3, 10, 23, 59, 59, tzinfo=CHINA)


def line(site: str, rule: str, verdict: str, as_of: datetime, version: int, profile: str) -> str:
    """A line of findings, with a second finding that is no part of the verdict."""
    told = verdict if verdict != TOOL_ERROR else Verdict.NO_EVIDENCE
    found = (
        Finding(Verdict(told), f"{rule}的情况。", f"http://www.{site}.gov.cn/", details=("甲",)),
        Finding(Verdict.OK, "另一处符合。", "http://other/", details=("乙",)),
    )
    return findings.to_json(
        Judgement(
            site,
            rule,
            version,
            profile,
            verdict,
            Effect(),
            f"{rule}：情况。",
            found,
            "guideline-2017/footer",
            as_of,
        )
    )


def write_part(
    folder: Path,
    verdicts: Verdicts,
    quarter: Quarter = Q3,
    *,
    outcome: str = "passed",
    version: int = 1,
    profile: str = "beijing-2018",
    inventory: str = "bj",
    summary: bool = True,
) -> Part:
    """A report folder that holds what was found of some sites: ``{site: {rule: verdict}}``."""
    folder.mkdir(parents=True)
    as_of = day_of(quarter)
    lines = [
        line(site, rule, verdict, as_of, version, profile)
        for site, rules in verdicts.items()
        for rule, verdict in sorted(rules.items())
    ]
    (folder / "findings.jsonl").write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    score = {
        "outcome": outcome,
        "total": 88.5,
        "reference": True,
        "vetoes": [],
        "open_vetoes": ["home-updated"],
    }
    rules = {rule for rules in verdicts.values() for rule in rules}
    said = {
        "inventory": {"slug": inventory, "title": "北京", "region": "北京市"},
        "profile": {"id": profile, "title": "普查", "verified": True},
        "as_of": as_of.isoformat(),
        "rules": [{"id": rule, "title": f"标题 {rule}"} for rule in sorted(rules)],
        "site_rows": [{"id": site.id, "score": score if site.id in verdicts else None} for site in SITES],
    }
    if summary:
        (folder / "summary.json").write_text(json.dumps(said), encoding="utf-8")
    return Part.at(folder)


def make_roster(quarter: Quarter = Q3, sites: Sequence[Site] = SITES, inventory: str = "bj") -> Roster:
    return Roster(inventory, "北京市政府网站", "北京市", day_of(quarter), tuple(sites))


@pytest.fixture
def part_of(tmp_path: Path) -> Callable[..., Part]:
    """``part_of(name, {site: {rule: verdict}}, quarter, **fields)``: a report folder."""

    def make(name: str, verdicts: Verdicts, *args: Any, **more: Any) -> Part:
        return write_part(tmp_path / name, verdicts, *args, **more)

    return make


@pytest.fixture(scope="session")
def roster_of() -> Callable[..., Roster]:
    """``roster_of(quarter, sites, inventory)``: the inventory of a quarter."""
    return make_roster


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    """An empty history."""
    with History(tmp_path / "history.sqlite", make=True) as made:
        yield made
