"""libcurl's codes as page errors."""

from __future__ import annotations

import errno

import pytest

from govsite_checks.collect.failures import classify
from govsite_checks.model import PageError


@pytest.mark.parametrize(
    ("code", "message", "os_error", "error"),
    [
        (6, "", 0, PageError.DNS),
        (7, "", errno.ECONNREFUSED, PageError.REFUSED),
        (7, "", errno.ETIMEDOUT, PageError.TIMEOUT),
        (7, "", errno.EHOSTUNREACH, PageError.CONNECTION),
        (7, "", 0, PageError.CONNECTION),
        (28, "", 0, PageError.TIMEOUT),
        (35, "", 0, PageError.TLS),
        (60, "", 0, PageError.TLS),
        (52, "", 0, PageError.CONNECTION),
        (56, "", 0, PageError.CONNECTION),
        (1, "", 0, PageError.CONNECTION),
        (63, "", 0, PageError.TOO_LARGE),
        (100, "", 0, PageError.TOO_LARGE),
        (12345, "/home/x secret", 0, PageError.CONNECTION),
    ],
)
def test_codes(code, message, os_error, error):
    found, detail = classify(code, message, os_error)
    assert found == error
    assert "/" not in detail


def test_the_commonest_fault_of_old_servers_is_named():
    message = "TLS connect error: error:0A000152:SSL routines::unsafe legacy renegotiation disabled"
    assert classify(35, message, 0)[1] == "服务器只支持不安全的旧式重新协商"


def test_a_server_without_tls_behind_an_https_address_is_named():
    message = "TLS connect error: error:0A00010B:SSL routines::wrong version number"
    assert "http://" in classify(35, message, 0)[1]
