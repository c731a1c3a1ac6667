from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from govsite_checks.evidence import EvidenceError, EvidenceFolder, RunHeader, limits, locate
from govsite_checks.model import Encoding, Hop, Page, PageError, Site


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_comes_back_as_it_was_captured(written, capture, exchange, site, as_of):
    redirect = exchange(
        b"moved",
        url="http://www.example.gov.cn/",
        status=302,
        head=b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
    )
    home = capture("<title>首页</title>", zipped=True)
    home = capture(
        exchanges=(redirect, *home.exchanges),
        url="http://www.example.gov.cn/",
        parent="x",
        opened_in_time=False,
    )
    dead = capture(
        role="sitemap", url="https://x.gov.cn/", final_url="", exchanges=(), error="dns", detail="没有记录"
    )
    with EvidenceFolder.open(written(home, dead)) as folder:
        snapshot = folder.load(site, as_of)
    page, unseen = snapshot.pages
    assert (snapshot.site, snapshot.as_of, snapshot.problem, snapshot.parent) == (site, as_of, "", None)
    assert page.text == "<title>首页</title>"
    assert (page.role, page.status, page.title, page.parent) == ("home", 200, "示例市人民政府", "x")
    assert (page.url, page.final_url) == ("http://www.example.gov.cn/", "https://www.example.gov.cn/")
    assert page.encoding == Encoding("utf-8", "", "utf-8", "header")
    assert (page.address, page.tls, page.elapsed_s, page.opened_in_time) == (
        "192.0.2.7",
        "TLSv1.3",
        0.123457,
        False,
    )
    assert page.record.startswith("urn:uuid:")
    assert page.hops == (Hop("http://www.example.gov.cn/", 302, page.hops[0].record),)
    assert page.hops[0].record.startswith("urn:uuid:")
    assert (unseen.error, unseen.detail, unseen.status, unseen.text, unseen.record) == (
        PageError.DNS, "没有记录", None, "", "",
    )  # fmt: skip


def test_only_the_roles_asked_for_are_decoded(written, capture, site, as_of):
    path = written(capture("首页"), capture("地图", role="sitemap"))
    with EvidenceFolder.open(path) as folder:
        assert [page.text for page in folder.load(site, as_of).pages] == ["首页", "地图"]
        assert [page.text for page in folder.load(site, as_of, roles={"sitemap"}).pages] == ["", "地图"]
        facts = folder.load(site, as_of, roles=()).pages
    assert [(page.role, page.text, page.status) for page in facts] == [
        ("home", "", 200),
        ("sitemap", "", 200),
    ]


def test_what_is_no_text_is_not_decoded(written, capture, exchange, site, as_of):
    picture = capture(exchanges=(exchange(b"\x89PNG\r\n"),), error="not-text", encoding=Encoding())
    with EvidenceFolder.open(written(picture)) as folder:
        assert folder.load(site, as_of).home.text == ""


def test_a_site_that_was_not_collected_says_so(written, as_of):
    other = Site(id="other", name="另一个", url="https://other.gov.cn/")
    with EvidenceFolder.open(written()) as folder:
        snapshot = folder.load(other, as_of)
    assert snapshot.pages == ()
    assert snapshot.problem.startswith("未采集")


def test_the_parent_of_a_merged_site_is_passed_on(written, site, as_of):
    parent = Site(id="p", name="上级", url="https://p.gov.cn/")
    with EvidenceFolder.open(written()) as folder:
        assert folder.load(site, as_of, parent).parent is parent
        assert folder.load(Site(id="q", name="", url=""), as_of, parent).parent is parent


