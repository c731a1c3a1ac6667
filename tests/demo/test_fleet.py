"""The fleet as its users meet it: over HTTP, by host name, several at once."""

from __future__ import annotations

import gzip
import http.client
import io
import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from govsite_checks.demo import SITES, DemoSite, Fleet, start
from govsite_checks.demo.misbehaviour import BEHAVIOURS, BOMB_BYTES, ERRORS, UNSERVED
from govsite_checks.demo.pages import SitePages

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
BY_BEHAVIOUR = {site.behaviour: site for site in SITES if site.behaviour}


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with start(AS_OF) as fleet:
        yield fleet


def get(
    fleet: Fleet, site: DemoSite | str, target: str = "/", limit: int = -1
) -> tuple[int, str, str, bytes]:
    """Status, content type, Location and body of an answer."""
    host = site if isinstance(site, str) else site.host
    address, _, port = fleet.resolve[host].partition(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=5)
    try:
        connection.putrequest("GET", target, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read() if limit < 0 else answer.read(limit)
        return answer.status, answer.getheader("Content-Type", ""), answer.getheader("Location", ""), body
    finally:
        connection.close()


ORDINARY = [
    s
    for s in SITES
    if not (s.behaviour or s.left_behind or s.host.endswith(".invalid") or "home-404" in s.defects)
]


@pytest.mark.parametrize("site", ORDINARY, ids=lambda site: site.id)
def test_every_ordinary_site_opens(fleet: Fleet, site: DemoSite) -> None:
    status, kind, _location, body = get(fleet, site)
    assert status == (302 if site.entry.endswith("redirect") else 200)
    if status == 200:
        assert kind.startswith("text/html")
        assert site.name in body.decode(site.charset.actual)


def test_hosts_resolve_to_loopback_and_unknown_names_not_at_all(fleet: Fleet) -> None:
    assert all(value.startswith("127.0.0.1:") for value in fleet.resolve.values())
    missing = {site.host for site in SITES} - fleet.resolve.keys()
    assert missing == {site.host for site in SITES if site.host.endswith(".invalid")}
    assert BY_BEHAVIOUR["unknown-name"].host in missing


def test_every_host_that_a_page_names_stays_on_the_machine(fleet: Fleet) -> None:
    named: set[str] = set()
    for site in SITES:
        pages = SitePages(site, AS_OF)
        for path in pages.paths:
            text = pages.answer(path).body.decode(site.charset.actual, "replace")
            named |= set(re.findall(r"""(?:src|href)=["']?(?:https?:)?//([a-z0-9.-]+)""", text))
    assert {host for host in named if not host.endswith(".invalid")} <= fleet.resolve.keys()
    assert len(named) > 8


def test_unknown_host_is_404(fleet: Fleet) -> None:
    address, _, port = fleet.resolve["www.demo-xugou01.gov.cn"].partition(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=5)
    connection.request("GET", "/", headers={"Host": "www.unknown.example"})
    assert connection.getresponse().status == 404
    connection.close()


def test_two_fleets_at_once(fleet: Fleet) -> None:
    site = SITES[0]
    with start(AS_OF) as other:
        assert other.port != fleet.port
        assert not set(other.resolve.values()) & set(fleet.resolve.values())
        assert get(other, site) == get(fleet, site)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", other.port), timeout=5)
    assert get(fleet, site)[0] == 200


def test_same_as_of_same_bytes_and_dates_follow_as_of(fleet: Fleet) -> None:
    with start(AS_OF) as same, start(datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)) as earlier:
        for site in SITES[:16]:
            assert get(same, site) == get(fleet, site)
        then = get(earlier, SITES[0])[3].decode()
        now = get(fleet, SITES[0])[3].decode()
    assert "2018年9月10日" in then
    assert "2018-09-10" in then
    assert "2026年3月5日" in now
    assert "2018" not in now


def test_stop_ends_the_thread_and_may_be_repeated() -> None:
    before = threading.active_count()
    fleet = start(AS_OF)
    fleet.stop()
    fleet.stop()
    assert threading.active_count() == before


