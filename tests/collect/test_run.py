"""A whole run: bounds over all sites, order, Ctrl-C, a disk that fails, a planner that crashes, memory."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from govsite_checks.collect import CollectOptions, Limits, Progress, collect
from govsite_checks.collect.naming import user_agent
from govsite_checks.model import Politeness, Role, Site


def fleet(lab, count: int, *servers) -> tuple[dict[str, str], dict[str, str]]:
    """Sites s0, s1, … each with a host of its own, spread over servers."""
    names = [f"s{i}" for i in range(count)]
    return (
        {name: f"http://{name}.test/" for name in names},
        {f"{name}.test": servers[i % len(servers)].endpoint for i, name in enumerate(names)},
    )


def test_requests_to_one_host_are_bounded_over_all_sites(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.03)
    urls = {f"s{i}": f"http://www.a.test/{i}" for i in range(6)}
    lab.run(
        urls,
        {"www.a.test": server.endpoint},
        planner=lab.pages("/x", "/y", "/z"),
        politeness=replace(lab.polite, per_host=2, per_address=50),
    )
    assert server.most_in_flight == 2
    assert len(server.requests) == 24


def test_requests_to_one_address_are_bounded_over_all_hosts(lab):
    first, second = (
        lab.serve(default=lab.http(b"<p>a"), latency=0.03, address=f"127.0.0.{i}") for i in (2, 3)
    )
    lab.run(*fleet(lab, 16, first, second), politeness=replace(lab.polite, per_host=5, per_address=3))
    assert (first.most_in_flight, second.most_in_flight) == (3, 3)


def test_sites_in_flight_are_bounded(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.02)
    folder, report = lab.run(
        *fleet(lab, 20, server), sites_in_flight=4, politeness=replace(lab.polite, per_address=50)
    )
    assert folder.most_open == 4
    assert (report.sites, report.finished, report.pages, report.interrupted) == (20, 20, 20, False)


def test_connections_are_used_again_within_a_site(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(*(f"/{i}" for i in range(20))),
    )
    assert server.connections <= 2


def test_pages_are_recorded_in_the_order_in_which_they_were_planned(lab):
    server = lab.serve(default=lab.http(b"<p>a"))

    def slow(connection, request):
        time.sleep(0.15)
        connection.sendall(lab.http(b"<p>slow"))

    server.pages["/0"] = slow
    paths = [f"/{i}" for i in range(10)]
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, planner=lab.pages(*paths))
    assert [page.url for page in folder.captures(role=Role.OTHER)] == paths
    at = {request.target: request.at for request in server.requests}
    assert at["/9"] - at["/0"] < 0.15  # the slow one was still on its way


def test_pages_of_a_site_are_bounded_and_the_rest_is_named(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(*(f"/{i}" for i in range(50))),
        limits=replace(lab.quick, pages_per_site=5, unasked_per_site=7),
    )
    errors = [page.error for page in folder.kept["a"]]
    assert errors == [""] * 5 + ["site-left"] * 7
    assert folder.kept["a"][-1].detail == "每个站点最多采集 5 页"
    assert len(server.requests) == 5


def test_a_page_wanted_twice_is_asked_for_once(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, planner=lab.pages("/x", "/x", "/y", "/x"))
    assert sorted(server.paths()) == ["/", "/x", "/y"]


def test_no_sites_is_a_run_too(lab):
    assert lab.run({}, {})[1].finished == 0


def test_the_user_agent_cannot_be_split_by_the_contact():
    assert user_agent("") == "govsite-checks/" + user_agent("").split("/")[1]
    assert user_agent("mailto:a@b\r\nX-Evil: 1 (x)") == user_agent("") + " (+mailto:a@bX-Evil:1x)"


@pytest.mark.parametrize(
    "target", ["127.0.0.1", "localhost:80", "127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:x", ""]
)
def test_a_malformed_resolve_is_refused_in_chinese(lab, target):
    with pytest.raises(ValueError, match=r"resolve 中 www\.a\.test 的值"):
        lab.run("http://www.a.test/", {"www.a.test": target})


def test_progress_is_told(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.1)
    told: list[Progress] = []
    urls, resolve = fleet(lab, 12, server)
    options = CollectOptions(replace(lab.polite, per_address=2), resolve, limits=lab.quick)
    sites = [Site(id=name, name=name, url=url) for name, url in urls.items()]
    collect(sites, lab.folder(), options, planner=lab.pages(), progress=told.append)
    assert (told[-1].sites_done, told[-1].sites_total, told[-1].pages) == (12, 12, 12)
    assert 0 < told[0].sites_done < 12
    assert told[0].rate > 0


# --- what goes wrong on our side


class Full(Exception):
    """The disk is full."""


def test_a_failing_disk_ends_the_run_and_leaves_nothing_open(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.02)
    folder = lab.folder()
    open_site = folder.open_site

    def failing(site):
        writer = open_site(site)
        if site.id == "s3":
            writer.add = lambda capture: (_ for _ in ()).throw(Full("磁盘已满"))
        return writer

    folder.open_site = failing
    with pytest.raises(Full, match="磁盘已满"):
        lab.run(*fleet(lab, 40, server), folder=folder, sites_in_flight=8)
    assert folder.open == {}
    assert "s3" in folder.abandoned
    assert len(folder.kept) < 40


def test_a_planner_that_crashes_costs_one_site_and_is_named(lab):
    server = lab.serve(default=lab.http(b"<p>a"))

    class Crash(lab.plan):
        def then(self, wanted, capture, text):
            if self._site.id == "s1":
                raise RuntimeError("boom")
            return []

    class Crashing(lab.pages):
        def begin(self, site):
            return Crash(site, (), Role.OTHER)

    folder, report = lab.run(*fleet(lab, 3, server), planner=Crashing())
    assert sorted(folder.kept) == ["s0", "s2"]
    assert folder.abandoned == ["s1"]
    assert (report.finished, len(report.problems)) == (2, 1)
    assert "s1" in report.problems[0]
    assert "boom" in report.problems[0]


def test_sites_of_one_platform_in_a_row_do_not_hold_up_the_others(lab):
    platform = lab.serve(default=lab.http(b"<p>a"), latency=0.03)
    other = lab.serve(default=lab.http(b"<p>b"))
    urls = {f"p{i:02}": f"http://www.a.test/{i}" for i in range(30)}
    urls |= {f"o{i}": f"http://o{i}.test/" for i in range(10)}
    resolve = {"www.a.test": platform.endpoint, **{f"o{i}.test": other.endpoint for i in range(10)}}
    _, report = lab.run(urls, resolve, sites_in_flight=4, politeness=replace(lab.polite, per_host=1))
    assert report.finished == 40
    assert other.requests[0].at < platform.requests[10].at


INTERRUPTED = """
    import sys, time
    from govsite_checks.collect import CollectOptions, HomePlanner, collect
    from govsite_checks.model import Politeness, Site

    class Writer:
        def __init__(self, site): self.site = site
        def add(self, capture): pass
        def note(self, observation): pass
        def commit(self): print("kept", self.site, flush=True)
        def abandon(self): print("abandoned", self.site, flush=True)

    class Folder:
        def open_site(self, site): return Writer(site.id)

    quick, slow = sys.argv[1:]
    sites = [Site(id=n, name=n, url=f"http://{n}.test/") for n in ("q1", "q2", "s1", "s2", "s3")]
    resolve = {f"{s.id}.test": quick if s.id[0] == "q" else slow for s in sites}
    polite = Politeness(delay_s=0, robots="ignore")
    started = time.monotonic()
    report = collect(sites, Folder(), CollectOptions(polite, resolve, sites_in_flight=4), planner=HomePlanner())
    print("report", report.sites, report.finished, report.interrupted, flush=True)
