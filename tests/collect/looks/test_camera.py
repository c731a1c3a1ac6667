"""Pictures of pages out of the evidence: what is boxed and where, and what hostile pages cannot do."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from govsite_checks.collect.looks.desk import LABEL_HEIGHT
from govsite_checks.collect.looks.limits import LookLimits
from govsite_checks.collect.looks.locate import Spot
from govsite_checks.collect.looks.scene import Part

LINES = "".join(f"<p>第{number}段正文</p>" for number in range(80))
GREEN = (0, 160, 0)


def page(inside: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="gbk">{head}</head><body>{inside}</body></html>'


def test_words_are_boxed_where_they_stand(darkroom: Any) -> None:
    html = page(f'{LINES}<p style="margin-left:300px">京ICP备 <b>12345678</b>号-1</p>{LINES}')
    (picture,) = darkroom.take(html, Spot(words="京ICP备12345678号－1…")).spots
    assert picture is not None
    assert picture.how == "words"
    seen = darkroom.look(picture.data)
    assert (seen.width, seen.height) == (picture.width, picture.height)
    left, top, right, bottom = seen.box
    assert 290 <= left <= 312
    assert 80 < right - left < 260
    assert 15 < bottom - top < 60
    middle = (picture.height - LABEL_HEIGHT) / 2
    assert abs((top + bottom) / 2 - middle) < 40, "what surrounds it is shown above and below"


def test_a_mark_that_is_missing_is_shown_by_the_foot_of_the_page(darkroom: Any) -> None:
    foot = (
        '<div class="footer" style="background:#00a000;height:120px;width:900px;margin:auto">版权所有</div>'
    )
    (picture,) = darkroom.take(page(LINES + foot), Spot(words="京ICP备", foot=True)).spots
    assert picture.how == "foot"
    red, green = darkroom.look(picture.data), darkroom.look(picture.data, GREEN)
    assert green.count > 50_000
    for side, sign in ((0, -1), (1, -1), (2, 1), (3, 1)):
        assert 0 <= sign * (red.box[side] - green.box[side]) <= 14


def test_a_page_without_a_foot_shows_its_end(darkroom: Any) -> None:
    (picture,) = darkroom.take(page(LINES), Spot(foot=True)).spots
    assert picture.how == "foot"
    assert darkroom.look(picture.data).box[3] >= picture.height - LABEL_HEIGHT - 12


def test_a_dead_link_is_boxed_where_it_is_referred_to(darkroom: Any) -> None:
    html = page(
        f'{LINES}<a href="/dead.html"><b style="display:inline-block;width:200px;height:50px"></b></a>'
    )
    (picture,) = darkroom.take(html, Spot(address="http://www.a.test/dead.html")).spots
    assert picture.how == "address"
    left, top, right, bottom = darkroom.look(picture.data).box
    assert (right - left, bottom - top) == pytest.approx((216, 60), abs=20)


def test_what_is_not_on_the_page_has_no_picture_and_its_top_has(darkroom: Any) -> None:
    roll = darkroom.take(page(LINES), Spot(words="没有的话"), Spot(words="第3段正文"))
    assert roll.top is not None
    assert roll.top.how == ""
    assert darkroom.look(roll.top.data).count == 0
    assert [spot is None for spot in roll.spots] == [True, False]


def test_hidden_words_are_not_boxed(darkroom: Any) -> None:
    html = page(
        f'<p style="display:none">网站标识码</p><script>"网站标识码"</script>{LINES}<p>网站标识码</p>'
    )
    (picture,) = darkroom.take(html, Spot(words="网站标识码")).spots
    assert darkroom.look(picture.data).box[1] > 100


def test_what_its_own_and_its_collected_scripts_write_is_shown(darkroom: Any) -> None:
    html = page(
        f'{LINES}<script>document.write("<p>由页内脚本写入</p>")</script><script src="/f.js"></script>'
    )
    parts = {"http://www.a.test/f.js": Part('document.write("<p>由外部脚本写入</p>")', "text/javascript")}
    spots = Spot(words="由页内脚本写入"), Spot(words="由外部脚本写入")
    assert [spot.how for spot in darkroom.take(html, *spots, parts=parts).spots] == ["words", "words"]
    assert darkroom.take(html, *spots, parts=parts, scripts=False).spots == (None, None)


def test_a_frame_that_was_collected_is_shown(darkroom: Any) -> None:
    html = page('<iframe src="/foot.html" width="600" height="200" frameborder="0"></iframe>')
    parts = {"http://www.a.test/foot.html": Part('<body style="background:#00a000">')}
    assert darkroom.look(darkroom.take(html, parts=parts).top.data, GREEN).count > 100_000


def test_styles_and_images_come_from_where_they_are(darkroom: Any, lab: Any) -> None:
    server = lab.serve({})
    server.pages["/a.css"] = lab.http(b"body{background:#00a000}", content_type="text/css")
    html = page(LINES, '<link rel="stylesheet" href="/a.css">')
    roll = darkroom.take(html, resolve={"www.a.test": server.endpoint})
    assert darkroom.look(roll.top.data, GREEN).count > 1_000_000
    assert server.paths() == ["/a.css"], "the document itself is never asked for"


HOSTILE = """<script>
for (let i = 0; i < 50; i++) { try { alert(i); confirm(i); window.open("http://www.a.test/pop" + i); } catch (e) {} }
for (const where of ["http://127.0.0.1:PORT/", "http://169.254.169.254/", "http://www.a.test/"]) {
  try { fetch(where); } catch (e) {}
  try { new WebSocket(where.replace("http", "ws")); } catch (e) {}
  try { navigator.sendBeacon(where, "x"); } catch (e) {}
  new Image().src = where + "i.png";
  document.write('<iframe src="' + where + '"></iframe><link rel="stylesheet" href="' + where + 'a.css"><form action="' + where + '"></form>');
}
for (const form of document.forms) form.submit();
</script>"""


def test_a_hostile_page_reaches_nothing_and_is_pictured_all_the_same(darkroom: Any) -> None:
    reached: list[object] = []
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: reached.append(listener.accept()), daemon=True).start()
    html = page(f"<p>第一段</p>{HOSTILE.replace('PORT', str(listener.getsockname()[1]))}{LINES}")
    (picture,) = darkroom.take(html, Spot(words="第79段正文")).spots
    assert picture is not None
    assert not reached
    listener.close()


@pytest.mark.parametrize(
    "script",
    [
        "while (true);",
        "location = 'http://elsewhere.test/'",
        "document.documentElement.remove()",
        "setInterval(() => { location.reload() }, 1)",
    ],
)
def test_a_page_that_does_not_rest_or_does_not_stay_is_shown_without_its_scripts(
    darkroom: Any, script: str
) -> None:
    limits = LookLimits(scripts_s=3.0, load_s=2.0)
    html = page(f"{LINES}<script>{script}</script><p>网站标识码</p>")
    began = time.monotonic()
    roll = darkroom.take(html, Spot(words="网站标识码"), limits=limits)
    assert time.monotonic() - began < 60
    assert not roll.problem
    assert roll.top is not None
    if "remove" not in script:
        assert roll.spots[0] is not None


def test_a_style_sheet_that_never_ends_holds_up_nothing(darkroom: Any, lab: Any) -> None:
    server = lab.serve({})
    gate = threading.Event()
    server.pages["/slow.css"] = lambda connection, request: gate.wait(30)
    html = page(f"<p>网站标识码</p>{LINES}<img src='/slow.css'>")
    roll = darkroom.take(
        html, Spot(words="网站标识码"), resolve={"www.a.test": server.endpoint}, limits=LookLimits(load_s=1.5)
    )
    gate.set()
    assert roll.spots[0] is not None


NOISE = """<svg width="1280" height="1600" style="position:absolute;left:0;top:0"><filter id="n">
<feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="4"/></filter>
<rect width="1280" height="1600" filter="url(#n)"/></svg>"""


def test_pictures_stay_within_their_bounds(darkroom: Any) -> None:
    wide = '<div style="width:90000px;height:90000px">网站标识码</div>'
    limits = LookLimits(picture_bytes=300_000)
    url = "http://www.a.test/" + "很长的路径/" * 60 + "?<b>&amp;"
    roll = darkroom.take(page(wide + NOISE), Spot(words="网站标识码"), url=url, limits=limits)
    fine = darkroom.take(page(wide), Spot(words="网站标识码"))
    assert fine.spots[0].width == 1280
    assert fine.top.height == 1600 + LABEL_HEIGHT
    for picture in (roll.top, *roll.spots):
        assert picture is None or len(picture.data) <= limits.picture_bytes
    assert darkroom.take(page(wide + NOISE), limits=LookLimits(picture_bytes=10)).top is None


def test_an_address_that_is_none_is_said(darkroom: Any) -> None:
    assert darkroom.take(page(LINES), url="http://www.a.test/" + "x" * 20_000).problem == "网址过长"
