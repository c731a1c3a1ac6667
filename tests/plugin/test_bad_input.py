"""Bad input: one line of Chinese, the right exit code, no traceback, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
USAGE = pytest.ExitCode.USAGE_ERROR


def refused(result: pytest.RunResult, *words: str) -> None:
    text = result.stdout.str() + result.stderr.str()
    assert result.ret == USAGE, text
    assert "Traceback" not in text
    assert "INTERNALERROR" not in text
    for word in words:
        assert word in text, text


def inventory(pytester: pytest.Pytester, text: str) -> Path:
    path = pytester.path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_fault_of_an_inventory_is_named_with_its_place(run: Run, pytester: pytest.Pytester) -> None:
    path = inventory(
        pytester,
        "inventory: bad\nsites:\n  - id: a\n    name: 甲\n    urll: https://a.gov.cn/\n"
        "  - id: b\n    name: 乙\n    url: https://b.gov.cn/\n    site_code: 0110000001\n",
    )
    result = run("--sites", path)
    refused(result, "bad.yaml:5:5", "urll", "bad.yaml:9:")
    assert not (pytester.path / "out").exists()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_inventory_that_is_not_there(run: Run, workers: str) -> None:
    refused(run("--sites", "missing.yaml", "-n", workers), "missing.yaml")


def test_an_unknown_profile(few: Path, run: Run) -> None:
    refused(run("--sites", few, "--govsite-profile", "guideline-2071"), "guideline-2071", "guideline-2017")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--govsite-as-of", "昨天", "监测时间点"),
        ("--govsite-fail-on", "vetoo", "vetoo"),
        ("--govsite-resolve", "nonsense", "主机=地址:端口"),
        ("--govsite-politeness", "speed=9", "speed"),
        ("--govsite-replay", "nowhere", "nowhere"),
        ("--govsite-resume", "nowhere", "nowhere"),
        ("--govsite-rules", "foter-icp", "footer-icp"),
        ("--govsite-rules", "FOOTERS", "footer"),
    ],
)
def test_an_option_that_cannot_be_used(few: Path, run: Run, option: str, value: str, words: str) -> None:
    refused(run("--sites", few, option, value), words)


def test_an_old_as_of_in_the_inventory_is_refused_for_the_real_network(
    run: Run, pytester: pytest.Pytester
) -> None:
    path = inventory(
        pytester,
        "inventory: old\nas_of: 2018-09-10\nsites:\n  - {id: a, name: 甲, url: 'https://a.invalid/'}\n",
    )
    refused(run("--sites", path), "2018-09-10", "--govsite-as-of")


def test_a_folder_with_evidence_is_not_overwritten(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few)
    before = (pytester.path / "out" / "findings.jsonl").read_bytes()
    refused(run("--sites", few), "--govsite-resume", "--govsite-replay")
    assert (pytester.path / "out" / "findings.jsonl").read_bytes() == before


GUEST = """
from govsite_checks import Finding, Verdict, rule

@rule(id="{id}", title="题", clause="guideline-2017/footer", remediation="改。", examples=[])
def guest(snapshot):
    {body}

def pytest_govsite_rules(config):
    return [guest]
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_two_rules_of_one_id_name_both(few: Path, run: Run, pytester: pytest.Pytester, workers: str) -> None:
    pytester.makeconftest(GUEST.format(id="footer-icp", body="return []"))
    refused(run("--sites", few, "-n", workers), "footer-icp", "conftest:guest", "footer_icp")


def test_a_rule_from_a_conftest_is_judged_like_ours(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(GUEST.format(id="county-own", body="return [Finding(Verdict.OK, '好。')]"))
    run("--sites", few, "-n", "2", rules=["county-*"]).assert_outcomes(passed=2)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_rule_that_crashes_is_an_error_of_the_tool(
    few: Path, run: Run, pytester: pytest.Pytester, workers: str
) -> None:
    pytester.makeconftest(GUEST.format(id="county-own", body="raise ZeroDivisionError('零')"))
    result = run("--sites", few, "-n", workers, rules=["county-own"])
    result.assert_outcomes(errors=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "Traceback" not in result.stdout.str()
    result.stdout.fnmatch_lines(["*county-own*ZeroDivisionError*", "*工具自身的故障*"])
    lines = (pytester.path / "out" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["tool-error", "tool-error"]


def test_corrupt_evidence_is_no_evidence_and_exit_1(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    run("--sites", few, "--govsite-fail-on", "none")
    warc = pytester.path / "out" / "evidence" / "sites" / "1100000001" / "evidence.warc.gz"
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 0xFF
    warc.write_bytes(bytes(data))
    result = run("--sites", few, "--govsite-replay", "out", "--govsite-fail-on", "none", out="again")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "Traceback" not in result.stdout.str()
    lines = (pytester.path / "again" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert {row["verdict"] for row in found if row["site"] == "1100000001"} == {"no-evidence"}
    assert any(row["verdict"] == "ok" for row in found if row["site"] == "1100000002")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_address_with_a_typo_is_not_green(run: Run, pytester: pytest.Pytester, workers: str) -> None:
    path = inventory(
        pytester, "inventory: typo\nsites:\n  - {id: a, name: 甲网, url: 'https://www.typo.invalid/'}\n"
    )
    result = run("--sites", path, "-n", workers)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*未能查看：甲网*域名无法解析*"])


def test_the_guard_keeps_a_run_away_from_this_machine(web: Any, run: Run, pytester: pytest.Pytester) -> None:
    url = f"http://127.0.0.1:{web.port}/"
    path = inventory(pytester, f"inventory: inner\nsites:\n  - {{id: a, name: 甲网, url: '{url}'}}\n")
    result = run("--sites", path)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert web.asked == []
    result.stdout.fnmatch_lines(["*未能查看：甲网*"])


def test_two_inventories_of_one_name_are_refused(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    other = pytester.path / "other.yaml"
    other.write_text(few.read_text(encoding="utf-8"), encoding="utf-8")
    refused(run("--sites", few, "--sites", other), "few.yaml", "other.yaml")
