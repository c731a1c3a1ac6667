"""Secrets go to their hosts alone, and are found in nothing that is kept, however a server says them back."""

from __future__ import annotations

import base64
import gzip
import ssl
from typing import Any

import pycurl
import pytest
import trustme

from govsite_checks.collect.access import Access, HostAccess
from govsite_checks.collect.addresses import Endpoint
from govsite_checks.collect.handle import Handle
from govsite_checks.collect.limits import Limits
from govsite_checks.model import PageError

SECRET = "s3cret-Wort!"
TOKEN = "preview-token-77"
WAY_IN = HostAccess("checker", SECRET, (("X-Preview", TOKEN),))
BASIC = base64.b64encode(f"checker:{SECRET}".encode()).decode()
ACCESS = Access({"www.a.test": WAY_IN})


def kept_bytes(folder: Any) -> bytes:
    """Everything that the collector hands over, in one piece."""
    return repr(folder.captures()).encode() + b"".join(
        part
        for capture in folder.captures()
        for e in capture.exchanges
        for part in (e.request_head, e.head, e.body, e.decoded, e.request_body)
    )


def test_it_is_sent_to_its_host_and_to_no_other(lab: Any) -> None:
    server = lab.serve(default=lab.http(b"<p>a"))
    lab.run(
        {"a": "http://www.a.test/", "b": "http://www.b.test/"},
        {"www.a.test": server.endpoint, "www.b.test": server.endpoint},
        access=ACCESS,
    )
    heads = {("a.test" if b"Host: www.a.test" in r.head else "b.test"): r.head for r in server.requests}
    assert f"Authorization: Basic {BASIC}".encode() in heads["a.test"]
    assert f"X-Preview: {TOKEN}".encode() in heads["a.test"]
    assert b"Authorization" not in heads["b.test"]
    assert TOKEN.encode() not in heads["b.test"]


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_what_a_server_says_back_is_masked(lab: Any, coding: str) -> None:
    said = f"<p>{SECRET}|{TOKEN}|{BASIC}|{SECRET}".encode() + TOKEN.encode("utf-16-le")
    body = gzip.compress(said) if coding else said
    fields = {"set_cookie": f"t={TOKEN}", "x_echo": BASIC, "content_encoding": coding}
    server = lab.serve(default=lab.http(body, **fields))
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, access=ACCESS)
    kept = kept_bytes(folder)
    for form in (SECRET, TOKEN, BASIC):
        assert form.encode() not in kept
    assert TOKEN.encode("utf-16-le") not in kept
    (page,) = folder.captures()
    exchange = page.exchanges[-1]
    assert exchange.decoded.startswith(b"<p>" + b"*" * len(SECRET) + b"|")
    assert exchange.body == exchange.decoded
    assert b"Content-Encoding" not in exchange.head


@pytest.mark.parametrize("text", [SECRET, TOKEN, "Zugang?>~/77"])
def test_what_a_server_makes_of_a_secret_is_masked(text: str) -> None:
    access = Access({"www.a.test": HostAccess(headers=(("X-Preview", text),))})
    data = text.encode()
    coded = [base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()]
    for form in (*coded, *(form.rstrip("=") for form in coded), text.upper(), text.lower()):
        assert access.masked(f"<p>{form}|".encode()) == b"<p>" + b"*" * len(form) + b"|"
        assert access.masked_text(form) == "*" * len(form)


def test_no_short_word_is_masked_in_another_form() -> None:
    access = Access({"www.a.test": HostAccess(headers=(("X-A", "on"),))})
    assert not access.has_secrets


def test_a_page_that_says_nothing_back_is_kept_as_it_was_sent(lab: Any) -> None:
    body = gzip.compress(b"<p>a")
    server = lab.serve(default=lab.http(body, content_encoding="gzip"))
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, access=ACCESS)
    assert folder.captures()[0].exchanges[-1].body == body


@pytest.mark.parametrize(
    ("own", "access", "told"), [(True, WAY_IN, True), (False, None, True), (False, WAY_IN, False)]
)
def test_a_machine_that_is_not_surely_the_one_that_is_meant_is_told_nothing(
    lab: Any, monkeypatch: pytest.MonkeyPatch, own: bool, access: HostAccess | None, told: bool
) -> None:
    monkeypatch.setattr("govsite_checks.collect.handle.forbidden", lambda _: "")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("www.a.test").configure_cert(context)
    server = lab.serve(default=lab.http(b"<p>a"), tls=context)
    handle = Handle(Limits(), "ua", "", pycurl.CurlShare())
    endpoint = Endpoint("127.0.0.1", server.port, own=own)
    handle.prepare("https://www.a.test/", endpoint, 5, legacy=False, exact=False, access=access)
    if told:
        handle.curl.perform()
    else:
        with pytest.raises(pycurl.error, match="certificate"):
            handle.curl.perform()
    assert len(server.requests) == told
    handle.close()


def test_a_handle_forgets_the_way_in_with_the_next_host(lab: Any) -> None:
    server = lab.serve(default=lab.http(b"<p>a"))
    handle = Handle(Limits(), "ua", "", pycurl.CurlShare())
    endpoint = Endpoint("127.0.0.1", server.port, own=True)
    for access in (WAY_IN, None):
        handle.prepare("http://www.a.test/", endpoint, 5, legacy=False, exact=False, access=access)
        handle.curl.perform()
    handle.close()
    assert [b"Authorization" in r.head for r in server.requests] == [True, False]
    assert [b"Accept-Encoding" in r.head for r in server.requests] == [False, True]


def test_a_client_certificate_is_shown(lab: Any) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.a.test").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    client = authority.issue_cert("client@a.test").private_key_and_cert_chain_pem.bytes()
    server = lab.serve({"/": lab.http(b"<p>a")}, tls=context)
    assert lab.home(server).error in {PageError.TLS, PageError.CONNECTION}
    shown = Access({"www.a.test": HostAccess(certificate=client, key=client)})
    assert lab.home(server, access=shown).error == ""


def test_texts_are_masked_too() -> None:
    assert ACCESS.masked_text(f"a {TOKEN} b") == f"a {'*' * len(TOKEN)} b"
    assert Access({"h": HostAccess("u", "abc")}).masked(b"abc") == b"abc", "too short to tell from chance"
    assert not Access().has_secrets
