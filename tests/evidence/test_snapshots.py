"""Evidence may be damaged, or come from elsewhere: that site is refused, in one line, and nothing else suffers."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import shutil
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from isal import isal_zlib

from govsite_checks.evidence import EvidenceError, EvidenceFolder, limits
from govsite_checks.model import Encoding

NAME = "1100000088"


@pytest.fixture
def folder(written, capture) -> Path:
    return (
        written(capture("<p>首页</p>", zipped=True), capture("<p>网站地图</p>" * 50, role="sitemap"))
        / "sites"
        / NAME
    )


@pytest.fixture
def refused(site, as_of):
    """Load the site; the message of the refusal, after what every refusal must be has been seen to hold."""

    def load(folder: Path) -> str:
        with EvidenceFolder.open(folder.parent.parent) as opened, pytest.raises(EvidenceError) as caught:
            opened.load(site, as_of)
        message = str(caught.value)
        assert "\n" not in message
        assert str(folder.parent.parent) not in message  # it enters findings, which name no path
        return message

    return load


def reseal(folder: Path) -> None:
    """Make the manifest agree with what was changed, as a forger would."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    for name, row in manifest["files"].items():
        if (folder / name).is_file():
            data = (folder / name).read_bytes()
            row.update(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    path.write_text(json.dumps(manifest))


def edit_index(folder: Path, change: Any) -> None:
    path = folder / "index.json"
    index = json.loads(path.read_bytes())
    change(index)
    path.write_text(json.dumps(index))
    reseal(folder)


def set_page(number: int, **values: Any) -> Any:
    return lambda index: index["pages"][number].update(values)


def test_a_truncated_archive(folder, refused):
    path = folder / "evidence.warc.gz"
    path.write_bytes(path.read_bytes()[:-500])
    assert "evidence.warc.gz" in refused(folder)
    assert "--govsite-resume" in refused(folder)
    reseal(folder)  # a forger's hash does not make it whole
    assert "记录" in refused(folder)


@pytest.mark.parametrize("name", ["evidence.warc.gz", "index.json"])
def test_a_flipped_byte(folder, refused, name):
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "SHA-256" in refused(folder)
    assert name in refused(folder)


def test_a_flipped_byte_is_seen_without_any_page_being_decoded(folder, site, as_of):
    path = folder / "evidence.warc.gz"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with EvidenceFolder.open(folder.parent.parent) as opened, pytest.raises(EvidenceError, match="SHA-256"):
        opened.load(site, as_of, roles=())


@pytest.mark.parametrize("name", ["evidence.warc.gz", "index.json", "manifest.json"])
def test_a_missing_file(folder, refused, name):
    (folder / name).unlink()
    assert f"{name} 不存在" in refused(folder)
    with EvidenceFolder.open(folder.parent.parent) as opened:
        assert opened.finished() == frozenset()


@pytest.mark.parametrize("name", ["evidence.warc.gz", "index.json", "manifest.json"])
def test_a_link_in_place_of_a_file(folder, refused, name, tmp_path):
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert name in refused(folder)


def test_a_link_in_place_of_the_site_or_of_all_sites(folder, refused, tmp_path):
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert "符号链接" in refused(folder)
    folder.unlink()
    shutil.move(tmp_path / "elsewhere", folder)
    folder.parent.rename(tmp_path / "sites")
    folder.parent.symlink_to(tmp_path / "sites")
    assert "符号链接" in refused(folder)


@pytest.mark.parametrize("name", ["evidence.warc.gz", "index.json", "manifest.json"])
def test_a_pipe_in_place_of_a_file_does_not_block(folder, refused, name):
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert "不是普通文件" in refused(folder)


def test_a_file_in_place_of_the_folder(folder, refused):
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    assert NAME in refused(folder)


@pytest.mark.parametrize("name", ["index.json", "manifest.json"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff",
        b"[" * 200_000,
        b'{"a":' * 30_000,
        b'{"format":2}',
        b"NaN",
        b"1" * 5000,
    ],
)
def test_json_that_is_none_of_ours(folder, refused, name, content):
    (folder / name).write_bytes(content)
    if name == "index.json":
        reseal(folder)
    assert name in refused(folder)


@pytest.mark.parametrize("name", ["index.json", "manifest.json"])
def test_another_format_names_the_version_that_wrote_it(folder, refused, name):
    whole = json.loads((folder / name).read_bytes())
    (folder / name).write_text(json.dumps(whole | {"format": 99, "tool_version": "7.5"}))
    if name == "index.json":
        reseal(folder)
    assert "govsite-checks 7.5" in refused(folder)


def test_files_beyond_their_bounds_are_not_read(folder, refused, monkeypatch):
    for name, bound in (("manifest.json", limits.MANIFEST_BYTES), ("index.json", limits.INDEX_BYTES)):
        kept = (folder / name).read_bytes()
        os.truncate(folder / name, bound + 1)
        assert "上限" in refused(folder)
        (folder / name).write_bytes(kept)
    os.truncate(folder / "evidence.warc.gz", limits.WARC_BYTES + 1)  # a sparse file: nothing on the disk
    started = time.monotonic()
    assert "上限" in refused(folder)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "values",
    [
        {"offset": 10**9},
        {"offset": -1},
        {"offset": 1.5},
        {"offset": 2**70},
        {"length": 0},
        {"length": 3},
        {"record": "urn:uuid:another"},
        {"size": 10**9},
        {"size": 1000},
        {"size": limits.WARC_BYTES},
        {"coding": ""},
        {"coding": "br"},
        {"coding": "deflate"},
        {"status": "200"},
        {"status": -1},
        {"elapsed_s": -1},
        {"elapsed_s": "fast"},
        {"role": ["home"]},
        {"title": "x" * 10_000},
        {"url": None},
        {"hops": [{"url": "x"}] * 1000},
        {"hops": {"url": "x"}},
        {"encoding": {"used": "idna", "how": "meta"}},
        {"encoding": {"used": "zip", "how": "meta"}},
        {"encoding": {"used": "rot13", "how": "meta"}},
        {"encoding": {"used": "no\0such", "how": "meta"}},
    ],
)
def test_a_page_of_the_index_that_lies(folder, refused, values):
    edit_index(folder, set_page(0, **values))
    assert "证据损坏" in refused(folder)


