"""The scheduler: whole sites to one worker, after collecting, and a killed worker costs one test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., pytest.RunResult]


def test_one_worker_judges_all_of_a_site(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        "import os\n"
        "def pytest_runtest_setup(item):\n"
        "    with open('who.txt', 'a') as f: f.write(item.nodeid.split('::')[1] + ' ' + str(os.getpid()) + '\\n')\n"
    )
    run("--sites", few, "-n", "2")
    pairs = {tuple(line.split()) for line in (pytester.path / "who.txt").read_text().splitlines()}
    assert len({site for site, _ in pairs}) == len(pairs) == 2


def test_a_test_that_kills_its_worker_is_reported_once_and_the_rest_goes_on(
    few: Path, run: Run, pytester: pytest.Pytester
) -> None:
    pytester.makeconftest(
        "import os\n"
        "def pytest_runtest_setup(item):\n"
        "    if item.nodeid.endswith('1100000001::footer-icp'): os._exit(9)\n"
    )
    result = run("--sites", few, "-n", "2", "--govsite-fail-on", "none")
    assert result.parseoutcomes()["failed"] == 1
    rows = (pytester.path / "out" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    judged = {(json.loads(row)["site"], json.loads(row)["rule"]): json.loads(row)["verdict"] for row in rows}
    assert len(judged) == 10
    assert judged["1100000001", "footer-icp"] == "tool-error"


def test_the_users_choice_of_distribution_does_not_scatter_a_site(few: Path, run: Run) -> None:
    assert run("--sites", few, "-n", "2", "--dist", "loadgroup").parseoutcomes()["passed"] > 0
