"""Certificates of real handshakes, and of odd chains; nothing unclear is anything but unknown."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.collect import Wanted
from govsite_checks.collect.certificates import Handshake, judge, matches
from govsite_checks.model import Role

HOST = "www.a.test"
NOW = datetime(2018, 9, 10, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())


def made(
    *names: str, subject: str = HOST, issuer: str = "", begins: int = -30, ends: int = 30, aia: bool = False
) -> str:
    """A certificate as PEM; days count from NOW."""

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(KEY.public_key())
        .serial_number(7)
        .not_valid_before(NOW + timedelta(days=begins))
        .not_valid_after(NOW + timedelta(days=ends))
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), False)
    if aia:
        place = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier("http://ca.test/ca.crt")
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), False)
    return builder.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def outcome(*chain: str, verdict: int = 0, trusting: bool = True, now: datetime = NOW) -> str:
    return judge(HOST, Handshake(chain, verdict), now, trusting=trusting).outcome


def test_a_good_chain_is_valid_and_says_until_when():
    noted = judge(HOST, Handshake((made(HOST),)), NOW, trusting=True)
    assert (noted.kind, noted.subject, noted.outcome, noted.value) == (
        "certificate",
        HOST,
        "valid",
        "2018-10-10",
    )


@pytest.mark.parametrize(
    ("days", "expected"), [(-31, "not-yet-valid"), (-29, "valid"), (29, "valid"), (31, "expired")]
)
def test_the_days_of_a_certificate(days, expected):
    assert outcome(made(HOST), now=NOW + timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("other.test",), "host-mismatch"),
        (("a.test",), "host-mismatch"),
        (("*.a.test",), "valid"),
        (("*.*.test",), "host-mismatch"),
        (("other.test", "WWW.A.TEST"), "valid"),
        ((), "valid"),  # the common name of an old certificate
    ],
)
def test_the_names_of_a_certificate(names, expected):
    assert outcome(made(*names)) == expected


@pytest.mark.parametrize(
    ("verdict", "aia", "trusting", "expected"),
    [
        (0, False, True, "valid"),
        (0, False, False, "unknown"),
        (18, False, True, "self-signed"),
        (18, False, False, "self-signed"),
        (19, False, True, "untrusted"),
        (19, False, False, "unknown"),
        (20, False, True, "untrusted"),
        (21, False, True, "untrusted"),
        (20, True, True, "unknown"),  # browsers fetch what the server forgot to send
        (10, False, True, "unknown"),  # an old issuer beside a newer one that browsers find
        (68, False, True, "unknown"),
    ],
)
def test_the_chain_of_a_certificate(verdict, aia, trusting, expected):
    assert outcome(made(HOST, issuer="某签发机构", aia=aia), verdict=verdict, trusting=trusting) == expected


def test_what_anybody_can_see_goes_before_the_chain():
    assert outcome(made(HOST), verdict=18, now=NOW + timedelta(days=90)) == "expired"
    assert outcome(made("other.test"), verdict=18) == "host-mismatch"


@pytest.mark.parametrize("pem", ["", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_unknown(pem):
    assert outcome(pem) == "unknown"
    assert outcome() == "unknown"


@given(st.binary(max_size=300), st.integers(0, 400))
def test_damaged_certificates_never_crash(junk, at):
    pem = made(HOST)
    damaged = pem[:at] + junk.decode("latin-1") + pem[at + len(junk) :]
    assert outcome(damaged, verdict=20)


@pytest.mark.parametrize(
    ("host", "name", "expected"),
    [
        ("www.a.test.", "www.a.test", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "*.0.0.1", False),
        ("x.www.a.test", "*.a.test", False),
        ("test", "*", False),
        ("a.test", "*.test", False),
        ("::1", "0:0:0:0:0:0:0:1", True),
    ],
)
def test_matches(host, name, expected):
    assert matches(host, name) is expected


# --- over the wire


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def tls(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def noted(lab, server, *, url=f"https://{HOST}/", planner=None, **more):
    folder, _ = lab.run(url, {HOST: server.endpoint}, planner=planner, observe=True, **more)
    return [o for o in folder.notes["a"] if o.kind == "certificate"]


def test_the_users_own_issuer_is_trusted(lab, authority, tmp_path):
    server = lab.serve({"/": lab.http(b"<p>a")}, tls=tls(authority.issue_cert(HOST)))
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    (found,) = noted(lab, server, ca_file=str(path))
    assert (found.subject, found.outcome) == (HOST, "valid")
    (found,) = noted(lab, server)
    assert found.outcome in {"untrusted", "unknown"}  # unknown where the system has no list at all
    assert len(server.requests) == 2  # the handshakes asked for nothing


def test_the_name_over_the_wire(lab, authority, tmp_path):
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    server = lab.serve({"/": lab.http(b"<p>a")}, tls=tls(authority.issue_cert("other.test")))
    (found,) = noted(lab, server, ca_file=str(path))
    assert (found.outcome, "other.test" in found.detail) == ("host-mismatch", True)


def test_an_expired_one_over_the_wire(lab, authority):
    past = datetime.now(UTC) - timedelta(days=3)
    old = authority.issue_cert(HOST, not_after=past)
    server = lab.serve({"/": lab.http(b"<p>a")}, tls=tls(old))
    assert [o.outcome for o in noted(lab, server)] == ["expired"]


def test_a_self_signed_one_over_the_wire(lab, tmp_path):
    now = datetime.now(UTC)
    pem = made(HOST, ends=(now - NOW).days + 30)
    key = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "both.pem").write_bytes(pem.encode() + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    server = lab.serve({"/": lab.http(b"<p>a")}, tls=context)
    assert [o.outcome for o in noted(lab, server)] == ["self-signed"]


def test_a_plain_site_has_no_certificate_to_look_at(lab):
    server = lab.serve({"/": lab.http(b"<p>a")})
    assert noted(lab, server, url=f"http://{HOST}/") == []


def test_https_that_was_tried_and_failed_is_unknown(lab):
    server = lab.serve({"/": lab.http(b"<p>a")})
    server.default = lambda connection, request: time.sleep(1)
    planner = lab.rounds([Wanted(Role.HTTPS, f"https://{HOST}/")])
    found = noted(lab, server, url=f"http://{HOST}/", planner=planner)
    assert [o.outcome for o in found] == ["unknown"]


@pytest.mark.parametrize(("content", "says"), [(None, "无法读取"), (b"x", "没有 PEM")])
def test_a_bad_list_of_issuers_is_refused_in_chinese(lab, tmp_path, content, says):
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=says):
        noted(lab, lab.serve(), ca_file=str(path))
