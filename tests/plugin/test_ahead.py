"""Sites judged by processes beside pytest's: the same findings, and no loss where a helper cannot or does not judge."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govsite_checks import findings, registry
from govsite_checks.evaluate import RuleError
from govsite_checks.plugin.ahead import FEWEST_SITES, MOST_HELPERS, Ahead, Place, helpers_for
from govsite_checks.plugin.helper import judge
from govsite_checks.run import Run, prepare
from govsite_checks.settings import Settings, SettingsError, parse_processes

RunPytest = Callable[..., pytest.RunResult]
RULES = ("footer-icp", "footer-site-code", "home-opens")


@pytest.fixture
def replayed(few: Path, run: RunPytest, pytester: pytest.Pytester) -> Iterator[Run]:
    """A run over evidence that is there."""
    run("--sites", few, "--govsite-as-of", "2026-11-01")
    settings = Settings(replay=pytester.path / "out")
    rules = registry.gather(registry.installed())
    prepared = prepare(few, settings, rules, now=datetime.now(UTC), base=pytester.path)
    yield prepared
    prepared.close()


@pytest.fixture
def begin(replayed: Run, pytester: pytest.Pytester) -> Iterator[Callable[..., Ahead]]:
    """Start one helper on some rules of all sites."""
    begun: list[Ahead] = []

    def start(rules: tuple[str, ...] = RULES) -> Ahead:
        wanted = dict.fromkeys(places(replayed), rules)
        begun.append(Ahead([replayed], Settings(replay=pytester.path / "out"), pytester.path, wanted, 1))
        return begun[-1]

    yield start
    for ahead in begun:
        ahead.close()


def places(run: Run) -> list[Place]:
    return [(run.inventory.path, site.id) for site in run.sites]


def until(said: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not said() and time.monotonic() < end:
        time.sleep(0.05)
    assert said()


def test_a_helper_finds_what_this_process_finds(begin: Callable[..., Ahead], replayed: Run) -> None:
    ahead = begin()
    until(lambda: len(ahead._found) == len(replayed.sites))
    for path, site in places(replayed):
        for rule in RULES:
            expected = findings.to_json(replayed.judge(site, rule))
            assert ahead.take(path, site, rule) == expected
            assert ahead.take(path, site, rule) is None  # once; who asks again judges again
    assert not ahead._found


def test_a_site_that_no_helper_has_begun_is_left_to_its_items(
    begin: Callable[..., Ahead], replayed: Run
) -> None:
    ahead = begin()
    # At once: a helper takes longer to start.
    assert all(ahead.take(path, site, rule) is None for path, site in places(replayed) for rule in RULES)


def test_a_helper_that_is_killed_leaves_all_to_the_items(begin: Callable[..., Ahead], replayed: Run) -> None:
    ahead = begin()
    for process in ahead._processes:
        process.kill()
    assert all(ahead.take(path, site, rule) is None for path, site in places(replayed) for rule in RULES)


def test_while_a_helper_is_at_a_site_another_is_judged_here(
    begin: Callable[..., Ahead], replayed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govsite_checks.plugin.ahead._start", _never_answering)
    ahead = begin()
    first, second = places(replayed)[:2]
    with ahead._change:
        ahead._todo.pop(first)
        ahead._begun.add(first)
        ahead._while_waiting()
        ahead._begun.discard(first)
    assert set(ahead._found) == {second}
    assert ahead.take(*second, RULES[0]) == findings.to_json(replayed.judge(second[1], RULES[0]))


def _never_answering() -> object:
    command = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_a_rule_that_only_this_process_knows_is_judged_here(
    begin: Callable[..., Ahead], replayed: Run
) -> None:
    """As one that a ``conftest.py`` adds, or one of another version."""
    own = replayed.rules["footer-icp"]
    object.__setattr__(own, "version", own.version + 1)
    try:
        ahead = begin()
        until(lambda: len(ahead._found) == len(replayed.sites))
        path, site = places(replayed)[0]
        assert ahead.take(path, site, "footer-icp") is None
        assert json.loads(ahead.take(path, site, "home-opens") or "")["rule"] == "home-opens"
    finally:
        object.__setattr__(own, "version", own.version - 1)


def test_a_run_with_helpers_gives_the_same_bytes(
    few: Path, run: RunPytest, pytester: pytest.Pytester
) -> None:
    run("--sites", few)
    alone = run("--sites", few, "--govsite-replay", "out", "--govsite-processes", 1, out="alone", rules=())
    ahead = run("--sites", few, "--govsite-replay", "out", "--govsite-processes", 3, out="ahead", rules=())
    assert ahead.parseoutcomes() == alone.parseoutcomes()
    one, other = (pytester.path / name / "findings.jsonl" for name in ("alone", "ahead"))
    assert other.read_bytes() == one.read_bytes()


def test_a_rule_that_crashes_ahead_is_an_error_of_the_tool(
    few: Path, run: RunPytest, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> str:
        raise RuleError("坏了")

    monkeypatch.setattr(Ahead, "take", crash)
    result = run("--sites", few, "--govsite-processes", 2)
    result.assert_outcomes(errors=10)
    result.stdout.fnmatch_lines(["*坏了*"])
    rows = (pytester.path / "out/findings.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(row)["verdict"] for row in rows} == {"tool-error"}


def test_a_crash_crosses_from_a_helper_with_its_words(
    begin: Callable[..., Ahead], replayed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> str:
        raise RuleError("坏了")

    monkeypatch.setattr(Run, "judge", crash)
    path, site = places(replayed)[0]
    ahead = begin(())
    until(lambda: len(ahead._found) == len(replayed.sites))
    ahead._found[path, site] = judge(replayed, site, RULES[:1])
    with pytest.raises(RuleError, match="坏了"):
        ahead.take(path, site, RULES[0])


@pytest.mark.parametrize(("given", "helpers"), [(0, None), (1, 0), (5, 4)])
def test_how_many_helpers(given: int, helpers: int | None, pytestconfig: pytest.Config) -> None:
    if helpers is None:
        assert helpers_for(given, pytestconfig, FEWEST_SITES - 1) == 0
        assert 0 <= helpers_for(given, pytestconfig, FEWEST_SITES) <= MOST_HELPERS
    else:
        assert helpers_for(given, pytestconfig, 1) == helpers


@pytest.mark.parametrize("text", ["0", "-1", "65", "1.5", "二", "１"])
def test_a_number_of_processes_that_cannot_be(text: str) -> None:
    with pytest.raises(SettingsError, match="--govsite-processes"):
        parse_processes(text)


def test_a_number_of_processes() -> None:
    assert (parse_processes(""), parse_processes("auto"), parse_processes("3")) == (0, 0, 3)
