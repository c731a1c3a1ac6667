"""``govsite demo --census``: what a census of the demo fleet needs besides its run, all of it made up and said to be.

Beside the report of a run lie then, in the folder ``census``: three earlier quarters, ledgers, and the files of all four
quarters' sites. What follows are the commands that an office uses: history, census, notice.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from govsite_checks import inventory, profiles
from govsite_checks.census.quarter import Quarter
from govsite_checks.demo import inventory_yaml
from govsite_checks.demo.ledgers import Ledger, Listed, ledgers
from govsite_checks.demo.listing import entries
from govsite_checks.demo.quarters import BACK, earlier, gone_sites
from govsite_checks.files import write_bytes, write_text
from govsite_checks.findings import from_json
from govsite_checks.model import CHINA, Site
from govsite_checks.notice.material import said_day
from govsite_checks.office import OutColumn, OutSheet, write_workbook
from govsite_checks.profiles import Profile
from govsite_checks.reading.page.document import host_of
from govsite_checks.score import Score, score
from govsite_checks.waivers import live_waiver

from . import DONE, USAGE

FOLDER: Final = "census"
SLUG: Final = "demo"
_AS_CSV: Final = "selfcheck"  # one table as offices still send them: CSV in GBK
_README: Final = """\
本目录的往季检查结论、台账和通报均由演示程序生成，内容全部虚构，只用于试用。

* quarters/：四个季度的网站台账；前三个季度的检查结论由本次检查的结论改动而来（改动见 govsite_checks/demo/quarters.py），
  没有人真的检查过这三个季度。
* ledgers/：虚构的网民留言、自查、整改、政务新媒体、域名台账和工作亮点。其中一行留言的单位故意写错，用来演示如何指出。
"""


def write_census(report: Path) -> int:
    """Write it for a run's report folder, and print the quarter and the day; 2 where that is no report of the demo fleet."""
    try:
        summary = json.loads((report / "summary.json").read_bytes())
        rows = [json.loads(line) for line in (report / "findings.jsonl").read_bytes().splitlines()]
        if summary["inventory"]["slug"] != SLUG:
            raise ValueError("other")
    except (OSError, ValueError, KeyError, TypeError):
        sys.stderr.write(f"govsite: {report} 不是演示站群的检查报告目录；请先运行 make demo\n")
        return USAGE
    as_of = datetime.fromisoformat(summary["as_of"]).astimezone(CHINA)
    quarter = Quarter(as_of.year, (as_of.month - 1) // 3 + 1)
    folder = report / FOLDER
    write_text(folder / "README.txt", _README)
    sites = _write_sites(folder / "quarters" / str(quarter), 0)
    for back in BACK:
        _write_quarter(
            folder / "quarters" / str(quarter.plus(-back)), quarter.plus(-back), back, summary, rows
        )
    _write_ledgers(folder / "ledgers", sites, rows, as_of)
    sys.stdout.write(f"{quarter} {said_day(as_of)}\n")
    return DONE


def _write_sites(folder: Path, back: int) -> tuple[Site, ...]:
    """Write the sites of a quarter as an inventory, and give them."""
    path = folder / "sites.yaml"
    text = inventory_yaml()
    if back:
        units = dict.fromkeys(site.unit for site in inventory.load(_written(path, text)).sites)
        text += entries(f"已整合的虚构网站，{back} 个季度前尚在运行", gone_sites(back, units))
    return inventory.load(_written(path, text)).sites


def _written(path: Path, text: str) -> Path:
    write_text(path, text)
    return path.resolve()


def _write_quarter(
    folder: Path, quarter: Quarter, back: int, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Write an earlier quarter as a run leaves it: its sites, its findings, the scores that follow from these."""
    sites = _write_sites(folder, back)
    as_of = quarter.last_moment.isoformat()
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in earlier(rows, back, as_of)]
    write_text(folder / "findings.jsonl", "\n".join(lines) + "\n")
    by_site: dict[str, list[str]] = {}
    for line in lines:
        by_site.setdefault(json.loads(line)["site"], []).append(line)
    profile = profiles.load(summary["profile"]["id"])
    scored = {
        row["id"] for row in summary["site_rows"] if (row["score"] or {}).get("outcome") != "not-scored"
    }
    said = {
        **{key: summary[key] for key in ("inventory", "profile", "rules")},
        "as_of": as_of,
        "site_rows": [
            {"id": site.id, "score": _score(profile, site, by_site[site.id], site.id in scored)}
            for site in sites
            if site.id in by_site
        ],
    }
    write_text(folder / "summary.json", json.dumps(said, ensure_ascii=False, indent=2) + "\n")


def _score(profile: Profile, site: Site, lines: Iterable[str], seen: bool) -> dict[str, Any]:
    judgements = [from_json(line) for line in lines]
    waived = {one.rule for one in judgements if live_waiver(site, one.rule, one.as_of)}
    found: Score = score(profile, site, judgements, waived=waived, seen=seen)
    return {
        "outcome": str(found.outcome),
        "total": None if found.total is None else str(found.total),
        "reference": found.reference,
        "vetoes": list(found.vetoes),
        "open_vetoes": list(found.open_vetoes),
    }


def _write_ledgers(
    folder: Path, sites: Sequence[Site], rows: Iterable[Mapping[str, Any]], as_of: datetime
) -> None:
    verdicts = {(row["site"], row["rule"]): str(row["verdict"]) for row in rows}
    running = [
        Listed(site.id, site.name, site.unit, host_of(site.url)) for site in sites if site.status == "online"
    ]
    for table in ledgers(running, lambda site, rule: verdicts.get((site, rule), ""), as_of.date()):
        if table.kind == _AS_CSV:
            write_bytes(folder / f"{table.kind}.csv", _csv(table))
        else:
            columns = [OutColumn(head, width=32) for head in table.heads]
            sheet = OutSheet(table.title, columns, table.rows, title=f"{table.title}（虚构，演示用）")
            write_workbook(folder / f"{table.kind}.xlsx", [sheet], as_of)


def _csv(table: Ledger) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([table.heads, *table.rows])
    return text.getvalue().encode("gbk")
