"""The audit over whole runs: only where it is asked for, kept with the evidence, judged again without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.evidence.audits import load_audit

Run = Callable[..., pytest.RunResult]
GOOD, BARE = "1100000001", "1100000002"
AUDITS = ("audit-barriers-absent", "audit-load-quick", "audit-resources-loaded")


def rows(folder: Path, site: str = BARE) -> dict[str, Any]:
    lines = (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["rule"]: row for row in map(json.loads, lines) if row["site"] == site}


def test_what_the_audit_found_is_a_notice_and_a_replay_judges_it_again(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("--sites", few, "--govsite-audit", out="one", rules=AUDITS)
    assert first.ret == pytest.ExitCode.OK
    one = rows(pytester.path / "one")
    barriers = one["audit-barriers-absent"]
    assert (barriers["verdict"], barriers["effect"]) == ("violation", "notice")
    assert "自动检测发现：首页有 1 处页面没有标明语言" in barriers["message"]
    load = one["audit-load-quick"]
    assert load["verdict"] in {"ok", "needs-review"}
    assert "在检查所用的电脑和网络上用浏览器打开首页 3 次" in load["message"]
    manifest = pytester.path / "one" / "evidence" / "sites" / BARE / "manifest.json"
    assert "audit.json" in json.loads(manifest.read_text(encoding="utf-8"))["files"]

    asked = list(web.asked)
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "/nowhere")
    again = run("--sites", few, "--govsite-replay", "one", "--govsite-audit", out="other", rules=AUDITS)
    assert again.parseoutcomes() == first.parseoutcomes()
    findings = [(pytester.path / folder / "findings.jsonl").read_bytes() for folder in ("one", "other")]
    assert findings[0] == findings[1]
    assert web.asked == asked


def test_without_being_asked_for_there_is_none(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, rules=AUDITS)
    found = rows(pytester.path / "out")
    assert {row["verdict"] for row in found.values()} == {"not-applicable"}
    assert all("--govsite-audit" in row["message"] for row in found.values())


def test_where_no_browser_starts_nothing_is_held_against_a_site(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    broken = pytester.path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    result = run("--sites", few, "--govsite-audit", "--govsite-browser-path", broken, rules=AUDITS)
    for site in (GOOD, BARE):
        found = rows(pytester.path / "out", site)
        assert {row["verdict"] for row in found.values()} == {"no-evidence"}
        assert all("无法启动" in row["message"] for row in found.values())
    result.stdout.fnmatch_lines(["*自动检测未能全部完成*无法启动*"])


def test_never_means_never(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    result = run("--sites", few, "--govsite-audit", "--govsite-browser=never", rules=AUDITS)
    result.stdout.fnmatch_lines(["*没有做自动检测*--govsite-browser never*"])
    assert load_audit(pytester.path / "out" / "evidence", BARE) is None


def test_workers_judge_the_audit_too(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-audit", "-n", "2", rules=AUDITS)
    assert rows(pytester.path / "out")["audit-barriers-absent"]["verdict"] == "violation"


def test_an_audit_that_was_changed_is_no_evidence(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-audit", out="one", rules=AUDITS)
    path = pytester.path / "one" / "evidence" / "sites" / BARE / "audit.json"
    path.write_bytes(path.read_bytes().replace(b"html-has-lang", b"html-has-lamp"))
    run("--sites", few, "--govsite-replay", "one", out="other", rules=AUDITS)
    found = rows(pytester.path / "other")["audit-barriers-absent"]
    assert found["verdict"] == "no-evidence"
    assert "SHA-256" in found["message"]
