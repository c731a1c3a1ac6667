"""What a browser made of a page: kept beside the answer, read back the same, and never believed beyond its bounds."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from govsite_checks.evidence import Capture, EvidenceError, EvidenceFolder, RunHeader, limits
from govsite_checks.evidence.additions import adding
from govsite_checks.evidence.audits import add_audit
from govsite_checks.evidence.layout import INDEX, MANIFEST, WARC
from govsite_checks.model import Audit, Rendered, Resource, Site, Snapshot

URL = "https://www.example.gov.cn/"
HTML = "<html><head></head><body><p>渲染后：京ICP备12345678号</p></body></html>"
Captures = Callable[..., Capture]
Written = Callable[..., Path]


def rendered(**more: Any) -> Rendered:
    given: dict[str, Any] = {
        "reason": "footer",
        "html": HTML,
        "url": URL + "#top",
        "title": "示例市人民政府",
        "complete": True,
        "elapsed_s": 0.25,
        "resources": (Resource(URL + "a.js", "script", "ok"), Resource(URL + "b", "xhr", "http-404")),
        "console": ("出错：x is not defined",),
    }
    return Rendered(**(given | more))


def load(path: Path, site: Site, **more: Any) -> Snapshot:
    with EvidenceFolder.open(path) as folder:
        return folder.load(site, folder.header.as_of, **more)


def index_of(path: Path, site: Site) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((path / "sites" / site.id / INDEX).read_bytes())
    return loaded


def rewrite(path: Path, site: Site, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the index as somebody would who also mends the manifest."""
    folder = path / "sites" / site.id
    whole = index_of(path, site)
    change(whole)
    data = json.dumps(whole).encode()
    (folder / INDEX).write_bytes(data)
    listed = json.loads((folder / MANIFEST).read_bytes())
    listed["files"][INDEX] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (folder / MANIFEST).write_text(json.dumps(listed))


def fields(one: Rendered) -> tuple[Any, ...]:
    return (
        one.reason,
        one.html,
        one.url,
        one.title,
        one.error,
        one.detail,
        one.complete,
        one.elapsed_s,
        one.resources,
        one.console,
    )


# --- there and back


@pytest.mark.parametrize("how", [{}, {"roles": {"home"}}, {"roles": (), "later": True}])
def test_a_rendering_comes_back_as_it_was(
    written: Written, capture: Captures, site: Site, how: dict[str, Any]
) -> None:
    path = written(capture(rendered=rendered()))
    page = load(path, site, **how).home
    assert page.rendered is not None
    assert fields(page.rendered) == fields(rendered())
    assert page.is_rendered
    assert page.html == HTML
    assert page.text == "<p>政府网站</p>"
    assert page.evidence == page.rendered.record != page.record


def test_without_texts_what_was_shown_is_known(written: Written, capture: Captures, site: Site) -> None:
    path = written(capture(rendered=rendered()))
    page = load(path, site, roles=()).home
    assert page.rendered is not None
    assert (page.rendered.reason, page.rendered.html, page.rendered.complete) == ("footer", "", True)


def test_a_page_that_the_browser_could_not_show_says_why(
    written: Written, capture: Captures, site: Site
) -> None:
    failed = Rendered("list", error="timeout", detail="20 秒内没有打开", html="<p>half")
    page = load(written(capture(rendered=failed)), site).home
    assert page.rendered is not None
    assert (page.rendered.error, page.rendered.detail, page.rendered.html) == (
        "timeout",
        "20 秒内没有打开",
        "",
    )
    assert page.html == page.text == "<p>政府网站</p>"
    assert page.evidence == page.record


def test_a_page_that_only_the_browser_saw(written: Written, capture: Captures, site: Site) -> None:
    only = capture(role="search", exchanges=(), query="政府", rendered=rendered(reason="search"))
    path = written(capture(), only)
    (page,) = load(path, site).pages_of("search")
    assert (page.seen, page.record, page.text, page.html) == (True, "", "", HTML)
    assert page.evidence


def test_a_rendering_may_come_after_other_pages(
    written: Written, header: RunHeader, tmp_path: Path, capture: Captures, site: Site
) -> None:
    path = tmp_path / "evidence"
    with EvidenceFolder.create(path, header) as folder:
        writer = folder.open_site(site)
        writer.add(capture())
        writer.add(capture("<p>列表", role="column", url=URL + "list/"))
        writer.show("home", URL, rendered())
        writer.add(capture("<p>文章", role="article", url=URL + "a.html"))
        writer.commit()
    snapshot = load(path, site)
    assert [page.html for page in snapshot.pages] == [HTML, "<p>列表", "<p>文章"]


