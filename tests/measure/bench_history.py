"""How long the history takes: 20 quarters of 457 sites and 70 rules brought in, and every kind of trend asked for."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from govsite_checks import findings
from govsite_checks.census.indicators import RULES
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.taking import take_census
from govsite_checks.history import History, Part, Roster, import_quarter
from govsite_checks.history.trends import courses, rule_trend, site_trend, unit_trend
from govsite_checks.model import CHINA, TOOL_ERROR, Effect, Finding, Judgement, Site, Verdict

QUARTERS, SITES, RULE_COUNT, UNITS = 20, 457, 70, 60
NAMES = [*RULES, *(f"made-up-{n:02d}" for n in range(RULE_COUNT - len(RULES)))]
VERDICTS = [*["ok"] * 12, *["violation"] * 3, "needs-review", "no-evidence", "not-applicable"]


def judgement(site: Site, rule: str, as_of: datetime, dice: random.Random) -> Judgement:
    """A line as runs write them, of a usual length."""
    verdict = dice.choice(VERDICTS)
    said = f"首页底部未见{rule}所要求的内容，见到的是“版权所有 {site.name}”。"
    found = Finding(Verdict(verdict), said, site.url, "body > div.footer", said, "urn:uuid:" + "0" * 36)
    return Judgement(
        site.id, rule, 1, "beijing-2018", verdict, Effect(), said, (found,), "guideline-2017/footer", as_of
    )


def summary(sites: list[Site], as_of: datetime) -> str:
    """As much of a ``summary.json`` as the history reads."""
    score = {"outcome": "passed", "total": 88.5, "reference": False, "vetoes": [], "open_vetoes": []}
    return json.dumps(
        {
            "inventory": {"slug": "bench"},
            "profile": {"id": "beijing-2018", "title": "普查", "verified": True},
            "as_of": as_of.isoformat(),
            "rules": [{"id": name, "title": name} for name in NAMES],
            "site_rows": [{"id": site.id, "score": score} for site in sites],
        }
    )


def write(folder: Path, sites: list[Site], as_of: datetime, seed: int) -> Part:
    """A report folder of one quarter."""
    dice = random.Random(seed)
    folder.mkdir()
    lines = (findings.to_json(judgement(site, rule, as_of, dice)) for site in sites for rule in sorted(NAMES))
    (folder / "findings.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "summary.json").write_text(summary(sites, as_of), encoding="utf-8")
    return Part.at(folder)


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    assert len(NAMES) == RULE_COUNT
    assert TOOL_ERROR not in VERDICTS
    sites = [
        Site(f"11{n:08d}", f"虚构市第{n}局", f"http://www.s{n}.gov.cn/", unit=f"第{n % UNITS}局")
        for n in range(SITES)
    ]
    first = Quarter(2014, 1)
    with tempfile.TemporaryDirectory(prefix="govsite-bench-") as made:
        base = Path(made)
        rosters, parts = [], []
        for n in range(QUARTERS):
            when = first.plus(n)
            as_of = datetime(when.year, when.number * 3, 10, 23, 59, 59, tzinfo=CHINA)
            rosters.append(Roster("bench", "测速", "虚构市", as_of, tuple(sites)))
            parts.append(write(base / str(when), sites, as_of, n))
        with History(base / "history.sqlite", make=True) as history:
            seconds = [
                timed(lambda n=n: import_quarter(history, first.plus(n), rosters[n], [parts[n]]))
                for n in range(QUARTERS)
            ]
            again = timed(lambda: import_quarter(history, first, rosters[0], [parts[0]]))
            trends = {
                "of a rule": timed(lambda: rule_trend(history, "footer-icp")),
                "of a rule in a unit": timed(lambda: rule_trend(history, "footer-icp", "第7局")),
                "of a unit": timed(lambda: unit_trend(history, "第7局")),
                "of a site": timed(lambda: site_trend(history, sites[7].id)),
                "what became of the problems of a unit": timed(lambda: courses(history, unit="第7局")),
                "what became of the problems of a site": timed(lambda: courses(history, site=sites[7].id)),
            }
            every = timed(lambda: courses(history))
            last = first.plus(QUARTERS - 1)

            def census() -> object:
                earlier = [
                    history.load(first.plus(n), RULES if n == QUARTERS - 2 else ())
                    for n in range(QUARTERS - 1)
                ]
                return take_census(history.load(last, RULES), earlier)

            taking = timed(census)
        size = (base / "history.sqlite").stat().st_size / 1e6
    print(f"\nHistory: {QUARTERS} quarters x {SITES} sites x {RULE_COUNT} rules, {size:.0f} MB.\n")
    print("| figure | value | goal |\n|---|---|---|")
    print(f"| import of all quarters, seconds | {sum(seconds):.1f} | < 60 |")
    print(f"| import of a quarter that is there already, seconds | {again:.1f} | |")
    for name, value in trends.items():
        print(f"| trend {name}, seconds | {value:.2f} | < 1 |")
    print(f"| what became of every problem, seconds | {every:.1f} | |")
    print(f"| a census with all quarters before it, seconds | {taking:.1f} | |")


if __name__ == "__main__":
    main()
