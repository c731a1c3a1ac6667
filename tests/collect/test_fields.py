"""Fields of a raw head."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.collect.fields import raw, retry_after, text

HEAD = b"HTTP/1.1 200 OK\r\nX-Location: no\r\nLOCATION :  /\xd5\xfe \r\nContent-Type: a\r\nContent-Type: b\nX: content-type: c\r\n\r\n"


def test_the_first_value_without_its_margins():
    assert raw(HEAD, b"location") == b"/\xd5\xfe"
    assert text(HEAD, b"content-type") == "a"
    assert raw(HEAD, b"set-cookie") == b""
    assert text(HEAD, b"location") == "/\ufffd\ufffd"


NOW = datetime(2018, 9, 10, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("9" * 50, 999_999_999.0),
        ("Mon, 10 Sep 2018 12:00:30 GMT", 30.0),
        ("Mon, 10 Sep 2018 11:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("\u0661", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(f"HTTP/1.1 429 X\r\nRetry-After: {value}\r\n\r\n".encode(), NOW) == seconds


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_retry_after_never_raises(value):
    assert (
        retry_after(f"Retry-After: {value}".encode(), NOW) is None
        or retry_after(f"Retry-After: {value}".encode(), NOW) >= 0
    )
