"""Three quarters before a run of the demo fleet, made up from what the run found: for the demo of a census.

Nobody looked at the fleet in these quarters. They are the run's own judgements with the changes of ``EARLIER`` and
``RELAPSED``, and ``GONE`` says how many sites there were besides. The same judgements give the same quarters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

BACK: Final = (3, 2, 1)  # quarters before that of the run, the earliest first
# How many sites the fleet still had so many quarters before; they have been merged into others since.
GONE: Final[Mapping[int, int]] = {3: 24, 2: 16, 1: 8}
SAID: Final = "演示用的往季结论，为虚构"
_CODE_RULE: Final = "footer-jiucuo-code"
_LINKED_EVERY: Final = 4

Row = Mapping[str, Any]  # a line of findings.jsonl
Key = tuple[str, str]  # a site's id and a rule's


@dataclass(frozen=True, slots=True)
class Earlier:
    """Of the sites that meet ``rule`` now, each ``every``-th from ``first`` did not, so many quarters ``back``."""

    rule: str
    every: int
    first: int
    back: frozenset[int]


EARLIER: Final = (
    Earlier("footer-site-code", 6, 0, frozenset({3})),
    Earlier("footer-icp", 8, 1, frozenset({3, 2})),
    Earlier("footer-police-filing", 5, 2, frozenset({3, 2, 1})),
    Earlier("footer-party-gov-mark", 9, 3, frozenset({2, 1})),
    Earlier("home-updated", 12, 4, frozenset({3, 2})),
    Earlier("columns-updated", 15, 5, frozenset({3, 1})),
)
# The first site that breaks this now had put it right a quarter ago: 反弹.
RELAPSED: Final = "footer-icp"


def changes(rows: Iterable[Row], back: int) -> dict[Key, str]:
    """What was different so many quarters back: the verdict, by site and rule."""
    met: dict[str, list[str]] = {}
    broken: list[str] = []
    for row in rows:
        if row["verdict"] == "ok":
            met.setdefault(row["rule"], []).append(row["site"])
        elif row["verdict"] == "violation" and row["rule"] == RELAPSED:
            broken.append(row["site"])
    found = {
        (site, one.rule): "violation"
        for one in EARLIER
        if back in one.back
        for site in met.get(one.rule, ())[one.first :: one.every]
    }
    if back == 1:
        found.update({(site, RELAPSED): "ok" for site in broken[:1]})
    return found


def earlier(rows: Iterable[Row], back: int, as_of: str) -> Iterator[dict[str, Any]]:
    """The lines of findings so many quarters back, as of a moment then (ISO 8601 with its zone)."""
    kept = tuple(rows)
    changed = changes(kept, back)
    embedded = 0
    for row in kept:
        line = {**row, "as_of": as_of}
        if verdict := changed.get((row["site"], row["rule"])):
            line |= {"verdict": verdict, "message": SAID, "findings": [_finding(verdict)]}
        elif row["rule"] == _CODE_RULE and row["verdict"] == "ok":
            embedded += 1
            if embedded % _LINKED_EVERY == 0:
                line["findings"] = [{**_finding("ok"), "details": ["链接"]}]
        yield line


def _finding(verdict: str) -> dict[str, Any]:
    return {"verdict": verdict, "message": SAID, "url": "", "selector": "", "snippet": "", "record": ""}


def gone_sites(back: int, units: Iterable[str]) -> Iterator[dict[str, str]]:
    """The sites that there still were so many quarters back, as an inventory lists them."""
    names = tuple(units)
    for number in range(1, GONE[back] + 1):
        yield {
            "id": f"demo-gone-{number:02d}",
            "name": f"虚构市第{number}专题服务中心",
            "url": f"http://gone{number:02d}.demo-xugou.invalid/",
            "unit": names[number % len(names)],
            "unit_kind": "department",
            "kind": "department",
        }