def test_as_of_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        start(datetime(2026, 3, 5))  # noqa: DTZ001


def test_every_behaviour_has_a_site_and_every_site_a_behaviour() -> None:
    assert set(BY_BEHAVIOUR) == BEHAVIOURS.keys() | UNSERVED == ERRORS.keys()


def test_refused(fleet: Fleet) -> None:
    with pytest.raises(ConnectionRefusedError):
        get(fleet, BY_BEHAVIOUR["refused"])


@pytest.mark.parametrize(
    ("behaviour", "status", "says"),
    [
        ("challenge-412", 412, "$_ts"),
        ("challenge-200", 200, "_clearance"),
        ("forbidden", 403, "403"),
        ("error-500", 500, "500"),
    ],
)
def test_refusals(fleet: Fleet, behaviour: str, status: int, says: str) -> None:
    answer = get(fleet, BY_BEHAVIOUR[behaviour])
    assert answer[0] == status
    assert says in answer[3].decode()


def test_robots(fleet: Fleet) -> None:
    assert get(fleet, BY_BEHAVIOUR["robots"], "/robots.txt")[3] == b"User-agent: *\nDisallow: /\n"
    assert get(fleet, SITES[0], "/robots.txt")[0] == 404


def test_drip_and_silence_outlast_a_patient_client(fleet: Fleet) -> None:
    assert get(fleet, BY_BEHAVIOUR["drip"], limit=19)[3] == b"<html><head><title>"
    with socket.create_connection(("127.0.0.1", fleet.port), timeout=0.3) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {BY_BEHAVIOUR['silent'].host}\r\n\r\n".encode())
        with pytest.raises(TimeoutError):
            client.recv(1)


def test_endless(fleet: Fleet) -> None:
    assert len(get(fleet, BY_BEHAVIOUR["endless"], limit=12 << 20)[3]) == 12 << 20


def test_bomb_swells(fleet: Fleet) -> None:
    body = get(fleet, BY_BEHAVIOUR["bomb"])[3]
    assert len(body) < 1 << 20
    with gzip.open(io.BytesIO(body)) as stream:
        assert len(stream.read(BOMB_BYTES // 8)) == BOMB_BYTES // 8


def test_redirect_loop_never_comes_back_to_itself(fleet: Fleet) -> None:
    target, seen = "/", set()
    for _ in range(40):
        status, _kind, target, _body = get(fleet, BY_BEHAVIOUR["redirect-loop"], target)
        assert status == 302
        assert target not in seen
        seen.add(target)


@pytest.mark.parametrize(
    ("behaviour", "to"), [("to-metadata", "http://169.254.169.254/"), ("to-loopback", "http://127.0.0.1/")]
)
def test_redirects_to_where_nobody_may_go(fleet: Fleet, behaviour: str, to: str) -> None:
    assert get(fleet, BY_BEHAVIOUR[behaviour])[2].startswith(to)


def test_hang_up(fleet: Fleet) -> None:
    with pytest.raises(http.client.RemoteDisconnected):
        get(fleet, BY_BEHAVIOUR["hang-up"])


def test_a_closed_site_still_answers(fleet: Fleet) -> None:
    site = next(
        site for site in SITES if site.listed.get("status") == "offline" and not site.host.endswith("invalid")
    )
    assert get(fleet, site)[0] == 200


def test_columns_articles_and_sitemap_are_there(fleet: Fleet) -> None:
    for number in (1, 2, 4, 11, 16):
        site = next(site for site in SITES if site.number == number)
        page = get(fleet, site)[3].decode(site.charset.actual)
        assert get(fleet, site, "/sitemap.html")[0] == 200
        paths = re.findall(rf'href="(?://{site.host})?(/[^"/][^"]*)"', page)
        answers = {path: get(fleet, site, path)[0] for path in paths}
        assert len(answers) > 10
        assert set(answers.values()) == {200}
