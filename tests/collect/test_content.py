"""Content decoding with a bound, and what is text."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.collect.content import TooLargeError, UndecodableError, decode_content, is_text


def test_no_encoding_gives_the_same_object():
    body = b"abc"
    assert decode_content(body, "", 10) is body
    assert decode_content(body, "identity", 10) is body


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=5000), st.sampled_from(["gzip", "deflate", "raw", "gzip, gzip"]))
def test_what_was_packed_comes_back(data, coding):
    packed = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "raw": lambda data: zlib.compress(data)[2:-4],
        "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    }[coding](data)
    assert decode_content(packed, coding.replace("raw", "deflate"), 10_000) == data


def test_members_one_after_another_and_rubbish_behind():
    assert decode_content(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 10) == b"ab"
    assert decode_content(gzip.compress(b"a") + b"rubbish", "gzip", 10) == b"a"


def test_the_bound_is_exact():
    packed = gzip.compress(b"x" * 1000)
    assert len(decode_content(packed, "gzip", 1000)) == 1000
    with pytest.raises(TooLargeError):
        decode_content(packed, "gzip", 999)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_costs_no_more_than_the_bound(layers):
    bomb = b"\0" * 100_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb, 9 if layers == 1 else 1)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            decode_content(bomb, ", ".join(["gzip"] * layers), 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


def test_many_empty_members_take_no_time():
    started = time.process_time()
    with pytest.raises(UndecodableError):
        decode_content(gzip.compress(b"") * 50_000, "gzip", 1_000_000)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"x", "br"),
        (b"x", "zstd"),
        (b"x", "gzip, gzip, gzip"),
        (gzip.compress(b"a" * 100, mtime=0)[:-12], "gzip"),
        (b"\x1f\x8b\x08garbage", "gzip"),
        (b"\xff\xff\xff", "deflate"),
    ],
)
def test_what_cannot_be_decoded(body, coding):
    with pytest.raises(UndecodableError) as caught:
        decode_content(body, coding, 1000)
    assert str(caught.value)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_else_is_raised(body, coding):
    for name in (coding, "gzip", "deflate"):
        with suppress(TooLargeError, UndecodableError):
            decode_content(body, name, 1000)


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"x", "text/html; charset=utf-8", True),
        (b"x", "TEXT/plain", True),
        (b"x", "application/xhtml+xml", True),
        (b"x", "application/json", True),
        (b"x", "application/javascript", True),
        (b"x", "application/x-javascript", True),
        (b"x", "application/rss+xml", True),
        (b"plain", "", True),
        (b"plain", "application/octet-stream", True),
        (b"\x89PNG\0", "", False),
        (b"PK\3\4\0", "application/octet-stream", False),
        (b"\xff\xfea\0", "", True),
        (b"%PDF-1.4", "application/pdf", False),
        (b"GIF89a", "image/gif", False),
        (b" \n<!DOCTYPE html>", "application/pdf", True),
        (b"\xef\xbb\xbf<html>", "image/gif", True),
        (b"<svg>", "image/svg+xml", False),
    ],
)
def test_is_text(body, kind, expected):
    assert is_text(body, kind) is expected
