"""Quarters brought in: whole or in parts, again and again, and what does not go together."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import RuleResult
from govsite_checks.history import History, HistoryError, Part, import_quarter

Make = Callable[..., Any]
Q3 = Quarter(2018, 3)
ONE = {"s1": {"footer-icp": "violation", "footer-jiucuo": "ok"}}
TWO = {"s2": {"footer-icp": "violation", "footer-jiucuo": "no-evidence"}}


def test_what_a_run_found_comes_back(history: History, part_of: Make, roster_of: Make) -> None:
    done = import_quarter(history, Q3, roster_of(), [part_of("a", ONE | TWO)])
    assert (done.sites, done.new, done.changed, done.same, done.unjudged, done.notes) == (3, 4, 0, 0, (), ())
    results = history.load(Q3)
    assert (results.inventory, results.title, results.profile) == ("bj", "北京市政府网站", "beijing-2018")
    assert (results.profile_title, results.profile_verified) == ("普查", True)
    assert results.as_of.isoformat() == "2018-09-10T23:59:59+08:00"
    first, second, third = results.sites
    assert first.rules["footer-icp"] == RuleResult(
        "violation", 1, "footer-icp：情况。", "notice", url="http://www.s1.gov.cn/", details=("甲",)
    )
    assert first.rules["footer-jiucuo"] == RuleResult("ok", 1, details=("甲", "乙"))
    assert second.rules["footer-icp"].waived
    assert (first.outcome, first.score, first.reference) == ("passed", Decimal("88.50"), True)
    assert first.open_vetoes == ("home-updated",)
    assert (third.outcome, third.score, third.rules) == ("", None, {})
    assert (third.status, third.merged_into, str(third.approved_on)) == ("merged", "s2", "2018-01-20")
    assert {id: rule.title for id, rule in results.judged.items()} == {
        "footer-icp": "标题 footer-icp", "footer-jiucuo": "标题 footer-jiucuo",
    }  # fmt: skip


def test_the_verdicts_of_some_rules_alone_can_be_asked_for(
    history: History, part_of: Make, roster_of: Make
) -> None:
    import_quarter(history, Q3, roster_of(), [part_of("a", ONE)])
    assert set(history.load(Q3, ["footer-icp"]).sites[0].rules) == {"footer-icp"}
    assert history.load(Q3, ()).sites[0].rules == {}
    assert set(history.load(Q3, ()).judged) == {"footer-icp", "footer-jiucuo"}


def test_the_same_again_changes_nothing(history: History, part_of: Make, roster_of: Make) -> None:
    part = part_of("a", ONE | TWO)
    import_quarter(history, Q3, roster_of(), [part])
    before = history.load(Q3)
    done = import_quarter(history, Q3, roster_of(), [part, part])
    assert (done.new, done.changed, done.same) == (0, 0, 4)
    assert history.load(Q3) == before


def test_parts_in_any_order_and_one_by_one_give_the_same(
    tmp_path: Path, part_of: Make, roster_of: Make
) -> None:
    verdicts = {"s1": ONE["s1"], "s2": TWO["s2"], "s3": {"footer-icp": "not-applicable"}}
    parts = [part_of(site, {site: rules}) for site, rules in verdicts.items()]
    seen = []
    for n, order in enumerate([*permutations(parts), (part_of("whole", verdicts),)]):
        with (
            History(tmp_path / f"{n}.sqlite", make=True) as one,
            History(tmp_path / f"{n}b.sqlite", make=True) as other,
        ):
            import_quarter(one, Q3, roster_of(), order)
            for part in order:
                import_quarter(other, Q3, roster_of(), [part])
            seen += [one.load(Q3), other.load(Q3)]
    assert all(results == seen[0] for results in seen)


def test_what_is_still_missing_is_named(history: History, part_of: Make, roster_of: Make) -> None:
    assert import_quarter(history, Q3, roster_of(), [part_of("b", TWO)]).unjudged == ("s1",)


def test_a_verdict_that_was_judged_again_takes_the_place_of_the_old(
    history: History, part_of: Make, roster_of: Make
) -> None:
    import_quarter(history, Q3, roster_of(), [part_of("a", ONE | TWO)])
    again = part_of("b", {"s1": {"footer-icp": "ok", "footer-jiucuo": "ok"}})
    done = import_quarter(history, Q3, roster_of(), [again])
    assert (done.new, done.changed, done.same) == (0, 1, 1)
    assert history.load(Q3).sites[0].rules["footer-icp"].verdict == "ok"
    assert history.load(Q3).sites[1].rules["footer-icp"].verdict == "violation"


def test_an_inventory_alone_says_how_many_sites_there_were(
    history: History, part_of: Make, roster_of: Make
) -> None:
    import_quarter(history, Q3, roster_of())
    (run,) = history.runs()
    assert (run.sites, run.judged, run.profile) == (3, 0, "")
    import_quarter(history, Q3, roster_of(), [part_of("a", ONE)])
    assert [(run.judged, run.profile) for run in history.runs()] == [(1, "beijing-2018")]
    import_quarter(history, Q3, roster_of())
    assert [(run.judged, run.profile, run.profile_title) for run in history.runs()] == [
        (1, "beijing-2018", "普查")
    ]


def test_findings_without_a_summary_give_no_scores_and_say_so(
    history: History, part_of: Make, roster_of: Make
) -> None:
    part = part_of("a", ONE, summary=False)
    done = import_quarter(history, Q3, roster_of(), [Part.at(part.findings)])
    assert ["summary.json" in note for note in done.notes] == [True]
    assert history.load(Q3).sites[0].outcome == ""
    assert history.load(Q3).sites[0].rules["footer-icp"].verdict == "violation"


def test_a_day_outside_the_quarter_is_pointed_out(history: History, part_of: Make, roster_of: Make) -> None:
    (note,) = import_quarter(history, Quarter(2018, 2), roster_of(), [part_of("a", ONE)]).notes
    assert "2018-09-10 不在2018年第二季度之内" in note


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"quarter": Quarter(2018, 2)}, "监测时间点"),
        ({"profile": "index-2019"}, "index-2019"),
        ({"version": 2}, "版本"),
        ({"inventory": "sh"}, "台账 sh"),
    ],
)
def test_parts_of_different_runs_are_refused_whole(
    history: History, part_of: Make, roster_of: Make, more: dict[str, Any], says: str
) -> None:
    other = part_of("b", TWO, **more)
    with pytest.raises(HistoryError, match=says):
        import_quarter(history, Q3, roster_of(), [part_of("a", ONE), other])
    assert history.runs() == ()
    import_quarter(history, Q3, roster_of(), [part_of("c", ONE)])
    before = history.load(Q3)
    with pytest.raises(HistoryError):
        import_quarter(history, Q3, roster_of(), [other])
    assert history.load(Q3) == before


def test_another_run_takes_the_place_of_a_quarter_only_when_told_to(
    history: History, part_of: Make, roster_of: Make
) -> None:
    import_quarter(history, Q3, roster_of(), [part_of("a", ONE | TWO)])
    other = part_of("b", ONE, profile="index-2019", version=2)
    with pytest.raises(HistoryError, match="--replace"):
        import_quarter(history, Q3, roster_of(), [other])
    done = import_quarter(history, Q3, roster_of(), [other], replace=True)
    assert (done.new, done.unjudged) == (2, ("s2",))
    assert history.load(Q3).judged["footer-icp"].version == 2
    with pytest.raises(HistoryError, match="台账 bj"):
        import_quarter(history, Q3, roster_of(inventory="sh"))


def test_two_verdicts_of_one_site_are_refused_in_any_order(
    history: History, part_of: Make, roster_of: Make
) -> None:
    parts = [part_of("a", ONE), part_of("b", {"s1": {"footer-icp": "ok"}})]
    for order in (parts, parts[::-1]):
        with pytest.raises(HistoryError, match=r"1 个网站在各部分中的结论不同：s1"):
            import_quarter(history, Q3, roster_of(), order)
    with pytest.raises(HistoryError, match="s1 的得分"):
        import_quarter(history, Q3, roster_of(), [parts[0], part_of("c", ONE, outcome="failed")])
    assert history.runs() == ()


def test_a_site_that_the_inventory_does_not_know_is_refused(
    history: History, part_of: Make, roster_of: Make
) -> None:
    with pytest.raises(HistoryError, match=r"findings\.jsonl:1：台账中没有网站 s9"):
        import_quarter(history, Q3, roster_of(), [part_of("a", {"s9": {"footer-icp": "ok"}})])


def test_a_site_that_leaves_the_inventory_leaves_the_quarter(
    history: History, part_of: Make, roster_of: Make
) -> None:
    import_quarter(history, Q3, roster_of(), [part_of("a", ONE | TWO)])
    few = roster_of(Q3, roster_of().sites[:1])
    import_quarter(history, Q3, few)
    assert [site.id for site in history.load(Q3).sites] == ["s1"]
    import_quarter(history, Q3, roster_of())
    assert history.load(Q3).sites[1].rules == {}


@pytest.mark.parametrize(
    "damage",
    [
        b"{", b"[]\n", b'"x"\n', b"\xff\n", b"{}\n", b'{"site": 1}\n', b"[" * 100_000 + b"\n",
    ],
)  # fmt: skip
def test_a_damaged_line_is_named_and_nothing_is_kept(
    history: History, part_of: Make, roster_of: Make, damage: bytes
) -> None:
    part = part_of("a", ONE)
    part.findings.write_bytes(part.findings.read_bytes() + damage)
    with pytest.raises(HistoryError, match=r"findings\.jsonl:3：不是一条检查结论"):
        import_quarter(history, Q3, roster_of(), [part])
    assert history.runs() == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "guilty"), ("effect", "prison"), ("rule_version", "x"), ("as_of", "gestern"), ("as_of", "2018-09-10T00:00:00"),
        ("rule", "footer\u202eicp"), ("rule", ""), ("rule_version", 10**30), ("rule_version", -1), ("findings", 7),
    ],
)  # fmt: skip
def test_a_line_with_a_word_that_is_none_is_refused(
    history: History, part_of: Make, roster_of: Make, key: str, value: object
) -> None:
    part = part_of("a", ONE)
    rows = [json.loads(text) for text in part.findings.read_text("utf-8").splitlines()]
    rows[0][key] = value
    part.findings.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with pytest.raises(HistoryError, match=r"findings\.jsonl:1"):
        import_quarter(history, Q3, roster_of(), [part])


@pytest.mark.parametrize("text", ["", "[]", '{"inventory": {}}', "null"])
def test_a_damaged_summary_is_named(history: History, part_of: Make, roster_of: Make, text: str) -> None:
    part = part_of("a", ONE)
    assert part.summary is not None
    part.summary.write_text(text, "utf-8")
    with pytest.raises(HistoryError, match=r"summary\.json 已损坏"):
        import_quarter(history, Q3, roster_of(), [part])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("total", float("nan")),
        ("total", 1e300),
        ("total", "x"),
        ("outcome", "hanged"),
        ("vetoes", ["\x1b[2J"]),
    ],
)
def test_a_score_that_is_none_is_refused(
    history: History, part_of: Make, roster_of: Make, key: str, value: object
) -> None:
    part = part_of("a", ONE)
    assert part.summary is not None
    row = json.loads(part.summary.read_text("utf-8"))
    row["site_rows"][0]["score"][key] = value
    part.summary.write_text(json.dumps(row), "utf-8")
    with pytest.raises(HistoryError, match=r"summary\.json 已损坏"):
        import_quarter(history, Q3, roster_of(), [part])


def test_nothing_of_a_file_reaches_the_terminal_raw(history: History, part_of: Make, roster_of: Make) -> None:
    part = part_of("a", {"s9": {"footer-icp": "ok"}})
    part.findings.write_text(part.findings.read_text("utf-8").replace('"s9"', '"\\u001b[2Js9"'), "utf-8")
    with pytest.raises(HistoryError, match="台账中没有网站") as caught:
        import_quarter(history, Q3, roster_of(), [part])
    assert "\x1b" not in str(caught.value)


def test_a_report_without_any_judgement_is_refused(history: History, part_of: Make, roster_of: Make) -> None:
    with pytest.raises(HistoryError, match="没有任何检查结论"):
        import_quarter(history, Q3, roster_of(), [part_of("a", {})])


def test_more_sites_than_a_query_takes_values(history: History, roster_of: Make) -> None:
    first = roster_of().sites[0]
    many = tuple(replace(first, id=f"s{n}") for n in range(2500))
    import_quarter(history, Q3, roster_of(Q3, many))
    assert [site.id for site in history.load(Q3).sites] == [site.id for site in many]


def test_a_folder_without_findings_is_no_part(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="不是检查报告目录"):
        Part.at(tmp_path)


def test_names_of_the_inventory_are_kept_printable(history: History, roster_of: Make) -> None:
    evil = replace(roster_of().sites[0], name="名\u202e称\n", unit="'; DROP TABLE run; --")
    import_quarter(history, Q3, roster_of(Q3, (evil,)))
    (site,) = history.load(Q3).sites
    assert site.name == "名 称"
    assert site.unit == "'; DROP TABLE run; --"
    assert len(history.runs()) == 1