def test_evidence_of_another_address_is_not_judged(written, site, as_of):
    path = written()
    moved = Site(id=site.id, name=site.name, url="https://www.example.org.cn/")
    same = Site(id=site.id, name=site.name, url="HTTPS://www.example.gov.cn")
    with EvidenceFolder.open(path) as folder:
        snapshot = folder.load(moved, as_of)
        assert len(folder.load(same, as_of).pages) == 1
    assert snapshot.pages == ()
    assert "https://www.example.gov.cn/" in snapshot.problem
    assert "https://www.example.org.cn/" in snapshot.problem


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path, header):
    (tmp_path / "data.txt").write_text("mine")
    with pytest.raises(EvidenceError) as caught:
        EvidenceFolder.create(tmp_path, header)
    assert "data.txt" in str(caught.value)
    assert "--govsite-resume" in str(caught.value)
    assert "--govsite-replay" in str(caught.value)
    assert names(tmp_path) == ["data.txt"]


def test_the_evidence_of_an_earlier_run_is_refused(written, header):
    path = written()
    with pytest.raises(EvidenceError, match="不是空目录"):
        EvidenceFolder.create(path, header)


def test_what_a_run_leaves_that_was_killed_at_once_does_not_count(tmp_path: Path, header):
    (tmp_path / ".0123456789abcdef.tmp").write_bytes(b"{")
    EvidenceFolder.create(tmp_path, header).close()
    assert names(tmp_path) == ["run.json", "sites"]


def test_the_header_comes_back(tmp_path: Path, header):
    EvidenceFolder.create(tmp_path / "e", header).close()
    with EvidenceFolder.open(tmp_path / "e") as folder:
        assert folder.header == header
        assert folder.header.as_of.isoformat() == "2018-09-10T23:59:59+08:00"


def test_resume_goes_on_with_the_moment_of_the_first_run(written, header, site, capture, as_of):
    path = written()
    later = RunHeader(header.inventory, header.inventory_digest, as_of.replace(year=2019), "9.9")
    two = Site(id="two", name="二", url="https://two.gov.cn/")
    with EvidenceFolder.resume(path, later) as folder:
        assert folder.header == header
        assert folder.finished() == {site.id}
        writer = folder.open_site(two)
        writer.add(capture())
        writer.commit()
        folder.flush()
        assert folder.finished() == {site.id, "two"}
        assert folder.load(two, as_of).home.text == "<p>政府网站</p>"
    with EvidenceFolder.open(path) as folder:
        assert folder.finished() == {site.id, "two"}


def test_resume_refuses_another_inventory(written, header):
    path = written()
    with pytest.raises(EvidenceError, match="另一份台账"):
        EvidenceFolder.resume(path, RunHeader("x", "b" * 64, header.as_of, "0.1.0"))


def test_resume_sweeps_half_sites_and_does_not_follow_links(written, header, tmp_path: Path):
    path = written()
    (path / "sites/.tmp-two-123-abcd").mkdir()
    (path / "sites/.tmp-two-123-abcd/evidence.warc.gz").write_bytes(b"half")
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_bytes(b"!")
    (path / "sites/.tmp-link").symlink_to(precious)
    EvidenceFolder.resume(path, header).close()
    assert names(path / "sites") == ["1100000088"]
    assert (precious / "file").exists()


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path, header):
    with EvidenceFolder.create(tmp_path, header), pytest.raises(EvidenceError, match="另一次运行"):
        EvidenceFolder.resume(tmp_path, header)
    EvidenceFolder.resume(tmp_path, header).close()


def test_a_site_is_not_written_twice(written, header, site):
    path = written()
    with EvidenceFolder.resume(path, header) as folder, pytest.raises(EvidenceError, match="不再覆盖"):
        folder.open_site(site)


def test_resume_collects_a_damaged_site_again(written, header, site, capture, as_of):
    path = written()
    (path / "sites/1100000088/evidence.warc.gz").write_bytes(b"short")
    with EvidenceFolder.resume(path, header) as folder:
        assert folder.finished() == frozenset()
        writer = folder.open_site(site)
        writer.add(capture("重新采集"))
        writer.commit()
    with EvidenceFolder.open(path) as folder:
        assert folder.load(site, as_of).home.text == "重新采集"
    assert names(path / "sites") == ["1100000088"]


