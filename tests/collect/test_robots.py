"""robots.txt: obeyed, asked for once, recorded; and what its absence means."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import pytest

from govsite_checks.model import PageError, Role


def obey(lab, **more):
    return replace(lab.polite, robots="obey", **more)


def robots(lab, text: str, **fields: str) -> bytes:
    return lab.http(text.encode(), content_type="text/plain", **fields)


def test_a_disallowed_page_is_not_asked_for(lab):
    server = lab.serve({"/robots.txt": robots(lab, "User-agent: *\nDisallow: /in"), "/in": lab.http(b"in")})
    page = lab.home(server, "/in", politeness=obey(lab))
    assert (page.error, page.exchanges) == (PageError.ROBOTS, ())
    assert server.paths() == ["/robots.txt"]


def test_rules_for_us_go_before_rules_for_all(lab):
    text = "User-agent: *\nDisallow: /\n\nUser-agent: govsite-checks\nDisallow: /no\n"
    server = lab.serve({"/robots.txt": robots(lab, text), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab)).error == ""
    assert lab.home(server, "/no", politeness=obey(lab)).error == PageError.ROBOTS


def test_an_office_with_the_right_may_ignore_it(lab):
    server = lab.serve({"/robots.txt": robots(lab, "User-agent: *\nDisallow: /"), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=replace(lab.polite, robots="ignore")).error == ""
    assert server.paths() == ["/"]


def test_it_is_asked_for_once_and_recorded_first(lab):
    server = lab.serve(
        {"/robots.txt": robots(lab, "User-agent: *\nDisallow: /no"), "/": lab.http(b"<p>a")}, latency=0.05
    )
    folder, _ = lab.run(
        {"a": "http://www.a.test/", "b": "http://www.a.test/?b"},
        {"www.a.test": server.endpoint},
        planner=lab.pages("/x", "/no"),
        politeness=obey(lab),
    )
    assert server.paths().count("/robots.txt") == 1
    for site in "ab":
        roles = [capture.role for capture in folder.kept[site]]
        assert roles == [Role.ROBOTS, Role.HOME, Role.OTHER, Role.OTHER]
    assert folder.kept["a"][0].exchanges[0].body.startswith(b"User-agent")
    assert folder.kept["a"][3].error == PageError.ROBOTS


def test_an_answer_may_be_forgotten_while_another_asker_waits_for_it(lab):
    server = lab.serve(
        {"/robots.txt": robots(lab, "User-agent: *\nDisallow: /no")}, default=lab.http(b"<p>a"), latency=0.1
    )
    # Of each origin one asks and one waits; the older origin of the two is forgotten as soon as it is known.
    urls = {f"{host}{path}": f"http://www.{host}.test/{path}" for host in "ac" for path in ("", "no")}
    folder, _ = lab.run(
        urls,
        dict.fromkeys(("www.a.test", "www.c.test"), server.endpoint),
        politeness=obey(lab),
        limits=replace(lab.quick, origins_kept=1),
    )
    errors = {site: kept[1].error for site, kept in folder.kept.items()}
    assert errors == {"a": "", "ano": PageError.ROBOTS, "c": "", "cno": PageError.ROBOTS}
    assert server.paths().count("/robots.txt") == 2


def test_another_port_has_wishes_of_its_own(lab):
    server = lab.serve({"/robots.txt": robots(lab, "User-agent: *\nAllow: /"), "/": lab.http(b"<p>a")})
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages("http://www.a.test:81/"),
        politeness=obey(lab),
    )
    assert server.paths().count("/robots.txt") == 2
    assert len(folder.captures(role=Role.ROBOTS)) == 2


def test_a_redirect_into_a_disallowed_place_stops_there(lab):
    server = lab.serve(
        {
            "/robots.txt": robots(lab, "User-agent: *\nDisallow: /in"),
            "/": lab.http(b"", "302 X", location="/in"),
        }
    )
    page = lab.home(server, politeness=obey(lab))
    assert (page.error, len(page.exchanges), page.final_url) == ("robots", 1, "http://www.a.test/in")


@pytest.mark.parametrize("status", ["404 X", "403 X", "410 X", "401 X", "429 X"])
def test_no_rules_mean_no_limits(lab, status):
    server = lab.serve({"/robots.txt": lab.http(b"Disallow: /", status), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab)).error == ""


def test_a_failing_server_is_left_alone(lab):
    server = lab.serve({"/robots.txt": lab.http(b"", "500 X"), "/": lab.http(b"<p>a")})
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, politeness=obey(lab))
    asked, page = folder.kept["a"]
    assert (page.error, page.detail) == (PageError.ROBOTS, "robots.txt 返回 500，按惯例视为不允许访问")
    assert (asked.error, asked.status) == (PageError.HTTP_STATUS, 500)
    assert "/" not in server.paths()


@pytest.mark.parametrize(
    "reply", [lambda connection, request: time.sleep(0.3), b"nonsense\r\n\r\n"], ids=["slow", "broken"]
)
def test_silence_says_nothing(lab, reply):
    server = lab.serve({"/robots.txt": reply, "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab), limits=replace(lab.quick, total_s=0.15)).error == ""


def test_the_timeout_of_a_dead_site_is_called_by_its_name(lab):
    server = lab.serve(default=lambda connection, request: time.sleep(0.3))
    page = lab.home(server, politeness=obey(lab), limits=replace(lab.quick, total_s=0.1, timeouts_in_a_row=1))
    assert page.error == PageError.TIMEOUT


def test_redirects_of_robots_are_followed_to_a_bound(lab):
    server = lab.serve(
        {
            "/robots.txt": lab.http(b"", "301 X", location="/r2"),
            "/r2": robots(lab, "User-agent: *\nDisallow: /in"),
        }
    )
    assert lab.home(server, "/in", politeness=obey(lab)).error == PageError.ROBOTS
    endless = lab.serve(
        {"/robots.txt": lab.http(b"", "301 X", location="/robots.txt"), "/": lab.http(b"<p>a")}
    )
    assert lab.home(endless, politeness=obey(lab)).error == ""
    assert endless.paths().count("/robots.txt") == lab.quick.robots_redirects + 1


def test_the_guard_holds_for_redirects_of_robots(lab):
    secret = lab.serve(default=robots(lab, "User-agent: *\nDisallow: /"))
    target = f"http://127.0.0.1:{secret.port}/"
    server = lab.serve({"/robots.txt": lab.http(b"", "301 X", location=target), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab)).error == ""
    assert secret.connections == 0


def test_only_so_much_of_it_is_read(lab):
    text = "User-agent: *\n" + "# padding\n" * 60_000 + "Disallow: /\n"
    server = lab.serve({"/robots.txt": robots(lab, text), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab)).error == ""


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffUser-agent: *\nDisallow: /in",
        "User-Agent:*\r\nDISALLOW:/in\r\n",
        "user-agent: *\ndisallow: /in$",
    ],
)
def test_forms_of_writing(lab, text):
    server = lab.serve({"/robots.txt": robots(lab, text), "/in": lab.http(b"in")})
    assert lab.home(server, "/in", politeness=obey(lab)).error == PageError.ROBOTS


@pytest.mark.parametrize(
    "text", ["", "<html>not found</html>", "\x00\xff\x00", "Crawl-delay: nan\nUser-agent: *\nCrawl-delay: x"]
)
def test_nonsense_is_no_rule(lab, text):
    server = lab.serve({"/robots.txt": robots(lab, text), "/": lab.http(b"<p>a")})
    assert lab.home(server, politeness=obey(lab)).error == ""


# --- pace: seen through a proxy, since a machine of the user's own is not waited for


def paced(lab, text: str, **politeness: float):
    proxy = lab.serve(default=lab.http(b"<p>a"))
    proxy.pages["http://198.100.0.1/robots.txt"] = robots(lab, text)
    lab.run(
        "http://198.100.0.1/",
        {},
        proxy=f"http://{proxy.endpoint}",
        politeness=obey(lab, **politeness),
        planner=lab.pages("/1", "/2"),
    )
    at = [request.at for request in proxy.requests]
    assert len(at) == 4
    return [later - earlier for earlier, later in itertools.pairwise(at)]


def test_the_delay_between_requests_is_kept(lab):
    gaps = paced(lab, "", delay_s=0.15)
    assert len(gaps) == 3
    assert all(gap >= 0.1 for gap in gaps)  # as the server sees it, give or take
    assert sum(gaps) >= 0.42


def test_crawl_delay_is_honoured(lab):
    gaps = paced(lab, "User-agent: *\nCrawl-delay: 0.25", delay_s=0.0)
    assert all(gap >= 0.2 for gap in gaps[1:])


def test_crawl_delay_is_bounded(lab):
    gaps = paced(lab, "User-agent: *\nCrawl-delay: 3600", delay_s=0.0)
    assert all(lab.quick.crawl_delay_most_s - 0.05 <= gap < 1.0 for gap in gaps[1:])


def test_a_machine_of_ones_own_is_not_waited_for(lab):
    server = lab.serve(
        {"/robots.txt": robots(lab, "User-agent: *\nCrawl-delay: 5")}, default=lab.http(b"<p>a")
    )
    started = time.monotonic()
    lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        politeness=obey(lab, delay_s=5.0),
        planner=lab.pages("/1"),
    )
    assert time.monotonic() - started < 1.0