@pytest.mark.parametrize("known", [False, True])
def test_a_page_that_is_not_there_cannot_be_shown(
    header: RunHeader, tmp_path: Path, capture: Captures, site: Site, known: bool
) -> None:
    """It is a fault of ours, and no fault of ours may pass for evidence."""
    folder = EvidenceFolder.create(tmp_path / "evidence", header)
    writer = folder.open_site(site)
    writer.add(capture(rendered=rendered() if known else None))
    writer.show("home", URL if known else URL + "other", rendered())
    with pytest.raises(EvidenceError, match="程序出错"):
        folder.close()
    assert not list((tmp_path / "evidence" / "sites").iterdir())


def test_ids_follow_from_the_content(
    tmp_path: Path, header: RunHeader, capture: Captures, site: Site
) -> None:
    def record(name: str, **more: Any) -> str:
        path = tmp_path / name
        with EvidenceFolder.create(path, header) as folder:
            writer = folder.open_site(site)
            writer.add(capture(rendered=rendered(**more)))
            writer.commit()
        return load(path, site).home.evidence

    assert record("a") == record("b", elapsed_s=9.0)
    assert record("c", html=HTML + "<!-- -->") != record("a2")


def test_the_manifest_names_the_browsers_that_showed_pages(
    written: Written, capture: Captures, site: Site
) -> None:
    new, old = "HeadlessChrome/149.0.1", "HeadlessChrome/148.0.2"
    pages = [capture(role=f"r{n}", rendered=rendered(browser=name)) for n, name in enumerate((new, old, new))]
    path = written(capture(), *pages)
    manifest = json.loads((path / "sites" / site.id / MANIFEST).read_bytes())
    assert manifest["browsers"] == [old, new]
    with adding(path):
        add_audit(path, site.id, Audit(), "HeadlessChrome/150.0.0")
        add_audit(path, site.id, Audit())
    manifest = json.loads((path / "sites" / site.id / MANIFEST).read_bytes())
    assert manifest["browsers"] == [old, new, "HeadlessChrome/150.0.0"]
    assert load(path, site).pages_of("r0")[0].html == HTML


def test_no_browser_is_named_where_none_was_used(written: Written, capture: Captures, site: Site) -> None:
    path = written(capture(rendered=Rendered("footer", error="no-browser")))
    assert b"browsers" not in (path / "sites" / site.id / MANIFEST).read_bytes()


# --- what other tools see


def test_warcio_and_fastwarc_read_the_conversion(written: Written, capture: Captures, site: Site) -> None:
    only = capture(role="search", url=URL + "so", exchanges=(), rendered=rendered(html=HTML * 500))
    path = written(capture(zipped=True, rendered=rendered()), only)
    data = (path / "sites" / site.id / WARC).read_bytes()
    records = [
        (dict(r.rec_headers.headers), r.content_stream().read())
        for r in ArchiveIterator(io.BytesIO(data), check_digests="raise")
    ]
    kinds = [head["WARC-Type"] for head, _ in records]
    assert kinds == ["warcinfo", "response", "request", "conversion", "conversion"]
    (_, _), (answer, _), _, (first, body), (second, longer) = records
    assert first["WARC-Refers-To"] == answer["WARC-Record-ID"]
    assert "WARC-Refers-To" not in second
    assert first["Content-Type"] == "text/html; charset=utf-8"
    assert (body.decode(), longer.decode()) == (HTML, HTML * 500)
    found = FastIterator(io.BytesIO(data), record_types=WarcRecordType.conversion, verify_digests=True)
    assert [r.record_id for r in found] == [first["WARC-Record-ID"], second["WARC-Record-ID"]]


# --- hostile evidence


def test_a_changed_rendering_is_refused(written: Written, capture: Captures, site: Site) -> None:
    path = written(capture(rendered=rendered()))
    place = path / "sites" / site.id / WARC
    data = bytearray(place.read_bytes())
    at = index_of(path, site)["pages"][0]["rendered"]["offset"]
    data[at + 60] ^= 1
    place.write_bytes(bytes(data))
    with pytest.raises(EvidenceError, match="SHA-256"):
        load(path, site)


def test_a_rendering_without_a_document_is_refused(written: Written, capture: Captures, site: Site) -> None:
    path = written(capture(rendered=rendered()))

    def change(whole: dict[str, Any]) -> None:
        whole["pages"][0]["rendered"] |= {"record": "", "offset": 0, "length": 0, "size": 0}

    rewrite(path, site, change)
    with pytest.raises(EvidenceError, match="缺少渲染后的页面"):
        load(path, site)