def test_what_is_not_committed_leaves_nothing(tmp_path: Path, header, capture):
    with EvidenceFolder.create(tmp_path, header) as folder:
        for name in ("abandoned", "forgotten"):
            writer = folder.open_site(Site(id=name, name="", url=""))
            writer.add(capture())
            if name == "abandoned":
                writer.abandon()
                writer.abandon()
                with pytest.raises(ValueError, match="abandoned"):
                    writer.add(capture())
        folder.flush()
        assert [name for name in names(tmp_path / "sites") if "abandoned" in name] == []
    assert names(tmp_path / "sites") == []
    with EvidenceFolder.open(tmp_path) as folder:
        assert folder.finished() == frozenset()


def test_a_site_without_any_page_is_whole(tmp_path: Path, header, site, as_of):
    with EvidenceFolder.create(tmp_path, header) as folder:
        folder.open_site(site).commit()
    with EvidenceFolder.open(tmp_path) as folder:
        assert folder.finished() == {site.id}
        assert folder.load(site, as_of).pages == ()


@pytest.mark.parametrize(
    "id_", ["../x", "..", "a..b", "a/b", "", ".hidden", "-x", "站点", "a" * 65, "a\n", "a\0"]
)
def test_an_id_that_is_no_name_is_refused(tmp_path: Path, header, as_of, id_):
    bad = Site(id=id_, name="", url="")
    with EvidenceFolder.create(tmp_path, header) as folder:
        with pytest.raises(EvidenceError, match="站点编号"):
            folder.open_site(bad)
        with pytest.raises(EvidenceError, match="站点编号"):
            folder.load(bad, as_of)


@pytest.mark.parametrize("id_", ["con", "NUL.gov", "Com1", "lpt9", "end."])
def test_names_that_windows_reserves_are_escaped(tmp_path: Path, header, capture, as_of, id_):
    site = Site(id=id_, name="", url="")
    with EvidenceFolder.create(tmp_path, header) as folder:
        writer = folder.open_site(site)
        writer.add(capture())
        writer.commit()
    assert names(tmp_path / "sites") == [f"_{id_}_"]
    with EvidenceFolder.open(tmp_path) as folder:
        assert folder.finished() == {id_}


