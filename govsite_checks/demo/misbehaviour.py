"""Servers that misbehave, by name: each a function from a path to an answer. The server sets the bounds."""

from __future__ import annotations

import asyncio
import itertools
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from functools import cache
from types import MappingProxyType

from .answer import NOT_FOUND, PNG, Answer, redirect

BOMB_BYTES = 128 << 20  # after decompression
_DRIP_S = 0.5
_PIECE = 1 << 16

Behaviour = Callable[[str], Answer]

_HTML = "text/html; charset=utf-8"


def _page(html: str, status: int = 200) -> Answer:
    return Answer(status, html.encode(), _HTML)


# The two shapes that a visitor without scripts meets most: a 412 whose script builds a cookie from a packed
# table, and a 200 that sets a clearance cookie and asks again.
_CHALLENGE_412 = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="'
    + "qLm7Zt0" * 40
    + '" r="m"><script type="text/javascript" r="m">$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};$_ts.nsd=47001;'
    '$_ts.cd="qExrrAlqcqAqDq";if($_ts.lcd)$_ts.lcd();</script><script type="text/javascript" charset="iso-8859-1" '
    'src="/Sxg5a3Kd/9vPqW2.c7ab31e.js" r="m"></script></head><body></body></html>'
)
CLEARANCE = "__jsl_clearance_s="
_CHALLENGE_200 = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+'_clearance_s='+(1+[0]+[]+'')+'.1|-1|demo%2Fchallenge'"
    "+';max-age=3600;path=/';location.href=location.pathname+location.search</script>"
)


async def _drip() -> AsyncIterator[bytes]:
    """A page that arrives a few bytes at a time and never ends."""
    yield b"<html><head><title>"
    for _ in itertools.count():
        await asyncio.sleep(_DRIP_S)
        yield b". "


async def _endless() -> AsyncIterator[bytes]:
    """A page that never ends, as fast as the reader takes it."""
    yield b"<html><body>"
    piece = ("<p>" + "虚构的内容，" * 40 + "</p>\n").encode() * (_PIECE // 800)
    while True:
        yield piece


@cache
def bomb() -> bytes:
    """A small gzip body that swells to ``BOMB_BYTES``."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * (1 << 20)
    packed = [squeeze.compress(b"<html><body>")]
    packed += [squeeze.compress(piece) for _ in range(BOMB_BYTES // len(piece))]
    return b"".join([*packed, squeeze.flush()])


def _loop(path: str) -> Answer:
    """A redirect to the next number, without end."""
    digits = path.rpartition("/")[2]
    step = int(digits[:6]) + 1 if digits.isdecimal() else 1
    return redirect(f"/again/{step % 100000}".encode())


def _robots(path: str) -> Answer:
    """A site that no robot may visit; whoever does so all the same finds a page without any mark."""
    if path == "/robots.txt":
        return Answer(200, b"User-agent: *\nDisallow: /\n", "text/plain")
    return _page("<html><title>不应访问</title><body>robots.txt 不允许访问本页。</body></html>")


def _unless_robots(answer: Answer) -> Behaviour:
    """The same answer to every path, but for a robots.txt that is plainly not there."""
    return lambda path: NOT_FOUND if path == "/robots.txt" else answer


_GAMBLING = (
    "<html><head><title>棋牌娱乐平台官网</title><meta name='keywords' content='棋牌,彩票,真人娱乐'></head>"
    "<body><h1>棋牌娱乐</h1><p>注册即送彩金，真人棋牌、彩票投注，二十四小时提款。</p></body></html>"
)


def outside(host: str, target: str) -> Answer:
    """What a host answers that the demo's pages lead to; two of them have changed hands."""
    path = target.partition("?")[0]
    if path.endswith(".png"):
        return Answer(body=PNG, content_type="image/png")
    if path.endswith(".js"):
        return Answer(body=b"/* demo */", content_type="application/javascript")
    if path.startswith("/meiyou/"):
        return NOT_FOUND
    if host == "www.resold-xugou.example":
        return redirect(b"http://www.bocai-xugou.example/reg?from=xugou")
    if host == "www.bocai-xugou.example":
        return _page(_GAMBLING)
    return _page(f"<html><head><title>{host}</title></head><body><p>演示用的外部页面。</p></body></html>")


# Sites that nobody answers for are not served: their host is mapped to a dead port or not at all.
UNSERVED = frozenset({"refused", "unknown-name"})

BEHAVIOURS: Mapping[str, Behaviour] = MappingProxyType(
    {
        "challenge-412": lambda _path: _page(_CHALLENGE_412, 412),
        "challenge-200": lambda _path: _page(_CHALLENGE_200),
        "challenge-cookie": _unless_robots(_page(_CHALLENGE_200, 521)),
        "forbidden": _unless_robots(
            _page("<html><title>403</title><body><h1>403 Forbidden</h1></body></html>", 403)
        ),
        "robots": _robots,
        "drip": _unless_robots(Answer(200, content_type=_HTML, stream=_drip)),
        "silent": _unless_robots(Answer(stay_silent=True)),
        "endless": _unless_robots(Answer(200, content_type=_HTML, stream=_endless)),
        "redirect-loop": lambda path: NOT_FOUND if path == "/robots.txt" else _loop(path),
        "bomb": lambda path: (
            NOT_FOUND if path == "/robots.txt" else Answer(200, bomb(), _HTML, encoding="gzip")
        ),
        "to-metadata": _unless_robots(redirect(b"http://169.254.169.254/latest/meta-data/")),
        "to-loopback": _unless_robots(redirect(b"http://127.0.0.1/admin/")),
        "error-500": _unless_robots(
            _page("<html><title>500</title><body>服务器内部错误。</body></html>", 500)
        ),
        "hang-up": _unless_robots(Answer(hang_up=True)),
    }
)

# How a visit of each must end, in the words of the evidence's index.
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "refused": "refused",
        "unknown-name": "dns",
        "challenge-412": "challenge",
        "challenge-200": "challenge",
        "challenge-cookie": "challenge",
        "forbidden": "http-status",
        "robots": "robots",
        "drip": "timeout",
        "silent": "timeout",
        "endless": "too-large",
        "redirect-loop": "too-many-redirects",
        "bomb": "too-large",
        "to-metadata": "blocked-by-guard",
        "to-loopback": "blocked-by-guard",
        "error-500": "http-status",
        "hang-up": "connection",
    }
)
