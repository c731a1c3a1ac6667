"""The made-up quarters before a run: what differs is what is written down, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from govsite_checks.demo.quarters import BACK, EARLIER, GONE, RELAPSED, SAID, changes, earlier, gone_sites

AS_OF = "2026-03-31T23:59:59+08:00"
RULES = sorted({one.rule for one in EARLIER} | {"footer-jiucuo-code", "label-site-complete"})


def row(site: int, rule: str) -> dict[str, Any]:
    verdict = "violation" if rule == RELAPSED and site in (7, 11) else "ok"
    finding = {
        "verdict": verdict,
        "message": "",
        "url": "",
        "selector": "",
        "snippet": "",
        "record": "",
        "details": ["嵌入代码"],
    }
    return {
        "site": f"s{site:02d}",
        "rule": rule,
        "verdict": verdict,
        "message": "",
        "findings": [finding],
        "as_of": "now",
    }


ROWS = [row(site, rule) for site in range(60) for rule in RULES]


@pytest.mark.parametrize("back", BACK)
def test_each_change_is_made_where_it_is_written_down_and_nowhere_else(back: int) -> None:
    lines = list(earlier(ROWS, back, AS_OF))
    differing = {
        (then["site"], then["rule"])
        for now, then in zip(ROWS, lines, strict=True)
        if now["verdict"] != then["verdict"]
    }
    wanted = {one.rule for one in EARLIER if back in one.back}
    assert {rule for _, rule in differing} == wanted | ({RELAPSED} if back == 1 else set())
    assert {line["as_of"] for line in lines} == {AS_OF}
    for line in lines:
        if (line["site"], line["rule"]) in differing:
            assert (line["message"], [found["verdict"] for found in line["findings"]]) == (
                SAID,
                [line["verdict"]],
            )


def test_one_problem_was_put_right_a_quarter_ago_and_is_back() -> None:
    verdicts = [
        {(line["site"], line["rule"]): line["verdict"] for line in earlier(ROWS, back, AS_OF)}
        for back in BACK
    ]
    assert [each["s07", RELAPSED] for each in verdicts] == ["violation", "violation", "ok"]
    assert [each["s11", RELAPSED] for each in verdicts] == ["violation", "violation", "violation"]


def test_some_sites_led_to_the_platform_by_a_link_only() -> None:
    details = Counter(
        line["findings"][0]["details"][0]
        for line in earlier(ROWS, 1, AS_OF)
        if line["rule"] == "footer-jiucuo-code"
    )
    assert details == {"嵌入代码": 45, "链接": 15}


def test_what_was_not_seen_stays_unseen() -> None:
    unseen = [{**each, "verdict": "no-evidence"} for each in ROWS]
    assert all(not changes(unseen, back) for back in BACK)
    assert {line["verdict"] for back in BACK for line in earlier(unseen, back, AS_OF)} == {"no-evidence"}


@pytest.mark.parametrize("back", BACK)
def test_there_were_more_sites(back: int) -> None:
    sites = list(gone_sites(back, ["甲局", "乙局"]))
    assert len({site["id"] for site in sites}) == len(sites) == GONE[back]
    assert {site["unit"] for site in sites} == {"甲局", "乙局"}
    assert all(".invalid/" in site["url"] for site in sites)