@pytest.mark.parametrize("used", ["unicode_escape", "raw_unicode_escape", "idna", "punycode"])
def test_a_codec_that_is_none_of_pages(written, capture, refused, used):
    folder = written(capture("abc")) / "sites" / NAME
    edit_index(folder, set_page(0, encoding={"used": used, "how": "meta"}))
    assert "无法识别" in refused(folder)


def one_record_twice(index: Any) -> None:
    first, second = index["pages"]
    end = first["offset"] + first["length"]
    second["hops"] = [{"url": "x", "record": first["record"], "offset": end, "length": 1}]


LIES = {
    "record": one_record_twice,
    "order": lambda index: index["pages"].reverse(),
    "twice": lambda index: index["pages"].append(index["pages"][1]),
    "many": lambda index: index["pages"].extend([{"role": "x", "url": "x"}] * limits.PAGES),
    "site": lambda index: index.update(site="another"),
    "pages": lambda index: index.update(pages={}),
    "page": lambda index: index["pages"].append(7),
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_an_index_that_lies(folder, refused, lie):
    edit_index(folder, LIES[lie])
    assert "证据损坏" in refused(folder)


def test_the_record_of_another_type(folder, refused):
    """The request in place of the answer: both are whole records of the archive."""
    data = (folder / "evidence.warc.gz").read_bytes()
    row = json.loads((folder / "index.json").read_bytes())["pages"][0]
    start = row["offset"] + row["length"]
    member = isal_zlib.decompressobj(31)
    record = member.decompress(data[start:])
    length = len(data) - start - len(member.unused_data)
    name = record.split(b"WARC-Record-ID: <")[1].split(b">")[0].decode()
    edit_index(folder, set_page(0, offset=start, length=length, record=name))
    assert "不是索引所指的记录" in refused(folder)


def test_the_evidence_of_another_site(folder, refused):
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace(NAME, "another"))
    assert "另一个站点" in refused(folder)
    with EvidenceFolder.open(folder.parent.parent) as opened:
        assert opened.finished() == frozenset()