def test_locate_takes_the_folder_or_the_report_around_it(written, tmp_path: Path):
    path = written()
    assert locate(path) == path
    assert locate(tmp_path) == path
    assert locate(tmp_path / "none") == tmp_path / "none"


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{", b'{"format":1}', b"\xff\xfe", b"[" * 60_000])
def test_a_folder_without_a_readable_header_is_refused(tmp_path: Path, header, content):
    if content is not None:
        (tmp_path / "run.json").write_bytes(content)
    for act in (lambda: EvidenceFolder.open(tmp_path), lambda: EvidenceFolder.resume(tmp_path, header)):
        with pytest.raises(EvidenceError, match=r"不是证据目录|已损坏|格式版本"):
            act()


def test_a_header_of_another_format_names_the_version_that_wrote_it(tmp_path: Path):
    (tmp_path / "run.json").write_text(json.dumps({"format": 7, "tool_version": "8.1"}))
    with pytest.raises(EvidenceError, match=r"7.*govsite-checks 8\.1"):
        EvidenceFolder.open(tmp_path)


def test_replay_writes_nothing_and_opens_no_socket(written, capture, site, as_of, monkeypatch):
    path = written(capture(zipped=True))

    def state():
        return {
            p: (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in sorted(path.rglob("*"))
        }

    before = state()

    def banned(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", banned)
    monkeypatch.setattr(socket, "getaddrinfo", banned)
    first = _facts(path, site, as_of)
    assert _facts(path, site, as_of) == first
    assert state() == before
    with EvidenceFolder.open(path) as folder, pytest.raises(EvidenceError, match="只读"):
        folder.open_site(Site(id="x", name="", url=""))


def _facts(path, site, as_of):
    with EvidenceFolder.open(path) as folder:
        assert folder.finished() == {site.id}
        return [(page.record, page.text, page.elapsed_s) for page in folder.load(site, as_of).pages]


def test_replay_makes_no_system_call_that_could_reach_the_network(written, site):
    """Below Python too: libraries open sockets of their own. An audit hook sees every one that Python makes."""
    path = written()
    script = f"""
import sys
def hook(event, args):
    if event.startswith("socket."):
        print("SOCKET", event); sys.stdout.flush()
    if event == "open" and args[1] not in (None, "r", "rb") and {str(path)!r} in str(args[0]):
        print("WRITE", args)
sys.addaudithook(hook)
from datetime import datetime, UTC
from pathlib import Path
from govsite_checks.evidence import EvidenceFolder
from govsite_checks.model import Site
with EvidenceFolder.open(Path({str(path)!r})) as folder:
    print(folder.load(Site({site.id!r}, {site.name!r}, {site.url!r}), datetime.now(UTC)).home.text)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "<p>政府网站</p>\n"


def test_two_runs_over_the_same_bytes_give_the_same_record_ids(tmp_path: Path, header, site, capture, as_of):
    records = []
    for name in ("one", "two"):
        with EvidenceFolder.create(tmp_path / name, header) as folder:
            writer = folder.open_site(site)
            for page in (capture("甲"), capture("甲"), capture("乙")):
                writer.add(page)
            writer.commit()
            folder.flush()
            records.append([page.record for page in folder.load(site, as_of).pages])
    assert records[0] == records[1]
    assert len(set(records[0])) == 3


@pytest.mark.parametrize("batch", [1, 700, 10**9])
def test_what_is_written_does_not_depend_on_the_batches_it_is_written_in(
    tmp_path: Path, header, site, capture, as_of, monkeypatch, batch
):
    files = []
    for size in (2000, batch):
        monkeypatch.setattr(limits, "BATCH_BYTES", size)
        with EvidenceFolder.create(tmp_path / str(len(files)), header) as folder:
            writer = folder.open_site(site)
            for page in (capture("甲" * 500), capture(exchanges=()), capture("乙")):
                writer.add(page)
            folder.flush()
            [draft] = (folder.path / "sites").glob("*/evidence.warc.gz") if size == 1 else [None]
            assert draft is None or draft.stat().st_size > 500  # handed over page by page, before the end
            writer.commit()
            folder.flush()
            assert [page.text for page in folder.load(site, as_of).pages] == ["甲" * 500, "", "乙"]
        whole = folder.path / "sites" / site.id
        files.append([(whole / name).read_bytes() for name in names(whole)])
    assert files[0] == files[1]


def test_the_manifest_names_size_and_hash_of_each_file_and_no_profile(written):
    path = written() / "sites/1100000088"
    manifest = json.loads((path / "manifest.json").read_bytes())
    assert manifest["site"] == "1100000088"
    assert manifest["url"] == "https://www.example.gov.cn/"
    assert manifest["tool_version"] == "0.1.0"
    assert sorted(manifest["files"]) == ["evidence.warc.gz", "index.json"]
    for name, row in manifest["files"].items():
        assert row["size"] == (path / name).stat().st_size
        listed = subprocess.run(["sha256sum", path / name], capture_output=True, text=True, check=True)
        assert listed.stdout.split()[0] == row["sha256"]
    assert "profile" not in (path / "manifest.json").read_text()


def test_the_others_are_decoded_when_they_are_asked_for(written, capture, site, as_of):
    path = written(capture("首页"), capture("地图", role="sitemap"))
    with EvidenceFolder.open(path) as folder:
        home, sitemap = folder.load(site, as_of, roles={"home"}, later=True).pages
    assert type(home) is Page
    assert type(sitemap) is not Page
    assert (home.text, sitemap.text, sitemap.status) == ("首页", "地图", 200)
