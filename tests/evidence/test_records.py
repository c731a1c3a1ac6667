"""The archive is one that other tools read: warcio, fastwarc, and gzip by hand."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from govsite_checks.evidence import Capture, Exchange, RunHeader
from govsite_checks.evidence.http_head import HEAD_BYTES, answer_head, request_head
from govsite_checks.evidence.records import archive, warcinfo
from govsite_checks.model import Site

SITE = "1100000088"
BODY = "<p>政府网站</p>".encode()
OK_HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def warc_of(folder: Path) -> Path:
    return folder / "sites" / SITE / "evidence.warc.gz"


def check(path: Path) -> str:
    """What ``warcio check -v`` says; fails where it finds a fault or leaves a record unchecked."""
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "digest pass" in done.stdout
    for word in ("failed", "no digest", "not checked", "exception", "unknown"):
        assert word not in done.stdout
    return done.stdout


def read_by_fastwarc(data: bytes) -> list[tuple[str, dict[str, str], dict[str, str], bytes]]:
    """(type, record headers, HTTP headers, payload) of each record, every digest verified."""
    for record in ArchiveIterator(io.BytesIO(data), parse_http=False):
        assert record.verify_block_digest()
    rows = []
    for record in ArchiveIterator(io.BytesIO(data)):
        if record.headers.get("WARC-Payload-Digest"):
            assert record.verify_payload_digest()
        rows.append(
            (
                record.headers["WARC-Type"],
                dict(record.headers),
                dict(record.http_headers or {}),
                record.reader.read(),
            )
        )
    return rows


def read_by_warcio(data: bytes) -> list[tuple[str, bytes]]:
    """(type, payload as a replay tool would serve it), every digest verified."""
    rows = []
    for record in WarcioIterator(io.BytesIO(data), check_digests=True):
        rows.append((record.rec_type, record.content_stream().read()))
        assert record.digest_checker.passed is True, record.digest_checker.problems
    return rows


def test_other_tools_accept_the_archive_of_a_site(written, capture, exchange):
    redirect = exchange(
        b"", url="http://www.example.gov.cn/", status=302, head=b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"
    )
    zipped = capture(zipped=True)
    folder = written(
        capture(),
        zipped,
        capture(exchanges=(redirect, *zipped.exchanges)),
        capture(exchanges=(), error="dns"),
    )
    assert check(warc_of(folder)).count("digest pass") == 9
    rows = read_by_fastwarc(warc_of(folder).read_bytes())
    assert [row[0] for row in rows] == ["warcinfo"] + ["response", "request"] * 4
    assert [row[1] for row in read_by_warcio(warc_of(folder).read_bytes()) if row[0] == "response"] == [
        BODY, BODY, b"", BODY,
    ]  # fmt: skip


def test_gzip_finds_each_record_at_the_offsets_of_the_index(written, capture, exchange):
    redirect = exchange(
        b"gone", url="http://www.example.gov.cn/", status=301, head=b"HTTP/1.1 301 Moved\r\n\r\n"
    )
    zipped = capture(zipped=True)
    folder = written(capture(exchanges=(redirect, *zipped.exchanges)), capture("二"))
    data = warc_of(folder).read_bytes()
    rows = json.loads((folder / "sites" / SITE / "index.json").read_bytes())["pages"]
    spots = [spot for row in rows for spot in (*row["hops"], row)]
    assert len(spots) == 3
    for spot, body in zip(spots, (b"gone", zipped.exchanges[0].body, "二".encode()), strict=True):
        member = zlib.decompressobj(31)
        record = member.decompress(data[spot["offset"] : spot["offset"] + spot["length"]])
        assert member.eof
        assert member.unused_data == b""
        assert f"WARC-Record-ID: <{spot['record']}>\r\n".encode() in record
        assert record.endswith(b"\r\n\r\n" + body + b"\r\n\r\n")
    assert gzip.decompress(data).count(b"WARC/1.0\r\nWARC-Type: ") == 7


def test_requests_and_answers_belong_together(written, capture):
    _, answer, request = read_by_fastwarc(warc_of(written(capture())).read_bytes())
    assert request[1]["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
    assert request[1]["WARC-Record-ID"] != answer[1]["WARC-Record-ID"]
    assert request[2] == {"Host": "www.example.gov.cn"}
    assert answer[1]["WARC-Target-URI"] == request[1]["WARC-Target-URI"] == "https://www.example.gov.cn/"
    assert answer[1]["WARC-IP-Address"] == "192.0.2.7"
    assert answer[1]["WARC-Date"] == "2018-09-10T04:05:06Z"


def test_the_first_record_says_who_collected_and_by_which_rules(written):
    info = read_by_fastwarc(warc_of(written()).read_bytes())[0]
    assert info[0] == "warcinfo"
    fields = dict(line.split(": ", 1) for line in info[3].decode().splitlines())
    assert fields["software"] == "govsite-checks/0.1.0"
    assert fields["operator"] == "mailto:census@example.gov.cn"
    assert fields["robots"] == "obey"
    assert fields["format"] == "WARC File Format 1.0"
    assert fields["isPartOf"] == "beijing-2018q3"


def test_a_contact_cannot_forge_a_field(header, site):
    forged = RunHeader("x", "y", header.as_of, "1", contact="a\r\nrobots: ignore\r\n")
    [row] = read_by_fastwarc(warcinfo(forged, site, header.as_of))
    assert b"\r\nrobots: ignore" not in row[3]


def test_a_chunked_answer_is_kept_without_its_chunks_and_says_so(exchange):
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nX-Note: Transfer-Encoding: chunked\r\n\r\n"
    item = archive(exchange(BODY, head=head), SITE, "home", 0)
    [answer, _] = read_by_fastwarc(b"".join(item.members))
    assert answer[3] == BODY
    assert answer[2] == {
        "X-Archive-Orig-transfer-encoding": "chunked",
        "X-Note": "Transfer-Encoding: chunked",
    }
    assert read_by_warcio(b"".join(item.members))[0] == ("response", BODY)


def test_a_body_that_was_cut_is_marked(exchange):
    for truncated in (True, False):
        item = archive(exchange(BODY, truncated=truncated), SITE, "home", 0)
        assert (b"WARC-Truncated: length\r\n" in gzip.decompress(item.members[0])) is truncated


def test_an_answer_over_http_2_is_kept_as_readers_expect_it(exchange):
    item = archive(exchange(BODY, head=b"HTTP/2 200 \r\nserver: x\r\n\r\n"), SITE, "home", 0)
    record = gzip.decompress(item.members[0])
    assert b"\r\n\r\nHTTP/1.1 200 \r\nserver: x\r\n\r\n" in record
    assert b"WARC-Protocol: h2\r\n" in record
    assert len(item.members) == 2


def test_a_coding_that_only_the_collector_knows_is_kept_decoded(exchange):
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"
    item = archive(exchange(b"\x0b\x02\x80abc\x03", b"abc", head=head), SITE, "home", 0)
    assert (item.coding, item.size) == ("", 3)
    [answer, _] = read_by_fastwarc(b"".join(item.members))
    assert (answer[3], answer[2]) == (b"abc", {"X-Archive-Orig-Content-Encoding": "br"})


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "deflate", "identity, gzip"])
def test_a_compressed_body_is_kept_as_it_was_sent(exchange, coding):
    body = zlib.compress(BODY) if coding == "deflate" else gzip.compress(BODY)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    item = archive(exchange(body, BODY, head=head), SITE, "home", 0)
    assert item.coding in {"gzip", "deflate"}
    assert read_by_fastwarc(b"".join(item.members))[0][3] == body


def test_a_bare_deflate_stream_is_undone_too(written, capture, exchange, site, as_of):
    from govsite_checks.evidence import EvidenceFolder

    bare = zlib.compressobj(wbits=-15)
    body = bare.compress(BODY) + bare.flush()
    answer = exchange(body, BODY, head=b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n")
    with EvidenceFolder.open(written(capture(exchanges=(answer,)))) as folder:
        assert folder.load(site, as_of).home.text == BODY.decode()


def test_an_attempt_without_an_answer_leaves_its_request(exchange):
    item = archive(exchange(b"", head=b"", status=None), SITE, "home", 0)
    assert item.record == ""
    assert [row[0] for row in read_by_fastwarc(b"".join(item.members))] == ["request"]
    assert archive(exchange(b"", head=b"", request_head=b"", status=None), SITE, "home", 0).members == ()


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\r\n\r\n",
        b"garbage",
        b"HTTP/1.1 200 OK\nServer: x\n\n",
        b"HTTP/1.1 200 OK\r\nServer: x",
        b"HTTP/1.1 200 OK\r\nServer: a\0b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\x0c\r\nServer: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nServer: a\r\n  folded\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nServer: a\rSet-Cookie: b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nSmuggled: yes\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n: empty\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"z" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: zzzzzzzzz\r\n" * 10_000 + b"\r\n",
        b"HTTP/1.1 200 " + b"z" * 100_000 + b"\r\n\r\n",
        b"\xff\xfe" * 50,
    ],
)
def test_a_head_that_would_mislead_readers_is_repaired_and_kept_beside(exchange, head):
    item = archive(exchange(BODY, head=head), SITE, "home", 0)
    data = b"".join(item.members)
    rows = read_by_fastwarc(data)
    assert rows[0][3] == BODY
    assert read_by_warcio(data)[0] == ("response", BODY)
    assert len(rows) == (3 if head else 2)
    if head:
        assert base64.b64decode(rows[2][3].partition(b": ")[2]) == head
        assert rows[2][1]["WARC-Concurrent-To"] == rows[0][1]["WARC-Record-ID"]


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.0 404 Not Found\r\nServer:\r\nX: \xa0\r\n\r\n",
        b"HTTP/1.1 302 \xd5\xd2\xb5\xbd\r\nLocation: /\xd5\xd2\xb4\xed.html\r\n\r\n",
        "HTTP/1.1 302 找到\r\nLocation: /找错.html\r\n\r\n".encode(),
    ],
)
def test_a_head_that_readers_can_parse_stays_as_received(exchange, head):
    item = archive(exchange(BODY, head=head), SITE, "home", 0)
    assert len(item.members) == 2
    assert b"\r\n\r\n" + head + BODY in gzip.decompress(item.members[0])
    assert read_by_warcio(b"".join(item.members))[0] == ("response", BODY)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://x.gov.cn/a b\r\nWARC-Type: evil", "http://x.gov.cn/a%20b%0D%0AWARC-Type:%20evil"),
        ("HTTP://x.gov.cn/找?q=%E6#<>", "http://x.gov.cn/%E6%89%BE?q=%E6#%3C%3E"),
        ("http://x.gov.cn/\ud800", "http://x.gov.cn/?"),
        ("ftp://x.gov.cn/", "ftp://x.gov.cn/"),
        ("", ""),
    ],
)
def test_an_address_cannot_forge_a_record_header(exchange, url, target):
    item = archive(exchange(BODY, url=url), SITE, "home", 0)
    data = b"".join(item.members)
    assert read_by_fastwarc(data)[0][1]["WARC-Target-URI"] == target
    if target:
        read_by_warcio(data)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:443", "192.0.2.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("x\r\nA: b", None),
        ("", None),
    ],
)
def test_only_an_address_enters_the_address_field(exchange, given, kept):
    [row, *_] = read_by_fastwarc(archive(exchange(BODY, address=given), SITE, "home", 0).members[0])
    assert row[1].get("WARC-IP-Address") == kept


def test_times_are_written_in_utc(exchange):
    east = datetime(2018, 9, 11, 1, 2, 3, tzinfo=timezone(timedelta(hours=8)))
    [row, *_] = read_by_fastwarc(archive(exchange(BODY, started=east), SITE, "home", 0).members[0])
    assert row[1]["WARC-Date"] == "2018-09-10T17:02:03Z"


def test_record_ids_follow_from_what_they_name(exchange):
    same = [
        archive(exchange(BODY, started=datetime(year, 1, 1, tzinfo=UTC)), SITE, "home", 0)
        for year in (2018, 2019)
    ]
    assert same[0].record == same[1].record
    others = {
        archive(exchange(BODY), "other", "home", 0).record,
        archive(exchange(BODY), SITE, "sitemap", 0).record,
        archive(exchange(BODY), SITE, "home", 1).record,
        archive(exchange(BODY, url="http://x/"), SITE, "home", 0).record,
        archive(exchange(BODY + b"!"), SITE, "home", 0).record,
        same[0].record,
    }
    assert len(others) == 6


ANY_HEAD = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from([
        b"HTTP/1.1 200 OK", b"HTTP/2 404", b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"Content-Encoding: gzip",
        b"Content-Encoding: deflate", b"Content-Encoding: br", b"Transfer-Encoding: chunked", b"Content-Length: 7",
        b"X", b"\xd5\xd2", b"\x85", b"\x0c", b"\xe2\x80\xa8", b"\x1c",
    ]), max_size=25).map(b"".join),
    st.lists(st.sampled_from([
        b"Content-Encoding: gzip", b"content-encoding:deflate", b"Content-Encoding: br", b"Transfer-Encoding: chunked",
        b"Content-Length: 3", b"Content-Type: text/html", b"Transfer-Encoding : chunked",
    ]), max_size=4).map(lambda fields: b"\r\n".join([b"HTTP/1.1 200 OK", *fields, b"", b""])),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=ANY_HEAD,
    request=ANY_HEAD,
    plain=st.binary(max_size=200),
    form=st.sampled_from(["plain", "gzip", "cut", "tail", "undecoded"]),
    url=st.one_of(st.just("http://x.gov.cn/"), st.text(max_size=40)),
)
@example(
    head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
    request=b"",
    plain=b"x",
    form="plain",
    url="http://x/",
)
def test_whatever_a_site_sends_every_reader_gets_the_body(head, request, plain, form, url):
    body, decoded = _sent(plain, form)
    exchange = Exchange(
        url,
        "GET",
        request,
        datetime(2018, 1, 1, tzinfo=UTC),
        status=200,
        head=head,
        body=body,
        decoded=decoded,
    )
    for written in (answer_head(head, 200).data, request_head(request, "GET").data):
        assert not set(written.replace(b"\r\n", b"").replace(b"\t", b"")) & {*range(32), 127}
        assert written.endswith(b"\r\n\r\n")
        assert written.count(b"\r\n\r\n") == 1
        assert len(written) <= HEAD_BYTES
    item = archive(exchange, SITE, "home", 0)
    data = b"".join(item.members)
    rows = read_by_fastwarc(data)
    if not item.record:
        assert not head
        assert not body
        return
    assert rows[0][0] == "response"
    if rows[0][1]["WARC-Target-URI"].startswith(("http:", "https:")):
        assert rows[0][3] in {body, decoded}
        served = read_by_warcio(data)[0][1]
        assert served in {body, decoded} if not item.coding else served == decoded


def _sent(plain: bytes, form: str) -> tuple[bytes, bytes]:
    """A body and what a collector makes of it."""
    zipped = gzip.compress(plain, mtime=0)
    return {
        "plain": (plain, plain),
        "gzip": (zipped, plain),
        "cut": (zipped[:-9], zlib.decompressobj(31).decompress(zipped[:-9])),
        "tail": (zipped + b"tail", plain),
        "undecoded": (zipped, b""),
    }[form]


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=2000),
    form=st.sampled_from(["plain", "gzip", "cut", "tail"]),
    hops=st.integers(0, 2),
)
def test_any_bytes_come_back_from_the_disk(tmp_path_factory, data, form, hops):
    from govsite_checks.evidence import EvidenceFolder
    from govsite_checks.model import Encoding

    body, decoded = _sent(data, form)
    head = b"HTTP/1.1 200 OK\r\n" + (b"" if form == "plain" else b"Content-Encoding: gzip\r\n") + b"\r\n"
    moment = datetime(2018, 1, 1, tzinfo=UTC)
    one = Exchange("http://x/", "GET", b"GET / HTTP/1.1\r\n\r\n", moment, "", 200, head, body, decoded)
    capture = Capture(
        "home", "http://x/", exchanges=(one,) * (hops + 1), encoding=Encoding(used="latin-1", how="meta")
    )
    site = Site("x", "", "http://x/")
    path = tmp_path_factory.mktemp("any")
    with EvidenceFolder.create(path, RunHeader("i", "d", moment, "1")) as folder:
        writer = folder.open_site(site)
        writer.add(capture)
        writer.commit()
        folder.flush()
        page = folder.load(site, moment).home
    assert page.text.encode("latin-1") == decoded
    assert len(page.hops) == hops