@pytest.mark.parametrize("name", ["../../run.json", "/etc/passwd", "a/b", "..", ".hidden"])
def test_a_manifest_that_points_out_of_the_folder(folder, refused, name):
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = manifest["files"]["index.json"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert "manifest.json" in refused(folder)


def test_a_gzip_bomb_costs_neither_time_nor_memory(folder, refused):
    """A member that grows beyond the bound, and a body that does, under an index that asks for all of it."""
    bomb = gzip.compress(bytes(limits.RECORD_BYTES + 1000))
    for row in (
        {"offset": 0, "length": len(bomb), "size": 10},
        {"offset": 0, "length": len(bomb), "size": limits.RECORD_BYTES},
    ):
        (folder / "evidence.warc.gz").write_bytes(bomb)
        edit_index(folder, lambda index, row=row: index["pages"].pop() and index["pages"][0].update(row))
        tracemalloc.start()
        started = time.monotonic()
        assert "不是一条完整的压缩记录" in refused(folder)
        assert time.monotonic() - started < 10
        assert tracemalloc.get_traced_memory()[1] < 3 * limits.RECORD_BYTES
        tracemalloc.stop()
        edit_index(folder, lambda index: index["pages"].append(dict(index["pages"][0])))


def test_many_large_pages_are_refused_before_they_are_decoded(folder, refused, monkeypatch):
    sizes = [row["size"] for row in json.loads((folder / "index.json").read_bytes())["pages"]]
    monkeypatch.setattr(limits, "SITE_BYTES", sum(sizes) - 1)
    assert "页面过大" in refused(folder)


def test_other_sites_do_not_suffer(folder, refused, header, capture, as_of):
    from govsite_checks.model import Site

    two = Site(id="two", name="", url="http://two/")
    with EvidenceFolder.resume(folder.parent.parent, header) as opened:
        writer = opened.open_site(two)
        writer.add(capture("二"))
        writer.commit()
    (folder / "index.json").write_bytes(b"")
    refused(folder)
    with EvidenceFolder.open(folder.parent.parent) as opened:
        assert opened.load(two, as_of).home.text == "二"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_under_a_true_seal_never_crashes(folder, site, as_of, data):
    """Whatever bytes change in archive or index, with hashes to match: a snapshot or one clear refusal."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = data.draw(st.sampled_from(["evidence.warc.gz", "index.json"]))
    content = bytearray(kept[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / name).write_bytes(content)
    reseal(folder)
    try:
        with EvidenceFolder.open(folder.parent.parent) as opened:
            opened.load(site, as_of)
    except EvidenceError:
        pass
    finally:
        for name, content in kept.items():
            (folder / name).write_bytes(content)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_forged_records_never_crash(folder, site, as_of, seed):
    """A record that is damaged inside its gzip member, so that the record parser itself sees the damage."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    row = json.loads(kept["index.json"])["pages"][1]
    archive = kept["evidence.warc.gz"]
    record = bytearray(gzip.decompress(archive[row["offset"] : row["offset"] + row["length"]]))
    pick = random.Random(seed)
    for _ in range(pick.randint(1, 6)):
        record[pick.randrange(min(len(record), 900))] = pick.choice(b"\r\n\0: <>\xff0A")
    if pick.random() < 0.3:
        del record[pick.randrange(len(record)) :]
    member = isal_zlib.compress(bytes(record), 1, 31)
    (folder / "evidence.warc.gz").write_bytes(archive[: row["offset"]] + member)
    edit_index(folder, set_page(1, length=len(member)))
    try:
        with EvidenceFolder.open(folder.parent.parent) as opened:
            opened.load(site, as_of)
    except EvidenceError:
        pass
    finally:
        for name, content in kept.items():
            (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("text", "used"),
    [("首都之窗", "gb18030"), ("首都之窗", "utf-16-le"), ("首都之窗", "big5hkscs"), ("Zürich", "cp1252")],
)
def test_pages_are_decoded_as_it_was_decided_when_they_were_collected(
    written, capture, site, as_of, text, used
):
    with EvidenceFolder.open(written(capture(text, used=used))) as folder:
        page = folder.load(site, as_of).home
    assert (page.text, page.encoding.used) == (text, used)


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff<p>首页</p>".encode(),
        "\ufeff<p>首页</p>".encode("utf-16-le"),
        "<meta charset=gb2312>首页首页首页".encode("gbk"),
        b"<meta charset=utf-8>" + "首页首页首页首页首页".encode("gbk"),
        "<p>首页".encode() + b"\xff\xfe\xff",
        "\ufeff<meta charset=gb18030>首页".encode("gb18030"),
        b"plain",
        b"",
    ],
)
def test_the_text_is_the_one_that_the_collector_saw(written, capture, exchange, site, as_of, body):
    from govsite_checks.reading.page.encoding import decode

    text, encoding = decode(body, "text/html")
    for given_encoding in (encoding, Encoding()):
        page = capture(exchanges=(exchange(body),), encoding=given_encoding, content_type="text/html")
        path = written(page)
        with EvidenceFolder.open(path) as folder:
            assert folder.load(site, as_of).home.text == text
        shutil.rmtree(path)


def test_loading_is_cheap(written, capture, site, as_of):
    """A generous bound on what was measured at 0.3 ms a page: it catches a change of order, not of constant."""
    pages = [capture("<li>政府信息公开</li>\n" * 2000, zipped=True) for _ in range(20)]
    with EvidenceFolder.open(written(*pages)) as folder:
        folder.load(site, as_of)
        best = min(_seconds(lambda: folder.load(site, as_of)) for _ in range(3))
    assert best / 20 < 0.005


def _seconds(act: Any) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def test_a_column_is_of_the_type_that_its_own_page_states(folder, site, as_of):
    def change(index: Any) -> None:
        column = {
            "url": "http://a.gov.cn/x/",
            "title": "公示",
            "type": "other",
            "level": 1,
            "found": "title",
            "offsite": False,
        }
        for number, url in enumerate(("http://a.gov.cn/x/", "http://a.gov.cn/y/")):
            index["pages"][number].update(role="column", column=column | {"url": url})
        index["observations"] = [
            {
                "kind": "column-type",
                "subject": "http://a.gov.cn/x/",
                "outcome": "notice",
                "detail": "label",
                "value": "",
            },
            {
                "kind": "column-type",
                "subject": "http://a.gov.cn/y/",
                "outcome": "no-such-type",
                "detail": "",
                "value": "",
            },
        ]

    edit_index(folder, change)
    with EvidenceFolder.open(folder.parent.parent) as opened:
        columns = opened.load(site, as_of).columns
    assert [(column.type, column.found) for column in columns] == [("notice", "label"), ("other", "title")]
