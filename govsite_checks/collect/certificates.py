"""The certificate of a site's host, judged at the time of collection: a chain and libcurl's verdict to an observation.

Pages are read through any certificate; here a handshake of its own, without a request, is held to what a browser asks.
What is unclear is ``unknown``: a list of trusted issuers may differ from a browser's, and a chain with a gap may be one
that browsers complete.
"""

from __future__ import annotations

import ipaddress
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pycurl
from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID, NameOID

from govsite_checks.model import CHINA, Observation, PageError

from .addresses import UnreachableError
from .failures import classify
from .fetch import Fetcher
from .handle import Handle
from .limits import CollectOptions
from .session import Session
from .trust import trusted_issuers
from .urls import at_origin

KIND = "certificate"
# OpenSSL's X509_V_ codes (x509_vfy.h), which libcurl hands on.
_OK, _SELF_SIGNED, _UNKNOWN_ROOT = 0, 18, 19
_NO_ISSUER = frozenset({2, 20, 21})
_REFUSED = pycurl.E_SSL_PEER_CERTIFICATE  # 60 in today's libcurl: the peer's certificate failed verification
_CHAIN = 10


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a handshake showed: the chain as PEM, the host's own certificate first, and OpenSSL's verdict on it.

    ``problem`` is why there is no chain, in Chinese.
    """

    chain: tuple[str, ...] = ()
    verdict: int = _OK
    problem: str = ""


def judge(host: str, handshake: Handshake, now: datetime, *, trusting: bool) -> Observation:
    """The observation of a host's certificate at a moment. Pure.

    ``trusting`` says whether there was a list of trusted issuers to judge the chain by.
    """
    if not handshake.chain:
        return Observation(KIND, host, "unknown", handshake.problem or "没有收到证书")
    try:
        chain = [_parsed(pem) for pem in handshake.chain[:_CHAIN]]
        return _judge(host, chain, handshake.verdict, now, trusting)
    except (ValueError, TypeError, x509.ExtensionNotFound, x509.DuplicateExtension) as problem:
        return Observation(KIND, host, "unknown", f"证书无法解析（{type(problem).__name__}）")


def _parsed(pem: str) -> x509.Certificate:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of old and odd certificates: they are data here
        return x509.load_pem_x509_certificate(pem.encode("ascii", "replace"))


def _judge(
    host: str, chain: Sequence[x509.Certificate], verdict: int, now: datetime, trusting: bool
) -> Observation:
    leaf = chain[0]
    ends = leaf.not_valid_after_utc
    until = ends.astimezone(CHINA).date().isoformat()
    if now > ends:
        outcome, detail = "expired", f"有效期至 {until}"
    elif now < leaf.not_valid_before_utc:
        begins = leaf.not_valid_before_utc.astimezone(CHINA).date().isoformat()
        outcome, detail = "not-yet-valid", f"有效期自 {begins}"
    elif (names := names_of(leaf)) and not any(matches(host, name) for name in names):
        outcome, detail = "host-mismatch", f"证书的域名是 {'、'.join(names[:3])}"
    else:
        outcome, detail = _chain_outcome(chain, verdict, trusting)
    return Observation(KIND, host, outcome, detail, until)


def _chain_outcome(chain: Sequence[x509.Certificate], verdict: int, trusting: bool) -> tuple[str, str]:
    if verdict == _SELF_SIGNED and len(chain) == 1:
        return "self-signed", ""
    if not trusting:
        return "unknown", "本机没有可信签发机构列表，无法核对证书链"
    if verdict == _OK:
        return "valid", ""
    issuer = _common_name(chain[-1].issuer) or "未具名"
    if verdict == _UNKNOWN_ROOT:
        return "untrusted", f"根证书“{issuer}”不在本机的可信列表中"
    if verdict in _NO_ISSUER:
        if _names_its_issuer(chain[-1]):
            return "unknown", f"服务器没有发送签发机构“{issuer}”的证书，证书链不完整"
        return "untrusted", f"签发机构“{issuer}”不在本机的可信列表中"
    return "unknown", f"证书链核对结果为 {verdict}"


def names_of(certificate: x509.Certificate) -> list[str]:
    """The hosts that a certificate is for: its alternative names, else the common name of its subject."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        common = _common_name(certificate.subject)
        return [common] if common else []
    names = extension.value
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return [*names.get_values_for_type(x509.DNSName), *addresses]


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""


