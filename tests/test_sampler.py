"""The sampler by a clock of its own, and over real servers: what is a failure of the site, and what may be ours."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from govsite_checks import cli
from govsite_checks.collect import CollectOptions, CollectReport
from govsite_checks.evidence import Capture, Exchange
from govsite_checks.model import PageError, Politeness, Role, Site
from govsite_checks.sampler import Round, RoundFolder, Sampler, outcome, shortfall
from govsite_checks.visits import VisitLog, visits_of

START = datetime(2018, 9, 3, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITES = (
    Site(id="a", name="甲", url="http://a.test/"),
    Site(id="b", name="乙", url="http://b.test/"),
)


class World:
    """A clock that only sleeping moves, and sites that answer as told by ``answer(site, moment)``."""

    def __init__(self, answer: Callable[[str, datetime], str] = lambda site, now: "") -> None:
        self.now, self.answer = START, answer
        self.rounds: list[datetime] = []
        self.told: list[Round] = []
        self.interrupt_after = 10**9
        self.takes = timedelta(0)

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= 60
        self.now += timedelta(seconds=seconds)

    def visit(self, sites, folder: RoundFolder, options: CollectOptions) -> CollectReport:
        self.rounds.append(self.now)
        for site in sites:
            writer = folder.open_site(site)
            writer.add(self.capture(site))
            writer.commit()
        self.now += self.takes
        cut = len(self.rounds) >= self.interrupt_after
        return CollectReport(len(sites), len(sites), len(sites), 1.0, interrupted=cut)

    def capture(self, site: Site) -> Capture:
        error = self.answer(site.id, self.now)
        answered = error in {"", PageError.HTTP_STATUS, PageError.CHALLENGE}
        exchange = Exchange(site.url, "GET", b"", self.now, status=503 if error else 200)
        return Capture(Role.HOME, site.url, site.url, (exchange,) if answered else (), error, elapsed_s=0.2)

    def sampler(self, log: VisitLog, sites=SITES) -> Sampler:
        return Sampler(
            sites,
            log,
            CollectOptions(),
            vantage="北京",
            clock=lambda: self.now,
            sleep=self.sleep,
            visit=self.visit,
            tell=self.told.append,
        )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.sqlite"


def counts(path: Path, site: str, as_of: datetime) -> tuple[int, int]:
    days = visits_of(path, site, as_of).days
    return sum(day.visits for day in days), sum(day.failed for day in days)


# --- the schedule


def test_a_week_of_hours(path: Path) -> None:
    world = World(lambda site, now: PageError.TIMEOUT if site == "b" and now.hour == 5 else "")
    with VisitLog(path) as log:
        assert world.sampler(log).run(HOUR, 7 * 24 * HOUR)
    assert world.rounds == [START + number * HOUR for number in range(168)]
    as_of = START + 167 * HOUR
    assert counts(path, "a", as_of) == (168, 0)
    assert counts(path, "b", as_of) == (168, 7)
    assert [day.visits for day in visits_of(path, "a", as_of).days] == [24] * 7
    assert visits_of(path, "a", as_of).vantage == "北京"
    assert (world.told[0].next_at, world.told[-1].next_at) == (START + HOUR, None)
    assert (world.told[1].number, world.told[1].total) == (2, 168)
    assert (world.told[1].opened, world.told[1].failed, world.told[1].unknown) == (1, 1, 0)


def test_a_run_that_was_cut_short_goes_on_where_it_was(path: Path) -> None:
    world = World()
    world.interrupt_after = 3
    with VisitLog(path) as log:
        assert not world.sampler(log).run(HOUR, 10 * HOUR)
    world.interrupt_after = 10**9
    world.now = START + timedelta(hours=5, minutes=20)
    with VisitLog(path) as log:
        assert world.sampler(log).run(HOUR, 10 * HOUR)
    hours = [(moment - START) / HOUR for moment in world.rounds]
    assert hours[:3] == [0, 1, 2]
    assert hours[3] == pytest.approx(5 + 1 / 3)  # the one that is due; those missed are not made up for
    assert hours[4:] == [6, 7, 8, 9]


def test_stopped_between_two_rounds_none_is_done_twice(path: Path) -> None:
    world = World()

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    with VisitLog(path) as log:
        sampler = world.sampler(log)
        sampler._sleep = stop
        with pytest.raises(KeyboardInterrupt):
            sampler.run(HOUR, 3 * HOUR)
    world.now += timedelta(minutes=10)
    with VisitLog(path) as log:
        world.sampler(log).run(HOUR, 3 * HOUR)
    assert world.rounds == [START, START + HOUR, START + 2 * HOUR]


@pytest.mark.parametrize("change", ["every", "for", "sites", "over"])
def test_another_plan_begins_anew(path: Path, change: str) -> None:
    world = World()
    world.interrupt_after = 2
    with VisitLog(path) as log:
        world.sampler(log).run(HOUR, 10 * HOUR)
    world.interrupt_after = 10**9
    world.now += {"over": 20 * HOUR}.get(change, HOUR)
    began = world.now
    every = HOUR / 2 if change == "every" else HOUR
    duration = 11 * HOUR if change == "for" else 10 * HOUR
    with VisitLog(path) as log:
        world.sampler(log, SITES[:1] if change == "sites" else SITES).run(every, duration)
    assert world.rounds[2] == began
    assert len(world.rounds) == 2 + duration // every


def test_a_plan_that_is_done_is_not_gone_on_with(path: Path) -> None:
    world = World()
    for _ in range(2):
        with VisitLog(path) as log:
            assert world.sampler(log).run(HOUR, 2 * HOUR)
    assert len(world.rounds) == 4


def test_rounds_that_take_longer_than_their_time_are_not_piled_up(path: Path) -> None:
    world = World()
    world.takes = 2.5 * HOUR
    with VisitLog(path) as log:
        world.sampler(log).run(HOUR, 10 * HOUR)
    assert len(world.rounds) == 4


def test_a_damaged_plan_is_no_plan(path: Path) -> None:
    world = World()
    with VisitLog(path) as log:
        log.keep_plan({"began": "junk", "every_s": "3600", "for_s": "7200", "sites": "a,b", "done": "x"})
        assert world.sampler(log).run(HOUR, 2 * HOUR)
    assert len(world.rounds) == 2


def test_once(path: Path) -> None:
    world = World()
    with VisitLog(path) as log:
        assert world.sampler(log).once()
    assert counts(path, "a", START) == (1, 0)


def test_a_round_cut_short_keeps_what_it_has(path: Path) -> None:
    world = World()
    world.interrupt_after = 1
    with VisitLog(path) as log:
        assert not world.sampler(log).once()
    assert counts(path, "a", START) == (1, 0)


@pytest.mark.parametrize(
    ("every", "days", "says"),
    [(1.0, 7, ""), (1.2, 7, ""), (1.25, 7, "每天只访问 19 次"), (1, 6, "不足 7 天")],
)
def test_a_schedule_that_proves_nothing_is_told(every: float, days: int, says: str) -> None:
    said = shortfall(every * HOUR, timedelta(days=days))
    assert says in said
    assert bool(said) == bool(says)


# --- what is a failure


def capture(error: str = "", status: int | None = 200, *, in_time: bool = True) -> Capture:
    exchange = Exchange("http://a.test/", "GET", b"", START, status=status)
    exchanges = (exchange,) if status is not None else ()
    return Capture(Role.HOME, "http://a.test/", "", exchanges, error, opened_in_time=in_time)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (capture(), True),
        (capture(in_time=False), False),
        *((capture(error, None), False) for error in ("dns", "refused", "timeout", "connection")),
        (capture("http-status", 500), False),
        (capture("http-status", 503), False),
        (capture("http-status", 403), None),
        (capture("http-status", 404), None),
        *(
            (capture(error), None)
            for error in ("challenge", "robots", "tls", "not-text", "too-large", "site-left")
        ),
        (capture("blocked-by-guard", None), None),
        (capture("challenge", 503), None),
    ],
)
def test_outcomes(seen: Capture, expected: bool | None) -> None:
    assert outcome(seen) is expected


def test_what_a_proxy_answers_is_not_the_sites() -> None:
    assert outcome(capture("http-status", 502), proxied=True) is None
    assert outcome(capture("http-status", 500), proxied=True) is False


def test_where_nobody_answers_it_may_be_our_network(path: Path) -> None:
    world = World(lambda site, now: PageError.TIMEOUT if now < START + HOUR or site == "a" else "")
    with VisitLog(path) as log:
        world.sampler(log).run(HOUR, 2 * HOUR)
    assert counts(path, "a", START + HOUR) == (1, 1)
    assert [said.unknown for said in world.told] == [2, 0]


# --- over real servers


def options(server: HTTPServer, *hosts: str) -> CollectOptions:
    resolve = dict.fromkeys(hosts, f"127.0.0.1:{server.port}")
    return CollectOptions(Politeness(delay_s=0, robots="ignore"), resolve)


def test_real_home_pages(httpserver: HTTPServer, path: Path) -> None:
    def by_host(request):
        from werkzeug import Response

        if request.host.startswith("b."):
            return Response("broken", status=500, content_type="text/html")
        return Response("<p>a" * 100, content_type="text/html")

    httpserver.expect_request("/").respond_with_handler(by_host)
    with VisitLog(path) as log:
        assert Sampler(SITES, log, options(httpserver, "a.test", "b.test")).once()
    now = datetime.now(UTC)
    assert counts(path, "a", now) == (1, 0)
    assert counts(path, "b", now) == (1, 1)
    assert len(httpserver.log) == 2  # a failed visit is a visit: it is not tried again


INVENTORY = """inventory: few
resolve: {HOSTS}
politeness: {robots: ignore, delay_s: 0}
sites:
  - {id: a, name: 甲, url: "http://a.test/"}
  - {id: c, name: 丙, url: "http://c.test/", status: offline}
