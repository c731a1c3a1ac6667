"""Pictures over whole runs: kept with the evidence, shown in the report, and without weight in any verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.evidence import EvidenceError
from govsite_checks.evidence.pictures import PICTURES, load_pictures, name_of

Run = Callable[..., pytest.RunResult]
GOOD, BARE = "1100000001", "1100000002"


def shown_in(report: Path, site: str) -> list[str]:
    page = (report / "sites" / f"{site}.html").read_text(encoding="utf-8")
    return re.findall(r'<img src="([^"]+)"', page)


def of(folder: Path, site: str) -> dict[str, list[str]]:
    """The rules whose findings a picture shows, by how its region was found."""
    found: dict[str, list[str]] = {}
    for picture in load_pictures(folder / "evidence", site):
        found.setdefault(picture.how or picture.role, []).extend(shown.rule for shown in picture.shows)
    return found


def test_violations_are_pictured_and_a_replay_shows_the_same(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("--sites", few, "--govsite-pictures=violations", out="one")
    one = pytester.path / "one"
    assert of(one, GOOD) == {"home": []}
    bare = of(one, BARE)
    assert bare["home"] == []
    assert {"footer-icp", "footer-police-filing", "footer-site-code"} <= set(bare["foot"])
    assert len(load_pictures(one / "evidence", BARE)) == 2, "what shares a region shares a picture"

    linked = shown_in(one, BARE)
    assert linked.count(linked[0]) == 1
    assert len(linked) == 1 + len(bare["foot"])
    assert all((one / "sites" / link).is_file() for link in linked)
    listed = json.loads((one / "evidence/sites" / BARE / "manifest.json").read_text(encoding="utf-8"))[
        "files"
    ]
    assert {Path(link).name for link in linked} | {PICTURES} <= listed.keys()
    for link in linked:
        assert name_of((one / "sites" / link).read_bytes()) == Path(link).name

    asked = list(web.asked)
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "/nowhere")
    again = run("--sites", few, "--govsite-replay", "one", "--govsite-pictures=all", out="other")
    assert again.parseoutcomes() == first.parseoutcomes()
    assert web.asked == asked
    other = pytester.path / "other"
    assert (one / "findings.jsonl").read_bytes() == (other / "findings.jsonl").read_bytes()
    names = [Path(link).name for link in linked]
    assert [Path(link).name for link in shown_in(other, BARE)] == names
    assert all((other / "sites" / link).is_file() for link in shown_in(other, BARE))


def test_all_adds_the_marks_that_are_in_order(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-pictures=all", "--govsite-only", "市政府")
    found = of(pytester.path / "out", GOOD)
    assert {"footer-icp", "footer-police-filing", "footer-site-code"} <= set(found["words"])


def test_never_takes_none_and_judges_the_same(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-pictures=never", out="none")
    run("--sites", few, "--govsite-browser=never", "--govsite-pictures=all", out="barred")
    run("--sites", few, "--govsite-pictures=violations", out="some")
    for folder in ("none", "barred"):
        assert load_pictures(pytester.path / folder / "evidence", BARE) == ()
        assert shown_in(pytester.path / folder, BARE) == []

    def judged(folder: str) -> list[tuple[str, str, str]]:
        lines = (pytester.path / folder / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        return [(row["site"], row["rule"], row["message"]) for row in map(json.loads, lines)]

    assert judged("none") == judged("some")


def test_a_picture_that_was_changed_is_not_shown_and_is_said(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    run("--sites", few, "--govsite-pictures=violations", out="one")
    evidence = pytester.path / "one" / "evidence"
    picture = load_pictures(evidence, BARE)[0]
    path = evidence / "sites" / BARE / picture.file
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(EvidenceError, match=r"picture-.*SHA-256"):
        load_pictures(evidence, BARE)
    result = run("--sites", few, "--govsite-replay", "one", out="other")
    result.stdout.fnmatch_lines([f"*没有站点 {BARE} 的图片*"])
    assert shown_in(pytester.path / "other", BARE) == []
    assert shown_in(pytester.path / "other", GOOD)


def test_a_browser_that_does_not_start_costs_the_pictures_alone(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    broken = pytester.path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    result = run("--sites", few, "--govsite-pictures=violations", "--govsite-browser-path", broken)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*图片未全部生成*无法启动*判定结果不受影响*"])
    assert (pytester.path / "out" / "index.html").is_file()


def test_an_unknown_word_is_refused(few: Path, run: Run, web: Any) -> None:
    result = run("--sites", few, "--govsite-pictures=some")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--govsite-pictures 不认识 'some'*never、violations、all*"])
    assert web.asked == []