def _names_its_issuer(certificate: x509.Certificate) -> bool:
    """Whether a certificate says where its issuer's can be fetched, as browsers do."""
    try:
        access = certificate.extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    except x509.ExtensionNotFound:
        return False
    assert isinstance(access, x509.AuthorityInformationAccess)
    return any(row.access_method == AuthorityInformationAccessOID.CA_ISSUERS for row in access)


def matches(host: str, name: str) -> bool:
    """Whether a name of a certificate covers a host: equal, or a wildcard for its first label (RFC 9525, 6.3)."""
    host, name = host.lower().rstrip("."), name.lower().rstrip(".")
    if host == name:
        return True
    if (address := _address(host)) is not None:
        return address == _address(name)
    first, _, rest = host.partition(".")
    return bool(first and "." in rest) and name == f"*.{rest}"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


class Certificates:
    """Looks at the certificates of the sites of a run."""

    def __init__(self, fetcher: Fetcher, options: CollectOptions) -> None:
        self._fetcher, self._options = fetcher, options
        self._issuers: Path | bytes | None = trusted_issuers(options.ca_file)

    async def of(self, session: Session, host: str, port: int) -> Observation:
        """What the host's certificate is like now."""
        handshake = await self._look(session, at_origin(("https", host, port), "/"), host)
        return judge(host, handshake, datetime.now(UTC), trusting=self._issuers is not None)

    async def _look(self, session: Session, url: str, host: str) -> Handshake:
        try:
            endpoint = (await self._fetcher.book.find(host))[0]
        except UnreachableError as problem:
            return Handshake(problem=problem.detail)
        handle = session.fresh_handle()
        try:
            async with self._fetcher.turn(url, endpoint):
                for legacy in (False, True):
                    handle.prepare(
                        url, endpoint, self._options.limits.foreign_total_s, legacy=legacy, exact=False
                    )
                    self._arm(handle)
                    seen = await self._shake(handle)
                    if seen.chain:
                        break
                return seen
        finally:
            handle.close()

    def _arm(self, handle: Handle) -> None:
        """Only shake hands, on a connection of its own, and note the chain."""
        curl = handle.curl
        for option in (pycurl.CONNECT_ONLY, pycurl.FRESH_CONNECT, pycurl.OPT_CERTINFO):
            curl.setopt(option, 1)
        curl.setopt(pycurl.SSL_VERIFYPEER, 1 if self._issuers is not None else 0)
        if isinstance(self._issuers, bytes):
            curl.setopt(pycurl.CAINFO_BLOB, self._issuers)
        elif self._issuers is not None:
            curl.setopt(pycurl.CAINFO, str(self._issuers))

    async def _shake(self, handle: Handle) -> Handshake:
        problem = ""
        try:
            await self._fetcher.multi.perform(handle.curl)
        except pycurl.error as error:
            code, message = error.args[0], str(error.args[1])
            if code != _REFUSED:
                kind, detail = classify(code, message, 0)
                problem = (
                    handle.blocked or detail or ("握手超时" if kind == PageError.TIMEOUT else "无法连接")
                )
        chain = tuple(
            pem
            for row in handle.curl.getinfo(pycurl.INFO_CERTINFO)[:_CHAIN]
            if (pem := next((value for name, value in row if name == "Cert"), ""))
        )
        return Handshake(chain, handle.curl.getinfo(pycurl.SSL_VERIFYRESULT), problem)
