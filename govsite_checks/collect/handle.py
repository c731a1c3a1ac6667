"""One libcurl handle: what never changes is set once, what a request needs is set before it, the answer is bounded."""

from __future__ import annotations

import socket
from typing import Any

import pycurl

from .access import HostAccess
from .addresses import Endpoint
from .guard import forbidden
from .limits import Limits

# Only what can be decoded with a bound on the output is asked for.
ACCEPT = (
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language: zh-CN,zh;q=0.9",
    "Accept-Encoding: gzip, deflate",
)
LEGACY_CIPHERS = "DEFAULT:@SECLEVEL=0"
_HEADER_OUT = 2  # CURLINFO_HEADER_OUT
_SUPPRESS_CONNECT_HEADERS = 265  # a proxy's own answer is no answer of the site; pycurl has no name for it
_BLANK = (b"\r\n", b"\n")


class Handle:
    """A pycurl handle with its buffers. Cookies live in the ``share`` of the site, in memory only."""

    __slots__ = (
        "_access",
        "_chunks",
        "_endpoint",
        "_exact",
        "_head",
        "_left",
        "_left_head",
        "_legacy",
        "_limits",
        "_opened",
        "_posted",
        "_proxy",
        "_sent",
        "_timeout_ms",
        "blocked",
        "curl",
        "overflow",
    )

    def __init__(self, limits: Limits, user_agent: str, proxy: str, share: pycurl.CurlShare) -> None:
        self._limits, self._proxy = limits, proxy
        self._chunks: list[bytes] = []
        self._head: list[bytes] = []
        self._sent: list[bytes] = []
        self._opened: list[socket.socket] = []
        self._left = self._left_head = self._timeout_ms = 0
        self._endpoint: Endpoint | None = None
        self._access: HostAccess | None = None
        self._legacy = self._exact = self._posted = False
        self.blocked = ""
        self.overflow = ""
        self.curl = curl = pycurl.Curl()
        for option, value in (
            (pycurl.SHARE, share),
            (pycurl.COOKIEFILE, ""),  # cookies in memory; no file is ever read
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            # ACCEPT_ENCODING is not set, so libcurl leaves the content coding alone: the archive keeps raw bytes.
            (pycurl.PATH_AS_IS, 1),
            (_SUPPRESS_CONNECT_HEADERS, 1),
            (pycurl.USERAGENT, user_agent),
            (pycurl.HTTPHEADER, list(ACCEPT)),
            (pycurl.CONNECTTIMEOUT_MS, int(limits.connect_s * 1000)),
            (pycurl.BUFFERSIZE, 128 * 1024),
            # Content is read as a citizen's browser would after a click on the warning: a certificate is no matter
            # of the pages that come through it. Nothing secret is sent this way: see ``_enter``.
            (pycurl.SSL_VERIFYPEER, 0),
            (pycurl.SSL_VERIFYHOST, 0),
            (pycurl.WRITEFUNCTION, self._take_body),
            (pycurl.HEADERFUNCTION, self._take_head),
            (pycurl.OPENSOCKETFUNCTION, self._open_socket),
            (pycurl.DEBUGFUNCTION, self._take_trace),
        ):
            curl.setopt(option, value)

    def prepare(
        self,
        url: str,
        endpoint: Endpoint,
        timeout_s: float,
        *,
        legacy: bool,
        exact: bool,
        most: int = 0,
        form: bytes | None = None,
        access: HostAccess | None = None,
    ) -> None:
        """Make ready for one request: a GET, or a POST of ``form``.

        ``access`` is how the host is entered, where it is one of the user's own that asks for it.

        ``legacy`` allows what old servers need of TLS. ``exact`` records the request as libcurl wrote it; it costs,
        and is needed only where the site has set cookies or something is posted. ``most`` bounds the body in bytes.
        """
        self._chunks, self._head, self._sent = [], [], []
        self._left, self._left_head = most or self._limits.compressed_bytes, self._limits.header_bytes
        self.blocked = self.overflow = ""
        curl = self.curl
        curl.setopt(pycurl.URL, url)
        timeout_ms = max(1, int(timeout_s * 1000))
        if timeout_ms != self._timeout_ms:
            curl.setopt(pycurl.TIMEOUT_MS, timeout_ms)
            self._timeout_ms = timeout_ms
        if endpoint is not self._endpoint and endpoint != self._endpoint:
            self._aim(endpoint)
        if legacy != self._legacy:
            self._set_tls(legacy)
        if access is not self._access:
            self._enter(access)
        if exact != self._exact:
            curl.setopt(pycurl.VERBOSE, int(exact))
            self._exact = exact
        if form is not None:
            curl.setopt(pycurl.POST, 1)
            curl.setopt(pycurl.POSTFIELDS, form)
        elif self._posted:
            curl.setopt(pycurl.HTTPGET, 1)
        self._posted = form is not None

    def _aim(self, endpoint: Endpoint) -> None:
        proxied = bool(self._proxy) and not endpoint.own
        self.curl.setopt(pycurl.PROXY, self._proxy if proxied else "")
        self.curl.setopt(pycurl.CONNECT_TO, [] if proxied else [endpoint.connect_to])
        self._endpoint = endpoint

    def _enter(self, access: HostAccess | None) -> None:
        """Send what a host asks of those who may see it, and to a machine that is surely the one that is meant.

        A connection on which something secret goes out is checked against its certificate, unless the user said himself at
        which address the machine is. No content coding is asked for, so that a secret that comes back can be masked.
        """
        curl = self.curl
        fields = [line for line in ACCEPT if access is None or not line.startswith("Accept-Encoding")]
        curl.setopt(pycurl.HTTPHEADER, [*fields, *(access.lines if access else ())])
        own = self._endpoint is not None and self._endpoint.own
        curl.setopt(pycurl.SSL_VERIFYPEER, int(access is not None and not own))
        curl.setopt(pycurl.SSL_VERIFYHOST, 2 if access is not None and not own else 0)
        for option, blob in (
            (pycurl.SSLCERT_BLOB, access.certificate if access else b""),
            (pycurl.SSLKEY_BLOB, access.key if access else b""),
        ):
            if blob:
                curl.setopt(option, blob)
            else:
                curl.unsetopt(option)
        if access is not None and access.key_password:  # without a key it opens nothing
            curl.setopt(pycurl.KEYPASSWD, access.key_password)
        self._access = access

    def _set_tls(self, legacy: bool) -> None:
        curl = self.curl
        if legacy:
            curl.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_0)
            curl.setopt(pycurl.SSL_CIPHER_LIST, LEGACY_CIPHERS)
        else:
            curl.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_DEFAULT)
            curl.unsetopt(pycurl.SSL_CIPHER_LIST)
        self._legacy = legacy

    @property
    def head(self) -> bytes:
        """The head of the last answer with its line ends: no interim answers before it, no trailers behind it."""
        lines = self._head
        if lines and lines[-1] == b"\r\n" and lines.count(b"\r\n") == 1 and b"\n" not in lines:
            return b"".join(lines)  # one head and nothing else, as is nearly always so
        ends = [i + 1 for i, line in enumerate(lines) if line in _BLANK]
        start = max((end for end in ends if end < len(lines) and lines[end].startswith(b"HTTP/")), default=0)
        return b"".join(lines[start : next((end for end in ends if end > start), None)])

    @property
    def body(self) -> bytes:
        """The answer's body as sent, cut at the bound."""
        return self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)

    @property
    def sent(self) -> bytes:
        """The request's head as libcurl wrote it; empty where that was not recorded."""
        return self._sent[-1] if self._sent else b""

    @property
    def answered(self) -> bool:
        """Whether anything of an answer has come."""
        return bool(self._head)

    def let_go(self) -> None:
        """Forget the answer: a handle that waits must not hold a page."""
        self._chunks, self._head, self._sent = [], [], []
        while self._opened:
            self._opened.pop().close()

    def close(self) -> None:
        """Free the handle."""
        self.let_go()
        self.curl.close()

    def _take_body(self, chunk: bytes) -> int | None:
        if len(chunk) > self._left:
            self._chunks.append(chunk[: self._left])
            self._left = 0
            self.overflow = "body"
            return 0
        self._left -= len(chunk)
        self._chunks.append(chunk)
        return None

    def _take_head(self, line: bytes) -> int | None:
        self._left_head -= len(line)
        if self._left_head < 0:
            self.overflow = "head"
            return 0
        self._head.append(line)
        return None

    def _take_trace(self, kind: int, data: bytes) -> None:
        if kind == _HEADER_OUT:
            self._sent.append(data)

    def _open_socket(self, _purpose: int, address: Any) -> Any:
        """The guard's last gate: the very address that libcurl is about to connect to."""
        family, kind, protocol, place = address
        if not self._may_connect(str(place[0]), int(place[1])):
            return pycurl.SOCKET_BAD
        # pycurl hands a duplicate to libcurl: this one is ours to close.
        opened = socket.socket(family, kind, protocol)
        self._opened.append(opened)
        return opened

    def _may_connect(self, address: str, port: int) -> bool:
        endpoint = self._endpoint
        if endpoint is not None and endpoint.own:
            if (address, port) == (endpoint.address, endpoint.port):
                return True
        elif self._proxy:
            return True  # the user's own proxy; nothing else is connected to directly
        self.blocked = forbidden(address) or (
            "" if endpoint is not None and address == endpoint.address else "不是已核对的地址"
        )
        return not self.blocked
