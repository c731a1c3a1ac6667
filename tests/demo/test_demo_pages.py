"""The pages: real bytes in the encodings that are claimed, every path renders, every footer can be found."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import quote_from_bytes

import pytest

from govsite_checks.demo import SITES, DemoSite
from govsite_checks.demo.misbehaviour import BEHAVIOURS
from govsite_checks.demo.pages import SitePages

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
# Sites from 100 on have dead links on purpose.
SERVED = [site for site in SITES if not site.behaviour and site.number < 100]
BY_NUMBER = {site.number: site for site in SITES}


def home(site: DemoSite) -> str:
    """The home page of a site that has it at its address."""
    return SitePages(site, AS_OF).answer("/").body.decode(site.charset.actual)


@pytest.mark.parametrize("site", SERVED, ids=lambda site: str(site.number))
def test_every_path_answers_in_the_encoding_of_its_site(site: DemoSite) -> None:
    pages = SitePages(site, AS_OF)
    for path in pages.paths:
        answer = pages.answer(path)
        assert answer.status in {200, 301, 302}, path
        if answer.content_type.startswith("text/html"):
            answer.body.decode(site.charset.actual)
    # An application is there whatever is asked for.
    assert pages.answer("/no-such-page").status == (200 if site.delivery == "single-page" else 404)


def test_gbk_pages_are_no_utf8() -> None:
    for number in (2, 3, 4, 7, 12):
        with pytest.raises(UnicodeDecodeError):
            SitePages(BY_NUMBER[number], AS_OF).answer("/").body.decode()


@pytest.mark.parametrize(
    ("number", "header", "meta"),
    [(1, "UTF-8", "utf-8"), (2, "GBK", "gbk"), (3, "", ""), (4, "", "utf-8"), (5, "UTF-8", "gb2312")],
)
def test_declarations(number: int, header: str, meta: str) -> None:
    answer = SitePages(BY_NUMBER[number], AS_OF).answer("/")
    text = answer.body.decode(BY_NUMBER[number].charset.actual)
    assert answer.content_type.partition("charset=")[2] == header
    assert re.findall(r"charset=([\w-]+)", text.partition("</head>")[0]) == ([meta] if meta else [])


def test_location_in_raw_gbk_bytes_leads_to_the_page_however_it_is_sent() -> None:
    pages = SitePages(BY_NUMBER[14], AS_OF)
    location = pages.answer("/").location
    with pytest.raises(UnicodeDecodeError):
        location.decode()
    for target in (
        location.decode("latin-1"),
        quote_from_bytes(location),
        quote_from_bytes(location.decode("gbk").encode()),
    ):
        assert pages.answer(target).status == 200, target


@pytest.mark.parametrize("number", [1, 2, 4, 10, 16])
def test_a_compliant_footer_says_everything(number: int) -> None:
    site = BY_NUMBER[number]
    path = "/index.html" if site.entry == "meta-refresh" else "/"
    text = unescape(SitePages(site, AS_OF).answer(path).body.decode(site.charset.actual))
    for mark in (
        "conac.cn/",
        site.code,
        f"京ICP备00{site.number:06d}号-1",
        f"京公网安备119900020{site.number:05d}号",
        f'sitecode="{site.code}"',
        f"{site.name}办公室",
        f"0399-55501{site.number:02d}",
        "/sitemap.html",
    ):
        assert mark in text, mark


def _visible(text: str) -> str:
    return re.sub(r"<!--.*?-->|<script.*?</script>", "", text, flags=re.S)


@pytest.mark.parametrize(
    ("number", "path", "hidden"),
    [
        (6, "", True),
        (7, "/js/foot.js", True),
        (8, "/common/foot.html", True),
        (15, "", True),
        (18, "", True),
        (50, "/js/foot.js", False),
    ],
)
def test_footers_that_are_not_in_the_page(number: int, path: str, hidden: bool) -> None:
    site = BY_NUMBER[number]
    assert "ICP备" not in _visible(home(site))
    if path:
        body = SitePages(site, AS_OF).answer(path).body.decode(site.charset.actual)
        assert ("ICP备" in body) is hidden


def test_unescape_footer_decodes_to_the_footer() -> None:
    written = re.findall(r'document\.write\(unescape\("([^"]+)"\)\);', home(BY_NUMBER[6]))
    decoded = re.sub(
        r"%u([0-9A-F]{4})|%([0-9A-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), max(written, key=len)
    )
    assert "主办单位：虚构市公安局办公室" in decoded
    assert "虚构" not in max(written, key=len)


def test_computed_footer_holds_no_word_of_it() -> None:
    body = SitePages(BY_NUMBER[50], AS_OF).answer("/js/foot.js").body.decode()
    codes = re.findall(r"\[([\d,]+)\]", body)[0].split(",")
    assert "主办单位" in "".join(chr(int(code) ^ 73) for code in codes)
    assert "主办单位" not in body


def test_written_footers_close_no_script_early() -> None:
    for number in (6, 15):
        tail = home(BY_NUMBER[number]).rpartition("document.write(")[2]
        assert tail.count("</script>") == 1


def test_split_and_full_width_digits_are_not_plain() -> None:
    body = home(BY_NUMBER[11]).partition("<body>")[2]
    assert BY_NUMBER[11].code not in _visible(body)
    assert BY_NUMBER[11].code in re.sub(r"<[^>]+>", "", body)
    assert "１１９９" in home(BY_NUMBER[12])


def test_all_marks_in_a_comment_are_in_one_comment() -> None:
    text = home(BY_NUMBER[41])
    assert "ICP备" in text
    for mark in ("ICP备", "公网安备", "sitecode", "conac.cn", "主办", "电话", "地图"):
        assert mark not in _visible(text), mark


@pytest.mark.parametrize(("number", "decoy"), [(38, "主办单位"), (39, "0399-")])
def test_decoys_stand_in_the_article_alone(number: int, decoy: str) -> None:
    assert home(BY_NUMBER[number]).count(decoy) == 1


def test_lost_script_is_lost() -> None:
    pages = SitePages(BY_NUMBER[52], AS_OF)
    assert "/js/foot.js" in home(BY_NUMBER[52])
    assert pages.answer("/js/foot.js").status == 404


@pytest.mark.parametrize("site", SERVED, ids=lambda site: str(site.number))
def test_no_page_of_a_site_names_a_resource_that_it_lacks(site: DemoSite) -> None:
    pages = SitePages(site, AS_OF)
    named: set[str] = set()
    for path in pages.paths:
        text = pages.answer(path).body.decode(site.charset.actual, "replace")
        named |= set(
            re.findall(rf"""(?:src|href|background)=["'](?:http:)?(?://{site.host})?(/[^/"'][^"']*)""", text)
        )
    lost = {path for path in named if pages.answer(path).status == 404}
    assert lost == ({"/js/foot.js"} if site.delivery == "lost-script" else set())
    assert len(named) > 20 or site.delivery in {"application", "single-page"}


def test_behaviours_answer_any_path() -> None:
    for behave in BEHAVIOURS.values():
        for path in ("/", "/robots.txt", "/again/999999999999", "/%ff?x"):
            behave(path)
