"""HTTPS on the port of HTTP: certificates that a careful visitor accepts, and such as are refused for the right reason."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from govsite_checks.demo import DemoSite, Fleet

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
SITES = {
    kind: DemoSite(400 + i, "虚构市试验局", kind, defects=defects)
    for i, (kind, defects) in enumerate(
        {
            "valid": (),
            "expired": ("certificate-expired",),
            "other-host": ("certificate-of-another",),
            "self-signed": ("certificate-self-signed",),
            "none": ("https-none",),
            "back": ("https-leads-back",),
        }.items()
    )
}


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet(AS_OF, tuple(SITES.values())).start() as fleet:
        yield fleet


def over_tls(fleet: Fleet, host: str) -> http.client.HTTPResponse:
    """The answer to a visitor who trusts the fleet's authority and nobody else."""
    context = ssl.create_default_context(cafile=fleet.ca_file)
    context.set_alpn_protocols(["http/1.1"])
    raw = socket.create_connection(("127.0.0.1", fleet.port), timeout=5)
    with context.wrap_socket(raw, server_hostname=host) as secure:
        secure.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = http.client.HTTPResponse(secure)
        answer.begin()
        answer.read()
        return answer


def test_a_valid_certificate_is_accepted_and_the_page_is_the_same(fleet: Fleet) -> None:
    assert over_tls(fleet, SITES["valid"].host).status == 200


@pytest.mark.parametrize(
    ("kind", "why"),
    [("expired", "expired"), ("other-host", "Hostname mismatch"), ("self-signed", "self-signed")],
)
def test_a_bad_certificate_is_refused_for_its_fault(fleet: Fleet, kind: str, why: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=why):
        over_tls(fleet, SITES[kind].host)


def test_a_site_without_https_ends_the_handshake(fleet: Fleet) -> None:
    with pytest.raises(ssl.SSLError) as refused:
        over_tls(fleet, SITES["none"].host)
    assert not isinstance(refused.value, ssl.SSLCertVerificationError)


def test_a_site_may_lead_back_to_http(fleet: Fleet) -> None:
    answer = over_tls(fleet, SITES["back"].host)
    assert answer.status == 302
    assert answer.getheader("Location") == SITES["back"].url


def test_http_goes_on_beside_it_and_the_files_are_gone_after_the_stop() -> None:
    with Fleet(AS_OF, (SITES["valid"],)).start() as fleet:
        connection = http.client.HTTPConnection("127.0.0.1", fleet.port, timeout=5)
        connection.request("GET", "/", headers={"Host": SITES["valid"].host})
        assert connection.getresponse().status == 200
        connection.close()
        kept = fleet.ca_file
    with pytest.raises(FileNotFoundError):
        open(kept, encoding="ascii").close()  # noqa: PTH123