"""


def test_ctrl_c_keeps_what_is_complete_and_stops_at_once(lab):
    quick = lab.serve(default=lab.http(b"<p>a"))
    slow = lab.serve(default=lambda connection, request: time.sleep(5))
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(INTERRUPTED), quick.endpoint, slow.endpoint],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = [process.stdout.readline().strip(), process.stdout.readline().strip()]
    deadline = time.monotonic() + 5
    while len(slow.requests) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - sent < 2
    lines += out.split("\n")[:-1]
    assert sorted(lines[:2]) == ["kept q1", "kept q2"]
    assert sorted(lines[2:-1]) == ["abandoned s1", "abandoned s2", "abandoned s3"]
    assert lines[-1] == "report 5 2 True"
    assert (process.returncode, err) == (0, "")


# --- what is held


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_memory_and_descriptors_do_not_grow_with_the_sites(lab):
    body = b"<p>" + b"x" * 200_000
    server = lab.serve(default=lab.http(body))

    class Dropping(lab.folder):
        def open_site(self, site):
            writer = super().open_site(site)
            writer.add = lambda capture: None
            return writer

    def collect(count: int):
        urls, resolve = fleet(lab, count, server)
        return lab.run(urls, resolve, folder=Dropping(), planner=lab.pages("/1", "/2"), sites_in_flight=8)[1]

    collect(2)  # what is loaded once, such as the words that tell a firewall's page, is not a site's
    gc.collect()
    before = descriptors()
    tracemalloc.start()
    try:
        report = collect(120)
        gc.collect()
        left, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.pages == 360  # 72 MB of bodies
    assert most < 8 * 2 * len(body) * 8  # those in flight, each as chunks, body and text
    assert left < 3_000_000
    deadline = time.monotonic() + 2  # the server's ends of the connections close in threads of their own
    while descriptors() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert descriptors() <= before


def test_every_bound_has_a_sane_default():
    limits = Limits()
    assert (limits.connect_s, limits.total_s, limits.opened_s, limits.redirects) == (10.0, 30.0, 15.0, 10)
    assert (limits.compressed_bytes, limits.decoded_bytes) == (5 * 1024**2, 20 * 1024**2)
    assert CollectOptions().politeness == Politeness()
