"""What this machine can do on a network, without asking any website for anything."""

from __future__ import annotations

import socket
import ssl
from ipaddress import ip_address

import pycurl

from .handle import LEGACY_CIPHERS

# A documentation address (RFC 3849): nothing is sent to it, the system only says which way it would go.
_SOMEWHERE = ("2001:db8::1", 9)


def looked_up(host: str) -> str:
    """The first address of a name.

    Raises:
        OSError, UnicodeError: the name cannot be looked up.
    """
    return str(socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)[0][4][0])


def ipv6_source() -> tuple[str, bool]:
    """The address from which IPv6 would be spoken, empty where there is none, and whether it is one of the public network."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(_SOMEWHERE)
            own = str(probe.getsockname()[0])
    except OSError:
        return "", False
    return own, ip_address(own.partition("%")[0]).is_global


def tls_version() -> str:
    """The TLS library that the collector speaks with."""
    return str(pycurl.version_info()[5])


def old_tls_refused() -> str:
    """Why what old servers need of TLS cannot be spoken; empty where it can."""
    curl = pycurl.Curl()
    try:
        curl.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_0)
        curl.setopt(pycurl.SSL_CIPHER_LIST, LEGACY_CIPHERS)
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).set_ciphers(LEGACY_CIPHERS)
    except (pycurl.error, ssl.SSLError) as error:
        return str(error)
    finally:
        curl.close()
    return ""
