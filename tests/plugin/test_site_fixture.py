"""The ``site`` fixture: hand-written tests over what was collected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., pytest.RunResult]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_hand_written_test_runs_for_each_site(
    few: Path, run: Run, pytester: pytest.Pytester, workers: str
) -> None:
    pytester.makepyfile(test_own="def test_title(site):\n    assert site.home.title == '虚构市人民政府'\n")
    result = run("--sites", few, "test_own.py", "-n", workers, "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*test_own.py::test_title?1100000001?*"])


def test_an_unseen_site_skips_with_the_reason(run: Run, pytester: pytest.Pytester) -> None:
    path = pytester.path / "gone.yaml"
    path.write_text(
        'inventory: gone\nsites:\n  - {id: gone, name: 无, url: "https://gone.invalid/"}\n', encoding="utf-8"
    )
    pytester.makepyfile(test_own="def test_title(site): raise AssertionError\n")
    result = run("--sites", path, "test_own.py", "-rs")
    result.assert_outcomes(skipped=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED, "nothing was seen: that is not green"
    result.stdout.fnmatch_lines(["*未能查看首页*"])


def test_without_an_inventory_the_fixture_says_what_to_do(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_title(site): pass")
    result = pytester.runpytest_subprocess(timeout=60)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*--sites*"])


def test_a_fixture_of_the_same_name_in_a_project_wins(few: Path, run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_own="import pytest\n@pytest.fixture\ndef site(): return 3\ndef test_it(site): assert site == 3\n"
    )
    run("--sites", few, "test_own.py").assert_outcomes(passed=1)