"""


@pytest.fixture
def listed(httpserver: HTTPServer, tmp_path: Path) -> Path:
    httpserver.expect_request("/").respond_with_data("<p>a", content_type="text/html")
    file = tmp_path / "few.yaml"
    endpoint = f'"127.0.0.1:{httpserver.port}"'
    file.write_text(INVENTORY.replace("{HOSTS}", f"{{a.test: {endpoint}}}"), encoding="utf-8")
    return file


def test_the_command_once(listed: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["probe", "--sites", str(listed), "--once", "--vantage", "北京电信"]) == 0
    said = capsys.readouterr()
    assert "第 1/1 轮：打开 1，未打开 0，无法判断 0" in said.err
    kept = Path("reports/few/visits.sqlite")
    assert str(kept) in said.out
    assert counts(kept, "a", datetime.now(UTC)) == (1, 0)
    assert visits_of(kept, "a", datetime.now(UTC)).vantage == "北京电信"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--every", "soon"], "--every"),
        (["--every", "10s"], "--every"),
        (["--for", "30m"], "--for"),
        (["--for", "400d"], "--for"),
        (["--only", "nobody"], "没有要访问的网站"),
        (["--visits", "few.yaml"], "不是访问记录文件"),
    ],
)
def test_the_command_refuses_in_chinese(listed: Path, monkeypatch, capsys, more, says) -> None:
    monkeypatch.chdir(listed.parent)
    assert cli.main(["probe", "--sites", str(listed), "--once", *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith("govsite: ")
    assert says in said
    assert said.count("\n") == 1


def test_ctrl_c_keeps_what_was_seen_and_says_how_to_go_on(listed: Path, tmp_path: Path) -> None:
    kept = tmp_path / "v.sqlite"
    command = [sys.executable, "-m", "govsite_checks.cli", "probe", "--sites", str(listed)]
    command += ["--visits", str(kept), "--every", "1h", "--for", "7d"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    line = process.stderr.readline()
    assert line.startswith("第 1/168 轮：打开 1")
    time.sleep(0.2)
    process.send_signal(2)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 3
    assert "已中断；用同样的命令可接着采样" in said
    assert "Traceback" not in said
    assert counts(kept, "a", datetime.now(UTC)) == (1, 0)
