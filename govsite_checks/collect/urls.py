"""Addresses as sites write them, made into addresses that can be asked for: only http and https, ASCII, absolute."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import idna

URL_BYTES = 4096
DEFAULT_PORTS = {"http": 80, "https": 443}

# What may stand unescaped; "%" stays, since the address may be escaped already.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%[]"
_QUERY_SAFE = _PATH_SAFE + "?"
# The URL standard removes these from inside an address and trims controls and spaces at its ends.
_REMOVED = re.compile("[\t\r\n]")
_TRIMMED = "".join(map(chr, range(0x21)))
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_PLAIN = re.compile(r"(https?://[a-z0-9][a-z0-9.-]{0,200})?(/[A-Za-z0-9_~/.-]*)(?:\?[A-Za-z0-9_~/.=&-]+)?")
_ORIGIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]{0,200}(?=/)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class BadUrlError(ValueError):
    """An address that cannot be asked for."""


def absolute(reference: str, base: str = "", encoding: str = "utf-8") -> str:
    """The absolute, escaped address of a reference on the page ``base``, without fragment or credentials.

    ``encoding`` is what characters beyond ASCII are escaped in.

    Raises:
        BadUrlError: the result is not an http or https address with a host, or is too long.
    """
    return _plain(reference, base) or _resolved(reference, base, encoding)


def _plain(reference: str, base: str) -> str:
    """The address where nothing about it needs care, as is true of nearly all; empty otherwise."""
    found = _PLAIN.fullmatch(reference)
    if found is None or len(reference) > URL_BYTES // 2 or "//" in found[2] or "/." in found[2]:
        return ""
    if found[1]:
        return reference
    origin = _ORIGIN.match(base)
    return origin[0] + reference if origin else ""


def _resolved(reference: str, base: str, encoding: str) -> str:
    written = _REMOVED.sub("", reference).strip(_TRIMMED)
    if not _SCHEME.match(written) or written[:5].lower() in {"http:", "https"}:
        # Browsers take a backslash for a slash in the authority and path.
        head, mark, tail = written.partition("?")
        written = head.replace("\\", "/") + mark + tail
    try:
        parts = urlsplit(urljoin(base, written) if base else written)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError as error:
        raise BadUrlError("网址无法识别") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise BadUrlError("不是 http 或 https 网址")
    netloc = host if port is None or port == DEFAULT_PORTS[scheme] else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_PATH_SAFE, encoding=encoding, errors="replace")
    query = quote(parts.query, safe=_QUERY_SAFE, encoding=encoding, errors="replace")
    url = urlunsplit((scheme, netloc, path if path.startswith("/") else "/" + path, query, ""))
    if len(url) > URL_BYTES:
        raise BadUrlError("网址过长")
    return url


def redirect_target(location: bytes, base: str) -> str:
    """The address that a raw ``Location`` field leads to; its bytes may be UTF-8, GBK or anything.

    Raises:
        BadUrlError: as ``absolute``.
    """
    for encoding in ("utf-8", "gb18030", "latin-1"):
        try:
            return absolute(location.decode(encoding), base, encoding)
        except UnicodeDecodeError:
            continue
    raise BadUrlError("网址无法识别")


def _host(written: str) -> str:
    """A host in lower-case ASCII: labels of other scripts in Punycode, full-width digits as digits.

    Raises:
        ValueError: no host name.
    """
    host = unquote(written).lower()
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise BadUrlError("域名无法识别") from error
    if len(host) > 255 or not _HOST.fullmatch(host):
        raise BadUrlError("域名无法识别")
    return host


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host (IPv6 without brackets) and port of an absolute address."""
    path = url.find("/", 8)  # behind "https://": a host is asked of again and again, an address once
    return _origin(url[:path] if path > 0 else url)


@lru_cache(maxsize=1024)
def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


def at_origin(origin: tuple[str, str, int], path: str) -> str:
    """The address of a path at an origin."""
    scheme, host, port = origin
    netloc = f"[{host}]" if ":" in host else host
    return urlunsplit((scheme, netloc if port == DEFAULT_PORTS[scheme] else f"{netloc}:{port}", path, "", ""))
