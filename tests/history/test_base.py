"""The file of the history: made, told from others, brought up from an older schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.history import History, HistoryError, import_quarter
from govsite_checks.history.base import newest_version
from govsite_checks.history.trends import courses, rule_trend

Make = Callable[..., Any]
FIRST_VERSION = Path(__file__).with_name("first_version.sql")


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as base:
        return int(base.execute("PRAGMA user_version").fetchone()[0])


def tables_of(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as base:
        return set(base.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A history as the first version wrote it: two quarters of two sites."""
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    return path


def test_an_older_file_is_brought_up_with_all_that_is_in_it(
    old: Path, history: History, part_of: Make, roster_of: Make
) -> None:
    assert 1 == version_of(old) < newest_version()
    with History(old) as opened:
        assert [str(run.quarter) for run in opened.runs()] == ["2018Q2", "2018Q3"]
        first, second = opened.load(Quarter(2018, 3)).sites
        assert (first.name, first.outcome, first.vetoes, first.open_vetoes) == (
            "第一网",
            "failed-by-veto",
            ("home-updated",),
            (),
        )
        assert second.rules["footer-icp"].details == ("甲",)
        assert [point.share.text for point in rule_trend(opened, "footer-icp")] == ["100.0%", "50.0%"]
        assert [course.site for course in courses(opened)] == ["s2"]
        part = part_of("a", {"s1": {"footer-icp": "ok"}}, Quarter(2018, 4))
        assert import_quarter(opened, Quarter(2018, 4), roster_of(Quarter(2018, 4)), [part]).new == 1
    assert version_of(old) == newest_version()
    assert {name for name, _ in tables_of(old)} == {name for name, _ in tables_of(history.path)}
    with History(old) as opened:
        assert len(opened.runs()) == 3


def test_a_step_that_fails_leaves_the_old_file_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute("CREATE INDEX violation ON score (site)")  # in the way of the second step
    before = tables_of(old)
    with pytest.raises(HistoryError, match="无法读写"):
        History(old)
    assert (version_of(old), tables_of(old)) == (1, before)


def test_a_file_of_a_later_version_is_left_alone(history: History, tmp_path: Path) -> None:
    with closing(sqlite3.connect(history.path)) as base:
        base.execute(f"PRAGMA user_version={newest_version() + 1}")
    with pytest.raises(HistoryError, match="请升级程序"):
        History(history.path)


def test_what_is_no_history_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "b.sqlite"
    text.write_text("这不是数据库" * 100, encoding="utf-8")
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE visit (a)")
        base.commit()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(HistoryError, match="不是历史文件"):
            History(path, make=True)
        assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_made_only_by_an_import(tmp_path: Path) -> None:
    path = tmp_path / "new" / "history.sqlite"
    with pytest.raises(HistoryError, match="govsite history import"):
        History(path)
    assert not path.exists()
    History(path, make=True).close()
    assert version_of(path) == newest_version()


def test_a_quarter_that_is_not_there_is_told_with_those_that_are(history: History, roster_of: Make) -> None:
    import_quarter(history, Quarter(2018, 3), roster_of())
    with pytest.raises(HistoryError, match=r"没有 2018Q1（现有：2018Q3）"):
        history.load(Quarter(2018, 1))
