"""What libcurl says of a failed request, as one of the model's page errors and a short fact."""

from __future__ import annotations

import errno

import pycurl

from govsite_checks.model import PageError

_TLS = {
    pycurl.E_SSL_CONNECT_ERROR: "握手失败",
    pycurl.E_SSL_CIPHER: "没有共同的加密套件",
    pycurl.E_SSL_CERTPROBLEM: "证书或密钥无法使用",
    pycurl.E_SSL_PEER_CERTIFICATE: "证书或密钥无法使用",
    pycurl.E_SSL_ISSUER_ERROR: "证书或密钥无法使用",
    pycurl.E_SSL_INVALIDCERTSTATUS: "证书或密钥无法使用",
    pycurl.E_USE_SSL_FAILED: "握手失败",
}
_BROKEN = {
    pycurl.E_UNSUPPORTED_PROTOCOL: "应答不是 HTTP",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: "应答不是 HTTP",  # libcurl's WEIRD_SERVER_REPLY
    pycurl.E_GOT_NOTHING: "服务器没有应答就断开了连接",
    pycurl.E_PARTIAL_FILE: "应答没有传完，连接就断开了",
    pycurl.E_SEND_ERROR: "发送请求时连接断开",
    pycurl.E_RECV_ERROR: "接收应答时连接断开或应答不合 HTTP 规范",
    pycurl.E_COULDNT_RESOLVE_PROXY: "代理服务器的地址无法解析",
    97: "经代理服务器连接失败",  # CURLE_PROXY, which pycurl does not name
}
_TOO_LARGE = {
    pycurl.E_FILESIZE_EXCEEDED,
    100,
}  # 100: CURLE_TOO_LARGE, a field of the head beyond libcurl's bound
# Parts of OpenSSL's messages that name a fault which somebody can act on.
_TLS_FACTS = {
    "unsafe legacy renegotiation": "服务器只支持不安全的旧式重新协商",
    "wrong version number": "该端口提供的不是 TLS，网址或应写作 http://",
}
_SYSTEM = {
    errno.ETIMEDOUT: (PageError.TIMEOUT, "连接超时"),
    errno.ECONNREFUSED: (PageError.REFUSED, ""),
    errno.EHOSTUNREACH: (PageError.CONNECTION, "没有到服务器的路由"),
    errno.ENETUNREACH: (PageError.CONNECTION, "没有到服务器的路由"),
}


def classify(code: int, message: str, os_error: int) -> tuple[PageError, str]:
    """The page error and detail of a libcurl error code; the message is libcurl's, read for its facts only."""
    if code in _TLS:
        said = next((words for part, words in _TLS_FACTS.items() if part in message), _TLS[code])
        return PageError.TLS, said
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return PageError.TIMEOUT, ""
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return PageError.DNS, "域名无法解析"
    if code == pycurl.E_COULDNT_CONNECT:
        return _SYSTEM.get(os_error, (PageError.CONNECTION, "无法建立连接"))
    if code in _TOO_LARGE:
        return PageError.TOO_LARGE, "应答头超过上限"
    return PageError.CONNECTION, _BROKEN.get(code, f"libcurl 错误 {code}")
