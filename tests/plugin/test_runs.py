"""Whole runs of the plugin over small real sites: outcomes, outputs, exit codes, and xdist."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import plugin

Run = Callable[..., pytest.RunResult]
RULES = 5  # those that ``run`` judges unless told otherwise


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines()]


def hosts(web: Any) -> set[str]:
    return {asked.partition("/")[0] for asked in web.asked}


def verdicts(folder: Path, site: str) -> dict[str, str]:
    return {row["rule"]: row["verdict"] for row in rows(folder) if row["site"] == site}


def test_the_main_job(few: Path, run: Run, pytester: pytest.Pytester, web: Any) -> None:
    result = run("--sites", few)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    out = pytester.path / "out"
    assert set(verdicts(out, "1100000001").values()) == {"ok"}
    bare = verdicts(out, "1100000002")
    assert bare["footer-icp"] == bare["footer-police-filing"] == bare["footer-site-code"] == "violation"
    assert bare["footer-sponsor"] == "ok"
    assert len(rows(out)) == 2 * RULES
    assert [row["site"] for row in rows(out)] == ["1100000001"] * RULES + ["1100000002"] * RULES
    assert {"index.html", "summary.json", "findings.jsonl", "evidence"} <= {p.name for p in out.iterdir()}
    result.stdout.fnmatch_lines(["*govsite-checks*2 个网站*", "*报告：out/index.html*"])


def test_node_ids_are_ascii_and_can_be_pasted(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any
) -> None:
    listed = run("--sites", few, "--collect-only", "-q")
    node_id = "few.yaml::1100000001::footer-icp"
    assert node_id in listed.outlines
    assert web.asked == []
    assert not (pytester.path / "out").exists()
    result = run("--sites", few, node_id)
    result.assert_outcomes(passed=1)
    assert hosts(web) == {"good.demo-few.gov.cn"}


def test_a_keyword_visits_only_the_sites_that_are_left(few: Path, run: Run, web: Any) -> None:
    run("--sites", few, "-k", "1100000002 and icp").assert_outcomes(failed=1, deselected=2 * RULES - 1)
    assert hosts(web) == {"bare.demo-few.gov.cn"}


def test_nothing_selected_is_exit_5_and_no_visit(few: Path, run: Run, web: Any) -> None:
    assert run("--sites", few, "-k", "nothing_like_it").ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert run("--sites", few, "--govsite-only", "无此单位").ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert web.asked == []


def test_only_selects_by_unit(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-only", "市政府").assert_outcomes(passed=RULES)
    assert {row["site"] for row in rows(pytester.path / "out")} == {"1100000001"}


def test_only_the_inventory_is_collected_from_any_directory(
    few: Path, run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(test_other="def test_other(): raise AssertionError")
    elsewhere = pytester.mkdir("elsewhere")
    monkeypatch.chdir(elsewhere)
    result = run("--sites", "../few.yaml", "--collect-only", "-q", "--rootdir", elsewhere)
    assert "test_other" not in result.stdout.str()
    assert "../few.yaml::1100000001::footer-icp" in result.outlines


@pytest.mark.parametrize("workers", [("-n", "0"), ("-n", "3"), ("-p", "no:xdist"), ("-p", "no:html")])
def test_the_findings_are_the_same_whatever_the_workers(
    few: Path, run: Run, pytester: pytest.Pytester, workers: tuple[str, str]
) -> None:
    first = run("--sites", few, "--govsite-as-of", "2026-11-01", out="first")
    again = run("--sites", few, "--govsite-as-of", "2026-11-01", *workers, out="again")
    assert first.ret == again.ret == pytest.ExitCode.TESTS_FAILED
    assert first.parseoutcomes() == again.parseoutcomes()
    for name in ("findings.jsonl", "summary.json", "index.html"):
        one, other = (pytester.path / folder / name for folder in ("first", "again"))
        assert one.read_bytes() == other.read_bytes(), name


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_replay_opens_no_socket_and_is_byte_equal(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, workers: str
) -> None:
    run("--sites", few)
    asked = len(web.asked)
    # In every process of the replay, and undone with the test: nothing of it may connect.
    pytester.makeconftest(
        "import socket, pytest\ndef no(*a): raise OSError('no network')\n"
        "patch = pytest.MonkeyPatch()\npatch.setattr(socket.socket, 'connect', no)\n"
        "def pytest_unconfigure(): patch.undo()\n"
    )
    replay = run("--sites", few, "--govsite-replay", "out", "-n", workers, out="replay")
    assert replay.ret == pytest.ExitCode.TESTS_FAILED
    one, other = (pytester.path / folder / "findings.jsonl" for folder in ("out", "replay"))
    assert one.read_bytes() == other.read_bytes()
    assert len(web.asked) == asked


def test_last_failed_runs_what_failed(few: Path, run: Run, pytester: pytest.Pytester, web: Any) -> None:
    run("--sites", few, out="one", cache=True)
    web.asked.clear()
    result = run("--sites", few, "--lf", out="two", cache=True)
    assert result.parseoutcomes().get("passed", 0) == 0
    assert result.parseoutcomes()["failed"] > 0
    assert hosts(web) == {"bare.demo-few.gov.cn"}


def test_strict_configuration_is_satisfied(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nstrict = true\nfilterwarnings = error\n")
    result = run("--sites", few, "-n", "2")
    counts = result.parseoutcomes()
    assert (counts["passed"] + counts["failed"] + counts["skipped"], counts.get("errors")) == (
        2 * RULES,
        None,
    )
    assert "warning" not in result.stdout.str()


def test_junit_carries_the_judgement_as_properties(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--junitxml", "junit.xml", "-n", "2")
    cases = ET.parse(pytester.path / "junit.xml").getroot().findall(".//testcase")
    assert len(cases) == 2 * RULES
    case = next(
        c for c in cases if c.get("classname") == "few.yaml.1100000002" and c.get("name") == "footer-icp"
    )
    properties = {p.get("name"): p.get("value") for p in case.iter("property")}
    assert properties["verdict"] == "violation"
    assert json.loads(properties["govsite_judgement"] or "")["rule"] == "footer-icp"
    failure = case.find("failure")
    assert failure is not None
    assert "Traceback" not in (failure.text or "")


@pytest.mark.parametrize("more", [(), ("-n", "2")])
def test_junit_places_a_skip_at_the_line_of_the_inventory(
    few: Path, run: Run, pytester: pytest.Pytester, more: tuple[str, ...]
) -> None:
    run("--sites", few, "--junitxml", "junit.xml", *more)
    text = (pytester.path / "junit.xml").read_text("utf-8")
    skips = [element.text or "" for element in ET.fromstring(text).iter("skipped")]
    lines = few.read_text("utf-8").splitlines()
    first = 1 + next(at for at, line in enumerate(lines) if "1100000001" in line)
    assert skips
    assert all(skip.startswith((f"{few.name}:{first}: ", f"{few.name}:{first + 1}: ")) for skip in skips)
    assert str(Path(plugin.__file__).parent) not in text
    assert str(pytester.path) not in text


def test_pytest_html_shows_the_summary_and_only_what_is_not_ok(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    result = run("--sites", few, "--html", "html.html", "--self-contained-html")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    page = (pytester.path / "html.html").read_text(encoding="utf-8")
    assert "几个网站" in page
    assert "1100000002::footer-icp" in page
    assert "1100000001::footer-icp" not in page


@pytest.mark.parametrize("workers", ["0", "2"])
def test_pytest_html_shows_the_reason_alone_whoever_judged(
    few: Path, run: Run, pytester: pytest.Pytester, workers: str
) -> None:
    text = few.read_text("utf-8").replace("//bare.demo-few", "//gone.demo-few")
    few.write_text(text, encoding="utf-8")
    run("--sites", few, "-n", workers, "--html", "html.html", "--self-contained-html", rules=["footer-icp"])
    page = (pytester.path / "html.html").read_text(encoding="utf-8")
    blob = re.search(r'data-jsonblob="([^"]*)"', page)
    assert blob
    tests = json.loads(unescape(blob[1]))["tests"]
    logs = [unescape(test["log"]) for rows in tests.values() for test in rows]
    assert logs
    assert all(log.strip() for log in logs)
    for word in ("[gw", "Python 3", sys.executable, "('", "Skipped:"):
        assert not any(word in log for log in logs), word


def test_rules_are_chosen_by_id_or_family(few: Path, run: Run, pytester: pytest.Pytester, web: Any) -> None:
    listed = run("--sites", few, "--collect-only", "-q", rules=["search-*", "FOOTER-icp", "life_cycle"])
    names = {line.rpartition("::")[2] for line in listed.outlines if "::1100000001::" in line}
    assert "footer-icp" in names
    assert {name.partition("-")[0] for name in names} == {"search", "footer", "closed", "merged", "suspended"}
    assert web.asked == []


def test_the_choice_of_rules_does_not_change_what_is_collected(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any
) -> None:
    run("--sites", few, "--govsite-as-of", "2026-11-01", out="one", rules=["footer-icp"])
    asked = sorted(web.asked)
    web.asked.clear()
    run("--sites", few, "--govsite-as-of", "2026-11-01", out="two", rules=["search", "label-site-complete"])
    assert sorted(web.asked) == asked
    run("--sites", few, "--govsite-replay", "two", out="later", rules=["footer-icp"])
    one, later = (pytester.path / folder / "findings.jsonl" for folder in ("one", "later"))
    assert one.read_bytes() == later.read_bytes()


@pytest.mark.parametrize("arguments", [["--govsite-rules", "footer"], ["-k", "footer"]])
def test_a_part_of_the_rules_gives_no_score(
    few: Path, run: Run, pytester: pytest.Pytester, arguments: list[str]
) -> None:
    run("--sites", few, "--govsite-profile", "census-2015", *arguments, rules=())
    scores = [
        row["score"] for row in json.loads((pytester.path / "out" / "summary.json").read_text())["site_rows"]
    ]
    assert [(score["outcome"], score["total"]) for score in scores] == [("not-scored", None)] * 2
    assert "部分规则" in scores[0]["why"]


def test_words_of_the_field_on_the_terminal(few: Path, run: Run) -> None:
    result = run("--sites", few, "-v")
    result.stdout.fnmatch_lines(["*1100000001::footer-icp PASSED*", "*1100000002::footer-icp DEDUCT*"])
    result.stdout.fnmatch_lines(["*1100000002::footer-jiucuo-code N-A*"])


def test_the_failure_says_what_was_found_how_to_fix_it_and_by_which_clause(few: Path, run: Run) -> None:
    result = run("--sites", few, "-k", "1100000002 and footer-icp")
    result.stdout.fnmatch_lines(["*虚构县政府*", "*发现：*", "*整改：*", "*依据：guideline-2017/*"])
    assert "Traceback" not in result.stdout.str()


def test_fail_on_decides_what_fails(few: Path, run: Run) -> None:
    assert run("--sites", few, "--govsite-fail-on", "veto").ret == pytest.ExitCode.OK
    assert run("--sites", few, "--govsite-fail-on", "none", out="b").ret == pytest.ExitCode.OK


@pytest.mark.parametrize("workers", ["0", "2"])
def test_options_have_twins_in_the_ini_file(
    few: Path, run: Run, pytester: pytest.Pytester, workers: str
) -> None:
    pytester.makeini(
        "[pytest]\ngovsite_report_dir = from-ini\ngovsite_fail_on = veto\ngovsite_only =\n    市政府\n    虚构*\n"
        "govsite_rules =\n    footer-icp\n    label-*\n"
    )
    result = run("--sites", few, "-n", workers, out="", rules=())
    assert result.ret == pytest.ExitCode.OK
    assert {row["site"] for row in rows(pytester.path / "from-ini")} == {"1100000001", "1100000002"}
    judged = {row["rule"] for row in rows(pytester.path / "from-ini")}
    assert {rule for rule in judged if not rule.startswith("label-")} == {"footer-icp"}
    assert len(judged) > 2


def test_help_lists_every_option(pytester: pytest.Pytester) -> None:
    text = pytester.runpytest_subprocess("--help", timeout=60).stdout.str()
    for option in (
        "--sites",
        "profile",
        "report-dir",
        "evidence",
        "replay",
        "resume",
        "as-of",
        "only",
        "rules",
        "fail-on",
    ):
        assert option in text
    assert "govsite_report_dir" in text


def test_a_run_without_sites_is_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_x(): pass")
    result = pytester.runpytest_subprocess("-n", "2", timeout=60)
    result.assert_outcomes(passed=1)
    assert "govsite-checks:" not in result.stdout.str()


def test_the_default_report_folder_is_named_after_inventory_and_time(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    run("--sites", few, out="")
    (folder,) = (pytester.path / "reports" / "few").iterdir()
    assert (folder / "findings.jsonl").is_file()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_two_inventories_in_one_run_are_kept_apart(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, workers: str
) -> None:
    folder = pytester.mkdir("deep")
    text = few.read_text(encoding="utf-8").replace("inventory: few", "inventory: more")
    other = folder / few.name
    other.write_text(text, encoding="utf-8")
    result = run("--sites", few, "--sites", other, "-n", workers)
    assert result.parseoutcomes()["passed"] == 2 * (RULES + 1)
    for name in ("few", "more"):
        assert len(rows(pytester.path / "out" / name)) == 2 * RULES
    replay = run("--sites", few, "--sites", other, "--govsite-replay", "out", out="again")
    assert replay.parseoutcomes() == result.parseoutcomes()
