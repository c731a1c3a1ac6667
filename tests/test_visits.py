"""The file of visits: what comes back of it, how days are counted, what it refuses."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from govsite_checks.model import CHINA, DayOfVisits, Visits
from govsite_checks.visits import Visit, VisitLog, VisitsError, visits_of

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
URL = "https://www.example.gov.cn/"


def visit(hours_ago: float, *, opened: bool | None = True, as_of: datetime = AS_OF, **more: object) -> Visit:
    given = {"site": "a", "url": URL, "error": "", "vantage": "北京"} | more
    return Visit(started=as_of - timedelta(hours=hours_ago), elapsed_s=0.5, opened=opened, **given)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "visits.sqlite"


def kept(path: Path, *visits: Visit, **more: object) -> Visits:
    with VisitLog(path) as log:
        log.add(visits)
    return visits_of(path, "a", AS_OF, **more)  # type: ignore[arg-type]


def test_visits_are_counted_by_the_day(path: Path) -> None:
    found = kept(path, visit(1), visit(2, opened=False), visit(30), visit(31), visit(167))
    assert found == Visits(
        (
            DayOfVisits(date(2018, 9, 4), 1, 0),
            DayOfVisits(date(2018, 9, 9), 2, 0),
            DayOfVisits(date(2018, 9, 10), 2, 1),
        ),
        "北京",
    )


def test_a_burst_is_one_visit_and_twenty_minutes_make_another(path: Path) -> None:
    minutes = (0.5, 1, 10, 19.9, 20, 39, 40)  # before the last moment; counted from the earliest on
    found = kept(path, *(visit(minute / 60, opened=False) for minute in minutes))
    assert found.days == (DayOfVisits(date(2018, 9, 10), 2, 2),)


def test_intervals_are_those_of_one_place(path: Path) -> None:
    found = kept(path, visit(1), visit(1.01, vantage="上海"))
    assert found.days == (DayOfVisits(date(2018, 9, 10), 2, 0),)


def test_the_window_is_seven_days_to_the_second(path: Path) -> None:
    inside, outside = visit(7 * 24 - 0.001), visit(7 * 24)
    later = visit(-0.001)
    assert sum(day.visits for day in kept(path, inside, outside, later, visit(0)).days) == 2


def test_a_week_from_noon_to_noon_is_seven_days(path: Path) -> None:
    noon = datetime(2018, 9, 10, 12, tzinfo=CHINA)
    with VisitLog(path) as log:
        log.add(visit(hour, as_of=noon) for hour in range(168))
    found = visits_of(path, "a", noon)
    assert [day.visits for day in found.days] == [24] * 7
    assert (found.days[0].day, found.days[-1].day) == (date(2018, 9, 4), date(2018, 9, 10))


def test_the_zone_of_as_of_changes_nothing_but_the_names_of_days(path: Path) -> None:
    kept(path, visit(1))
    assert visits_of(path, "a", AS_OF.astimezone(UTC)) == visits_of(path, "a", AS_OF)


def test_a_visit_of_which_nothing_can_be_told_is_none(path: Path) -> None:
    assert kept(path, visit(1, opened=None, error="challenge")).days == ()


def test_visits_of_others_and_of_other_addresses_do_not_count(path: Path) -> None:
    found = kept(path, visit(1, site="b"), visit(1, url="http://old.gov.cn/"), visit(1), url=URL)
    assert [day.visits for day in found.days] == [1]
    assert visits_of(path, "c", AS_OF) == Visits()


def test_vantages_are_named_and_bounded(path: Path) -> None:
    visits = [visit(10 - i / 10, vantage=f"地点{i % 9}") for i in range(30)]
    assert kept(path, *visits).vantage == "地点0、地点1、地点2、地点3、地点4"


def test_a_file_is_appended_to(path: Path) -> None:
    kept(path, visit(1))
    assert [day.visits for day in kept(path, visit(2)).days] == [2]


def test_several_may_append_at_once(path: Path) -> None:
    def work(name: str) -> None:
        with VisitLog(path) as log:
            for hour in range(20):
                log.add([visit(hour, site=name)])

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sum(d.visits for d in visits_of(path, name, AS_OF).days) for name in "abc"] == [20, 20, 20]


def test_visits_that_cannot_all_be_written_are_not_written_at_all(path: Path) -> None:
    with VisitLog(path) as log:
        with pytest.raises(VisitsError):
            log.add([visit(1), visit(2, site=None)])
        log.add([visit(3)])
    assert [day.visits for day in visits_of(path, "a", AS_OF).days] == [1]


def test_a_plan_comes_back_and_goes(path: Path) -> None:
    with VisitLog(path) as log:
        assert log.plan() == {}
        log.keep_plan({"began": "x", "done": "3"})
        log.keep_plan({"done": "4"})
    with VisitLog(path) as log:
        assert log.plan() == {"done": "4"}
        log.keep_plan({})
        assert log.plan() == {}


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize("what", ["junk", "other", "later", "folder", "missing"])
def test_what_is_no_file_of_visits_is_refused_in_chinese(tmp_path: Path, what: str, *, read: bool) -> None:
    path = tmp_path / "visits.sqlite"
    if what == "junk":
        path.write_bytes(b"x" * 5000)
    elif what == "folder":
        path.mkdir()
    elif what == "later":
        VisitLog(path).close()
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA user_version=2")
        base.close()
    elif what == "other":
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE t (a)")
        base.close()
    elif not read:
        path = tmp_path / "file" / "visits.sqlite"
        (tmp_path / "file").touch()
    with pytest.raises(VisitsError) as caught:
        visits_of(path, "a", AS_OF) if read else VisitLog(path)
    message = str(caught.value)
    assert "visits.sqlite" in message
    assert "\n" not in message
    assert "请" in message


def test_another_program_that_only_reads_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(VisitsError, match="不存在"):
        visits_of(tmp_path / "none.sqlite", "a", AS_OF)
    assert list(tmp_path.iterdir()) == []
