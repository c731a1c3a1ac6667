"""A gate in a user's own run: a baseline, waivers that ran out or are not needed, files for other tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from govsite_checks.cli import main

Run = Callable[..., pytest.RunResult]
RULES = ("footer-icp", "footer-site-code")


@pytest.fixture
def strict(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nstrict = true\n")


def failing(result: pytest.RunResult) -> int:
    return int(result.parseoutcomes().get("failed", 0))


def baseline_of(folder: Path, *more: str) -> int:
    return main(["baseline", "update", "known.yaml", "--findings", str(folder), *more])


@pytest.mark.usefixtures("strict")
def test_only_what_is_new_fails(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(run("--sites", few, rules=["footer-icp"])) == 1
    assert baseline_of(pytester.path / "out") == 1
    assert "footer-icp　新问题，未列入" in capsys.readouterr().out
    assert baseline_of(pytester.path / "out", "--accept-new") == 0

    second = run("--sites", few, "--govsite-baseline", "known.yaml", "-rx", out="second", rules=RULES)
    assert second.parseoutcomes() == {"passed": 2, "failed": 1, "xfailed": 1}
    second.stdout.fnmatch_lines(["XFAIL*1100000002::footer-icp*基线已列入*还有 90 天到期*"])

    web.pages["bare.demo-few.gov.cn/"] = web.good("1100000002")
    third = run("--sites", few, "--govsite-baseline", "known.yaml", out="third", rules=["footer-icp"])
    assert third.ret == 0
    third.stdout.fnmatch_lines(["基线 known.yaml 有 1 处已整改，已移出", "1100000002::footer-icp*"])
    assert yaml.safe_load(Path("known.yaml").read_text("utf-8"))["entries"] == []


@pytest.mark.usefixtures("strict")
def test_an_entry_that_ran_out_fails_again_and_says_so(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    run("--sites", few, rules=["footer-icp"])
    baseline_of(pytester.path / "out", "--accept-new", "--days", "1")
    late = run(
        *("--sites", few, "--govsite-replay", "out", "--govsite-as-of", "2099-01-01"),
        *("--govsite-baseline", "known.yaml"),
        out="late",
        rules=["footer-icp"],
    )
    assert failing(late) == 1
    late.stdout.fnmatch_lines(["*注意：基线条目已于 * 到期"])


@pytest.mark.usefixtures("strict")
def test_a_baseline_crosses_to_workers(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, rules=["footer-icp"])
    baseline_of(pytester.path / "out", "--accept-new")
    result = run(
        "--sites", few, "-n", "2", "--govsite-baseline", "known.yaml", out="second", rules=["footer-icp"]
    )
    result.assert_outcomes(passed=1, xfailed=1)
    assert result.ret == 0


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("option", "file", "says"),
    [
        ("--govsite-baseline", "baseline: 7\n", "*given.yaml:1:11 baseline*"),
        ("--govsite-baseline", None, "*given.yaml*没有这个文件*"),
        ("--govsite-source-map", "sources: []\n", "*given.yaml:1:10 sources*至少应有 1 项*"),
        ("--govsite-output", None, "*--govsite-output 不认识*sarif、csv、github、gitlab*"),
    ],
)
def test_bad_input_is_one_line_and_nothing_runs(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, option: str, file: str | None, says: str
) -> None:
    if file is not None:
        (pytester.path / "given.yaml").write_text(file, encoding="utf-8")
    result = run("--sites", few, option, "given.yaml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([says])
    assert web.asked == []


@pytest.mark.usefixtures("strict")
def test_waivers_say_when_they_ran_out_or_may_go(
    run: Run, pytester: pytest.Pytester, web: Any, few: Path
) -> None:
    waivers = (
        "{rule: footer-icp, until: 2020-01-01, reason: 变更中, document: 京政办〔2018〕1号}, "
        "{rule: footer-sponsor, until: 2099-01-01, reason: 变更中}"
    )
    site = (
        '  - {site_code: "1100000002", name: 虚构县政府, url: "http://bare.demo-few.gov.cn/", '
        f"waivers: [{waivers}]}}\n"
    )
    path = web.inventory(pytester.path, site, name="waived.yaml")
    result = run("--sites", path, rules=["footer-icp", "footer-sponsor"])
    result.stdout.fnmatch_lines(
        [
            "*注意：豁免已于 2020-01-01 到期：变更中，京政办〔2018〕1号",
            "豁免未用到，可以撤销：1100000002::footer-sponsor（至 2099-01-01）",
        ]
    )


@pytest.mark.usefixtures("strict")
def test_a_waiver_that_ran_out_and_is_needed_no_more_is_named(
    run: Run, pytester: pytest.Pytester, web: Any, few: Path
) -> None:
    waivers = (
        "{rule: footer-sponsor, until: 2020-01-01, reason: 变更中}, "
        "{rule: footer-icp, until: 2020-01-01, reason: 变更中}"
    )
    site = (
        '  - {site_code: "1100000002", name: 虚构县政府, url: "http://bare.demo-few.gov.cn/", '
        f"waivers: [{waivers}]}}\n"
    )
    path = web.inventory(pytester.path, site, name="waived.yaml")
    result = run("--sites", path, rules=["footer-icp", "footer-sponsor"])
    named = [line for line in result.outlines if "可以删去" in line or "可以撤销" in line]
    assert named == ["豁免已到期且已符合，可以删去：1100000002::footer-sponsor（至 2020-01-01）"]


@pytest.mark.usefixtures("strict")
def test_files_for_other_tools_lie_beside_the_report(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-output", "sarif,gitlab", "--govsite-output", "csv", rules=["footer-icp"])
    (log,) = json.loads((pytester.path / "out/findings.sarif").read_text("utf-8"))["runs"]
    place = log["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == few.name
    line = few.read_text("utf-8").splitlines()[place["region"]["startLine"] - 1]
    assert "1100000002" in line
    assert (pytester.path / "out/findings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (pytester.path / "out/gl-code-quality-report.json").exists()
    assert not (pytester.path / "out/github-annotations.txt").exists()
