"""A throw-away authority for the demo: certificates that are valid, and such as are not."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# How a host answers over TLS; ``none`` for not at all.
KINDS = ("valid", "back", "expired", "other-host", "self-signed", "none")
_YEAR = timedelta(days=365)
_MONTH = timedelta(days=30)


class Authority:
    """Makes a certificate for each host when it is first asked for; ``kind_of`` says which of ``KINDS``.

    The files live in a folder of their own until ``close``.
    """

    def __init__(self, kind_of: Callable[[str], str]) -> None:
        self._kind_of = kind_of
        self._folder = tempfile.TemporaryDirectory(prefix="govsite-demo-")
        # Certificates are checked against the clock of whoever visits.
        self._now = datetime.now(UTC)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("演示站群临时证书机构")
        self._contexts: dict[str, ssl.SSLContext | None] = {}
        certificate = self._build(self._name, self._key.public_key(), self._name, _YEAR, authority=True)
        self.ca_file = str(Path(self._folder.name) / "ca.pem")
        Path(self.ca_file).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(self) -> ssl.SSLContext:
        """What a connection begins with: the host's own context takes its place once its name is known."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.sni_callback = self._choose
        return context

    def close(self) -> None:
        """Take the files away."""
        self._folder.cleanup()

    def _choose(self, connection: ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> int | None:
        name = (host or "").lower()
        if name not in self._contexts:
            kind = self._kind_of(name)
            self._contexts[name] = None if kind == "none" else self._made(name, kind)
        own = self._contexts[name]
        if own is None:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        connection.context = own
        return None

    def _made(self, host: str, kind: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _named(host)
        named = "www.qita-xugou.example" if kind == "other-host" else host
        if kind == "self-signed":
            certificate = self._build(subject, key.public_key(), subject, _YEAR, host=named, key=key)
        else:
            left = -timedelta(days=3) if kind == "expired" else _YEAR
            certificate = self._build(subject, key.public_key(), self._name, left, host=named)
        path = Path(self._folder.name) / f"{len(self._contexts)}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _build(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        issuer: x509.Name,
        left: timedelta,
        *,
        host: str = "",
        authority: bool = False,
        key: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now - _YEAR - _MONTH if left < timedelta() else self._now - _MONTH)
            .not_valid_after(self._now + left)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return builder.sign(key or self._key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:60])])