@pytest.mark.parametrize("size", [0, 1, 10_000])
@pytest.mark.parametrize("later", [False, True])
def test_a_wrong_size_never_becomes_an_empty_document(
    written: Written, capture: Captures, site: Site, size: int, later: bool
) -> None:
    path = written(capture(rendered=rendered()))
    rewrite(path, site, lambda whole: whole["pages"][0]["rendered"].update(size=size))
    with pytest.raises(EvidenceError, match="不能还原"):
        _ = load(path, site, roles=() if later else None, later=later).home.html


@pytest.mark.parametrize("which", ["response", "conversion"])
def test_a_record_of_another_kind_is_refused(
    written: Written, capture: Captures, site: Site, which: str
) -> None:
    """A rendering that points to the answer, and an answer that points to a rendering."""
    path = written(capture(), capture(role="column", url=URL + "1", rendered=rendered()))

    def change(whole: dict[str, Any]) -> None:
        first, second = whole["pages"]
        place = {name: first[name] for name in ("record", "offset", "length")}
        if which == "response":
            second["rendered"].update(place, size=first["size"])
            first.update(record="", offset=0, length=0)
        else:
            shown = second.pop("rendered")
            second.update({name: shown[name] for name in ("record", "offset", "length", "size")}, coding="")

    rewrite(path, site, change)
    with pytest.raises(EvidenceError, match="不是索引所指的记录"):
        load(path, site)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"offset": 1}, "读不出记录"),
        ({"length": 0}, "记录位置有误"),
        ({"size": limits.RECORD_BYTES + 1}, "过大"),
        ({"resources": [{"url": "a"}] * (limits.RESOURCES + 1)}, "不合格式"),
        ({"console": ["a"] * (limits.CONSOLE + 1)}, "不合格式"),
        ({"console": ["a" * (limits.TEXT_CHARS + 1)]}, "不合格式"),
        ({"elapsed_s": -1}, "不合格式"),
        ({"reason": None}, "不合格式"),
        ({"complete": "yes"}, "不合格式"),
    ],
)
def test_a_rendering_beyond_its_bounds_is_refused(
    written: Written, capture: Captures, site: Site, changes: dict[str, Any], said: str
) -> None:
    path = written(capture(rendered=rendered()))
    rewrite(path, site, lambda whole: whole["pages"][0]["rendered"].update(changes))
    with pytest.raises(EvidenceError, match=said):
        load(path, site)


def test_a_rendering_within_another_record_is_refused(
    written: Written, capture: Captures, site: Site
) -> None:
    path = written(capture(rendered=rendered()))

    def change(whole: dict[str, Any]) -> None:
        page = whole["pages"][0]
        page["rendered"]["offset"] = page["offset"] + 1

    rewrite(path, site, change)
    with pytest.raises(EvidenceError, match="记录位置有误"):
        load(path, site)


def test_one_record_is_no_two_renderings(written: Written, capture: Captures, site: Site) -> None:
    path = written(capture(rendered=rendered()), capture(role="column", url=URL + "1", rendered=rendered()))

    def change(whole: dict[str, Any]) -> None:
        whole["pages"][1]["rendered"] = whole["pages"][0]["rendered"]

    rewrite(path, site, change)
    with pytest.raises(EvidenceError, match="记录编号重复"):
        load(path, site)


def test_what_a_page_asks_for_cannot_burst_the_index(
    written: Written, capture: Captures, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SITE_RESOURCES", 350)
    many = rendered(
        resources=tuple(Resource("http://a/" + "x" * 5_000, "image", "ok") for _ in range(5_000)),
        console=("y" * 5_000,) * 5_000,
    )
    path = written(*(capture(url=URL + str(n), rendered=many) for n in range(3)))
    rows = [page["rendered"] for page in index_of(path, site)["pages"]]
    assert [len(row.get("resources", ())) for row in rows] == [300, 50, 0]
    assert {len(row["console"]) for row in rows} == {limits.CONSOLE}
    assert len(rows[0]["resources"][0]["url"]) == limits.RESOURCE_CHARS
    load(path, site)


def test_a_folder_of_an_earlier_format_says_so(written: Written, site: Site) -> None:
    path = written()
    header = json.loads((path / "run.json").read_text())
    (path / "run.json").write_text(json.dumps(header | {"format": 2}))
    with pytest.raises(EvidenceError, match=r"格式版本 2 .*由较早的 govsite-checks"):
        EvidenceFolder.open(path)


def test_the_document_is_read_once_and_only_when_asked_for(
    written: Written, capture: Captures, site: Site
) -> None:
    page = load(written(capture(rendered=rendered())), site, roles=(), later=True).home
    kept = page.rendered
    assert kept is not None
    assert kept.html is kept.html
    with pytest.raises(AttributeError, match="nothing"):
        _ = kept.nothing  # type: ignore[attr-defined]
