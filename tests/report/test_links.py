"""Where a report may send its reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.report.links import EvidenceLinks, site_file, web_link


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.gov.cn/",
        "https://www.example.gov.cn:8443/a/b.html?x=1&y=2#z",
        "HTTPS://例子.政务.cn/目录/",
        "http://www.example.gov.cn",
        "http://www.example.gov.cn/a@b",
        "http://[2001:db8::1]:8080/",
    ],
)
def test_web_addresses_become_links(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//www.example.gov.cn/",
        "/relative",
        "http:www.example.gov.cn",
        "http:///path",
        "http://",
        "http://www.gov.cn@evil.example/",
        "http://www.gov.cn\\@evil.example/",
        'http://a.example/"onmouseover="alert(1)',
        "http://a.example/'x",
        "http://a.example/<b>",
        "http://a.example/a b",
        "http://a.example/\u202egpj.exe",
        "http://a.example/\x00",
        "http://[::1/",
        " http://a.example/",
    ],
)
def test_everything_else_stays_text(url: str) -> None:
    assert web_link(url) == ""


@pytest.mark.parametrize("site_id", ["", "..", ".hidden", "a/b", "a\\b", "站", "a b", "-x", "a" * 200, "a\n"])
def test_an_id_that_is_no_file_name_is_refused(site_id: str) -> None:
    with pytest.raises(ValueError, match="不能用作文件名"):
        site_file(site_id)


def test_evidence_is_linked_only_where_it_lies(tmp_path: Path) -> None:
    pages = tmp_path / "report" / "sites"
    evidence = tmp_path / "证据 一"
    folder = evidence / "sites" / "a"
    folder.mkdir(parents=True)
    assert EvidenceLinks.of("a", None, pages) == EvidenceLinks()
    assert EvidenceLinks.of("a", evidence, pages) == EvidenceLinks()
    (folder / "evidence.warc.gz").write_bytes(b"")
    links = EvidenceLinks.of("a", evidence, pages)
    assert links.manifest == ""
    assert links.archive == "../../%E8%AF%81%E6%8D%AE%20%E4%B8%80/sites/a/evidence.warc.gz"
