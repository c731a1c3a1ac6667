"""One site: rounds of a plan, what is skipped, what is beyond a bound, and servers that are not the site's."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from govsite_checks.collect import Wanted
from govsite_checks.model import Column, Observation, PageError, Role

HOME = "http://www.a.test/"


def other(path: str, **more) -> Wanted:
    return Wanted(Role.OTHER, path, HOME, **more)


def external(host: str, path: str = "/") -> Wanted:
    return Wanted(Role.EXTERNAL, f"http://{host}{path}", HOME)


# --- rounds


def test_a_plan_goes_on_in_rounds_until_it_wants_nothing(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds([other("/1"), other("/2")], [other("/2")], [other("/3")])
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert [capture.url for capture in folder.kept["a"]] == [HOME, "/1", "/2", "/3"]
    assert planner.script.asked == 4  # a round of nothing new is no end: the plan has more in mind
    assert [url for _, url, *_ in planner.script.handed] == [HOME, "/1", "/2", "/3"]


def test_a_plan_that_never_ends_is_ended(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds(*([other("/1")] for _ in range(1000)))
    lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner, limits=replace(lab.quick, rounds=7))
    assert planner.script.asked == 7
    assert server.paths() == ["/", "/1"]


def test_a_round_begins_when_everything_before_it_is_handed_over(lab):
    def slow(connection, request):
        time.sleep(0.2)
        connection.sendall(lab.http(b"<p>slow"))

    server = lab.serve({"/slow": slow}, default=lab.http(b"<p>a"))
    planner = lab.rounds([other("/slow"), other("/1")], [other("/2")])
    lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert server.paths()[-1] == "/2"


def test_pages_that_were_not_seen_are_handed_over_with_their_error(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/1": lab.http(b"x", "404 Not Found")})
    planner = lab.rounds([other("/1")])
    lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert planner.script.handed == [
        (Role.HOME, HOME, "", "<p>a"),
        (Role.OTHER, "/1", PageError.HTTP_STATUS, ""),
    ]


def test_a_skipped_page_is_recorded_in_its_place_and_neither_asked_for_nor_handed_over(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds([other("/1"), other("/no", skip="超出本栏目的份额"), other("/2")])
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert [(c.url, c.error, c.detail) for c in folder.kept["a"]][2] == (
        "/no",
        PageError.SITE_LEFT,
        "超出本栏目的份额",
    )
    assert [capture.url for capture in folder.kept["a"]] == [HOME, "/1", "/no", "/2"]
    assert "/no" not in server.paths()
    assert "/no" not in [url for _, url, *_ in planner.script.handed]


def test_a_round_of_skipped_pages_alone_is_recorded(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds([other("/no", skip="份额")], [other("/1")])
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert [capture.url for capture in folder.kept["a"]] == [HOME, "/no", "/1"]


def test_skipped_pages_leave_the_bound_to_those_that_are_asked_for(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds([other(f"/no{i}", skip="份额") for i in range(5)], [other("/1"), other("/2")])
    limits = replace(lab.quick, pages_per_site=2, unasked_per_site=20)
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner, limits=limits)
    assert server.paths() == ["/", "/1"]
    assert folder.kept["a"][-1].detail == "每个站点最多采集 2 页"


def test_a_page_is_asked_for_once_in_each_role_and_with_each_form(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    wanted = [other("/1"), Wanted(Role.LINK, "/1", HOME), other("/1")]
    wanted += [other("/s", method="POST", body=body) for body in (b"q=1", b"q=2", b"q=1")]
    lab.run(HOME, {"www.a.test": server.endpoint}, planner=lab.rounds(wanted))
    assert sorted(server.paths()) == ["/", "/1", "/1", "/s", "/s"]


def test_what_a_page_was_wanted_for_and_what_was_noted_are_recorded(lab):
    server = lab.serve(default=lab.http(b"<p>a", last_modified="Mon, 10 Sep 2018 00:00:00 GMT"))
    column = Column("http://www.a.test/tzgg/", "通知公告", "notice", 2, "label", offsite=True)
    note = Observation("omission", "notice", "budget", "列表", "12")
    planner = lab.rounds([other("/1", column=column, note="known", query="政府工作")], notes=(note,))
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    page = folder.captures(role=Role.OTHER)[0]
    assert (page.column, page.note, page.query) == (column, "known", "政府工作")
    assert page.modified == "Mon, 10 Sep 2018 00:00:00 GMT"
    assert folder.notes["a"] == [note]


@pytest.mark.parametrize("method", ["begin", "first", "last", "observations"])
def test_a_plan_that_crashes_anywhere_is_a_fault_of_ours(lab, method):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds()
    crash = lambda *_: 1 // 0  # noqa: E731
    if method == "begin":
        planner.begin = crash
    else:
        begin = planner.begin

        def broken(site):
            plan = begin(site)
            setattr(plan, method, crash)
            return plan

        planner.begin = broken
    folder, report = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert folder.abandoned == ["a"]
    assert "ZeroDivisionError" in report.problems[0]


def test_a_site_that_gives_too_much_in_all_is_left(lab):
    server = lab.serve(default=lab.http(b"x" * 600_000))
    planner = lab.rounds([other(f"/{i}") for i in range(6)])
    limits = replace(lab.quick, site_bytes=2 * 1024**2)
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint},
        planner=planner,
        limits=limits,
        politeness=replace(lab.polite, per_host=1),
    )
    errors = [capture.error for capture in folder.kept["a"]]
    assert errors == [""] * 4 + [PageError.SITE_LEFT] * 3
    assert folder.kept["a"][-1].detail == "本站点内容已满 2 MB"


# --- servers that are not the site's


def silent(connection, request):
    time.sleep(2)


def test_time_outs_of_other_servers_are_not_the_sites(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    dead = lab.serve(default=silent)
    hosts = [f"d{i}.test" for i in range(4)]
    planner = lab.rounds([external(host) for host in hosts], [other("/1")])
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, **dict.fromkeys(hosts, dead.endpoint)},
        planner=planner,
        limits=replace(lab.quick, foreign_total_s=0.2, foreign_seconds=1.0),
    )
    assert [capture.error for capture in folder.captures(role=Role.EXTERNAL)] == [PageError.TIMEOUT] * 4
    assert folder.captures(role=Role.OTHER)[0].error == ""


def test_other_servers_take_none_of_the_sites_time_and_little_of_ours(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    dead = lab.serve(default=silent)
    hosts = [f"d{i}.test" for i in range(8)]
    planner = lab.rounds([external(host) for host in hosts], [other("/1")])
    began = time.monotonic()
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, **dict.fromkeys(hosts, dead.endpoint)},
        planner=planner,
        politeness=replace(lab.polite, site_seconds=0.5),
        limits=replace(lab.quick, foreign_total_s=0.4, foreign_at_once=4),
    )
    assert folder.captures(role=Role.OTHER)[0].error == ""
    assert 0.7 < time.monotonic() - began < 1.6


def test_another_server_that_timed_out_is_left_alone(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    dead = lab.serve(default=silent)
    planner = lab.rounds([external("d.test")], [external("d.test", "/2")])
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, "d.test": dead.endpoint},
        planner=planner,
        limits=replace(lab.quick, foreign_total_s=0.2),
    )
    first, second = folder.captures(role=Role.EXTERNAL)
    assert (first.error, second.error, second.detail) == (
        PageError.TIMEOUT,
        PageError.SITE_LEFT,
        "该主机已超时",
    )
    assert len(dead.requests) == 1


def test_other_servers_are_bounded_in_number_and_the_rest_is_named(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    hosts = [f"d{i}.test" for i in range(5)]
    planner = lab.rounds([external(host, path) for path in ("/", "/2") for host in hosts])
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, **dict.fromkeys(hosts, server.endpoint)},
        planner=planner,
        limits=replace(lab.quick, foreign_origins=3),
    )
    seen = [(c.url, c.error) for c in folder.captures(role=Role.EXTERNAL)]
    assert [error for _, error in seen] == ["", "", "", "site-left", "site-left"] * 2
    assert folder.captures(role=Role.EXTERNAL)[3].detail == "每个站点最多访问 3 个其他网站"


def test_robots_of_other_servers_are_obeyed(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    closed = lab.serve(
        {"/robots.txt": lab.http(b"User-agent: *\nDisallow: /", content_type="text/plain")},
        default=lab.http(b"x"),
    )
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, "d.test": closed.endpoint},
        planner=lab.rounds([external("d.test")]),
        politeness=replace(lab.polite, robots="obey"),
    )
    assert folder.captures(role=Role.EXTERNAL)[0].error == PageError.ROBOTS
    assert closed.paths() == ["/robots.txt"]


def test_the_host_that_the_home_page_moved_to_is_the_sites_own(lab):
    server = lab.serve({"/": lab.http(b"", "302 Found", location="http://a.test/home")})
    server.pages["/home"] = lab.http(b"<p>a")
    server.default = silent
    folder, _ = lab.run(
        HOME,
        {"www.a.test": server.endpoint, "a.test": server.endpoint},
        planner=lab.rounds([other(f"http://a.test/{i}") for i in range(6)]),
        limits=replace(lab.quick, total_s=0.2),
    )
    details = {capture.detail for capture in folder.captures(role=Role.OTHER)}
    assert "已连续 3 次超时" in details


def test_a_site_without_https_is_not_left_for_it(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    planner = lab.rounds([Wanted(Role.HTTPS, f"https://www.a.test/{i}") for i in range(4)], [other("/1")])
    folder, _ = lab.run(HOME, {"www.a.test": server.endpoint}, planner=planner)
    assert folder.captures(role=Role.OTHER)[0].error == ""
    assert {c.error for c in folder.captures(role=Role.HTTPS)} <= {PageError.TIMEOUT, PageError.SITE_LEFT}


def test_one_foreign_page_after_the_last_own_one_is_not_forgotten(lab):
    server = lab.serve(default=lab.http(b"<p>a"))

    class One(lab.plan):
        def then(self, wanted, capture, text):
            return [external("d.test")] if wanted.role == Role.HOME else []

    class Planner:
        def begin(self, site):
            return One(site, (), Role.OTHER)

    resolve = {"www.a.test": server.endpoint, "d.test": server.endpoint}
    folder, _ = lab.run(HOME, resolve, planner=Planner(), politeness=replace(lab.polite, per_host=1))
    assert [capture.error for capture in folder.captures(role=Role.EXTERNAL)] == [""]
