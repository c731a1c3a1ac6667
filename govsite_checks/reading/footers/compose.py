"""A home page put together with what its scripts write and its frames hold, as far as that was collected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from govsite_checks.model import Page, PageError
from govsite_checks.reading.page.document import RAN
from govsite_checks.reading.page.html import FOOT, PLAIN_AREA, Element, Flow, lay_out

from .lexicon import lexicon
from .scripts import Load, Script, Write, read_script

MAX_NESTING = 3
MAX_INSERTS = 300
MAX_UNSEEN = 200
MAX_SCRIPT_TEXT = 4_000_000

_TYPES = frozenset(
    (
        "",
        "text/javascript",
        "application/javascript",
        "module",
        "text/ecmascript",
        "application/x-javascript",
        "text/jscript",
    )
)
_ACTIVE = re.compile(
    r"write|HTML|\.html\(|\.append|\.prepend|\.load|\.before|\.after|\.text\(|innerText|textContent|appendTo|fetch|\burl\s*:|\.get\(|\.src\s*=|jiucuo|_ideConac"
    r"|createElement|XMLHttp|axios|\beval\b|Function\(|atob|fromCharCode|_0x|\bVue\b|createApp|React|render|mount|\.ajax|getJSON|customElements"
)
# Words of a footer, plain or escaped: a script without any of them writes no part of one.
_RELEVANT = re.compile(
    r"conac|jiucuo|找错|纠错|icp|beian|备案|公网安备|公备|主办|标识|地图|sitemap|电话|热线|传真|邮箱|e-?mail|地址|版权|copyright"
    r"|%u[0-9a-f]{4}|\\u[4-9][0-9a-f]{3}|\\x3c|%3c|&#x?\d|foot|bottom|banquan|<(?:i?frame|script|a|img|div|p|span|table|td|li|center|font)\b|\.load\s*\(|eval\s*\(",
    re.IGNORECASE,
)
# An element's name in HTML that a script writes.
_NAMED = re.compile(r"<footer|(?:class|id)\s*=\s*[\"']?([^\"'>]{1,60})", re.IGNORECASE)
_WORTH = re.compile(r"<|[\u4e00-\u9fff]|&#")
# What in a script's literals betrays a mark that the script may write.
_TRACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code", re.compile(r"标识码")),
    ("icp", re.compile(r"ICP\s*备|备案号|beian\.miit|miitbeian", re.IGNORECASE)),
    ("police", re.compile(r"公网安备|recordcode|公安(?:机关)?备案|beian\.mps")),
    ("sponsor", re.compile(r"主办")),
    ("contact", re.compile(r"(?:联系|咨询|服务|值班|监督|办公)电话|(?:电话|热线|传真)[:：]\s*[\d+(]")),
    ("sitemap", re.compile(r"(?:网站|站点)地图|sitemap", re.IGNORECASE)),
    ("conac", re.compile(r"conac", re.IGNORECASE)),
    ("jiucuo", re.compile(r"jiucuo|找错|纠错", re.IGNORECASE)),
)
_NO_PAGE = re.compile(
    r"\.(?:json|js|css|png|jpe?g|gif|swf|mp4|xml|txt|pdf|docx?|xlsx?)(?:$|\?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that may hold a part of the footer and was not read.

    ``kind`` is ``script``, ``frame``, ``load`` (a fragment that a script fetches), ``include`` (an instruction that
    the server left in the page) or ``computed`` (text that a script which was read makes at run time); ``foot`` tells
    that its name or target says footer, ``gone`` that the server has no such thing.
    ``place`` is where it goes in the page's text, -1 where that is not known; ``target`` the selector that it goes to.
    """

    kind: str
    url: str
    place: int
    foot: bool
    in_foot_area: bool = False
    own: bool = True
    deferred: bool = False
    gone: bool = False
    target: str = ""


@dataclass(slots=True)
class Composition:
    """The laid out page, what was not seen, the texts of its scripts and the traces of marks in them."""

    flow: Flow = field(default_factory=Flow)
    unseen: list[Unseen] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    traces: set[str] = field(default_factory=set)


def compose(home: Page, parts: Mapping[str, Page]) -> Composition:
    """Lay out ``home`` with the collected ``parts`` (by address) put where the page puts them."""
    return _Composer(home, parts).run()


def address(base: str, reference: str) -> str:
    """The absolute address of a reference, without fragment; empty unless it is http or https."""
    try:
        url = urldefrag(urljoin(base, reference.strip()))[0]
        return url if url.startswith(("http://", "https://")) and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def is_own(base: str, url: str) -> bool:
    """Whether two addresses belong to one host or one registered domain."""
    return _registered(base) == _registered(url)


def _registered(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-1].isdigit():
        return host
    two = len(labels) >= 3 and labels[-1] == "cn" and labels[-2] in ("gov", "com", "org", "net", "edu", "ac")
    return ".".join(labels[-3:] if two else labels[-2:])


class _Composer:
    def __init__(self, home: Page, parts: Mapping[str, Page]) -> None:
        self.home, self.parts = home, parts
        self.base = home.final_url or home.url
        self.done = Composition()
        self.later: list[tuple[str, Page, int, bool]] = []
        self.nesting = 0
        self.inserts = 0
        self.script_chars = 0
        # While HTML is laid out of which a part is only known at run time: its addresses are none.
        self.partial = False

    def run(self) -> Composition:
        flow = self.done.flow
        lay_out(self.home.html, self.home, flow, self.on_element)
        for html, page, area, partial in self.later:
            self.partial = partial
            self.insert(html, page, None, area)
        for place, text in flow.includes:
            self.miss("include", text, place, foot=lexicon().foot_file.search(text) is not None)
        flow.close()
        return self.done

    def on_element(self, _flow: Flow, element: Element, node: LexborNode) -> None:
        if element.tag == "base":
            return
        if element.tag == "script":
            self.script(element, node)
        elif element.tag in ("iframe", "frame", "object") or "data-include" in element.attrs:
            self.frame(element)

    # --- scripts

    def script(self, element: Element, node: LexborNode) -> None:
        if element.get("type").strip().lower().split(";")[0] not in _TYPES or RAN in element.attrs:
            return
        src = element.get("src").strip()
        if src:
            self.external(element, src)
            return
        code = node.text_content or node.text() or ""
        if code and _ACTIVE.search(code):
            self.read(code, self.home, element, foot=False)

    def external(self, element: Element, src: str) -> None:
        url = address(self.base, src)
        name = src.split("?")[0]
        tail = name.rsplit("/", 1)[-1]
        if not url or is_embed(src) or element.get("id") == "_jiucuo_":
            return
        foot = lexicon().foot_file.search(tail) is not None
        page = self.parts.get(url)
        if page is not None and page.seen:
            self.read(page.html, page, element, foot=foot)
        elif foot or not is_harmless(url, tail):
            deferred = "async" in element.attrs or "defer" in element.attrs
            self.miss("script", url, self.done.flow.length, foot=foot, element=element, deferred=deferred)

    def read(self, code: str, page: Page, element: Element, *, foot: bool) -> None:
        if not foot and page is not self.home and not (_RELEVANT.search(code) or _ACTIVE.search(code)):
            return
        self.script_chars += len(code)
        if self.script_chars > MAX_SCRIPT_TEXT:
            self.done.flow.cut = True
            return
        script = read_script(code)
        self.done.codes.append(code)
        self.done.traces.update(kind for kind, trace in _TRACES if trace.search(script.residue))
        if script.opaque and page is not self.home:
            self.miss("script", page.url, self.done.flow.length, foot=foot, element=element)
        elif script.opaque or script.builds:
            self.miss("computed", page.url, -1, foot=foot)
        self.writes(script, page, element, foot)
        for load in script.loads:
            self.load(load, element)

    def writes(self, script: Script, page: Page, element: Element, foot: bool) -> None:
        for write in script.writes:
            if write.open:
                self.computed(write, page, element, foot)
            if self.inserts >= MAX_INSERTS or not _WORTH.search(write.html):
                continue
            area = FOOT if foot or _says_foot(write) else element.area
            if write.in_place:
                self.partial = not write.whole
                self.insert(write.html, page, element.parent, area)
                self.partial = False
            else:
                self.later.append((write.html, page, area if area == FOOT else PLAIN_AREA, not write.whole))
                self.inserts += 1

    def computed(self, write: Write, page: Page, element: Element, foot: bool) -> None:
        """Note that a part of what a script writes was not read."""
        foot = foot or _says_foot(write)
        if write.in_place:
            self.miss("computed", page.url, self.done.flow.length, foot=foot, element=element)
        else:
            self.miss("computed", page.url, -1, foot=foot, target=write.target)

    def insert(self, html: str, page: Page, parent: Element | None, area: int) -> None:
        if self.nesting >= MAX_NESTING or self.inserts >= MAX_INSERTS:
            return
        self.inserts += 1
        self.nesting += 1
        flow = self.done.flow
        around = parent if parent is not None and parent.tag not in ("head", "html") else None
        lay_out(html, page, flow, self.on_element, parent=around, written=True, area=area)
        self.nesting -= 1

    def load(self, load: Load, element: Element) -> None:
        url = address(self.base, load.url)
        path = load.url.split("?")[0]
        foot = lexicon().foot_file.search(path.rsplit("/", 1)[-1] or path) is not None
        foot = foot or (bool(load.target) and lexicon().foot_name.search(load.target) is not None)
        if not url or is_embed(load.url) or (load.script and (not foot or is_harmless(url, path))):
            return
        part = self.parts.get(url)
        if part is not None and part.seen:
            if not load.script:
                self.later.append((part.html, part, FOOT if foot else PLAIN_AREA, False))
        elif foot and not (path.endswith((".css", ".png", ".jpg", ".gif"))):
            self.miss(
                "load" if not load.script else "script",
                url,
                self.done.flow.length,
                foot=True,
                element=element,
            )

    # --- frames

    def frame(self, element: Element) -> None:
        src = (element.get("src") or element.get("data") or element.get("data-include")).strip()
        if element.tag == "object" and "html" not in element.get("type") and _NO_PAGE.search(src):
            return
        url = address(self.base, src)
        if (
            not url
            or src[:1] in ("", "#")
            or element.hidden
            or _is_tiny(element)
            or (element.tag == "object" and not element.get("data"))
        ):
            return
        foot = element.area == FOOT or lexicon().foot_file.search(src.split("?")[0]) is not None
        foot = foot or lexicon().foot_name.search(f"{element.name} {element.get('name')}") is not None
        part = self.parts.get(url)
        if part is not None and part.seen:
            self.insert(part.html, part, element.parent, FOOT if foot else element.area)
        else:
            own = is_own(self.base, url)
            if own or foot or element.tag == "frame":
                self.miss(
                    "frame", url, self.done.flow.length, foot=foot or element.tag == "frame", element=element
                )

    def miss(
        self,
        kind: str,
        url: str,
        place: int,
        *,
        foot: bool,
        element: Element | None = None,
        deferred: bool = False,
        target: str = "",
    ) -> None:
        if len(self.done.unseen) < MAX_UNSEEN and not (self.partial and not foot):
            inside = element is not None and element.area == FOOT
            part = self.parts.get(url)
            gone = part is not None and part.error == PageError.HTTP_STATUS and part.status in (404, 410)
            own = kind == "include" or is_own(self.base, url)
            self.done.unseen.append(Unseen(kind, url, place, foot, inside, own, deferred, gone, target))


def is_embed(src: str) -> bool:
    """Whether a script is CONAC's or the error-report platform's: evidence by itself, never fetched."""
    return (
        re.search(r"conac\.cn|jiucuo[\w.-]*\.js|(?:^|/)ca\d{15,25}(?:_\w+)?\.js", src, re.IGNORECASE)
        is not None
    )


def is_harmless(url: str, tail: str) -> bool:
    """Whether a script is a known library, counter or helper that never writes a footer."""
    words = lexicon()
    return (
        words.harmless_file.search(tail) is not None
        or words.harmless_host.search(url.split("?")[0]) is not None
    )


def _says_foot(write: Write) -> bool:
    if write.target and lexicon().foot_name.search(write.target):
        return True
    names = (found[1] or found[0] for found in _NAMED.finditer(write.html[:20_000]))
    return write.open and any(lexicon().foot_name.search(name) for name in names)


def _is_tiny(element: Element) -> bool:
    """Whether a frame is too small to show anything: counters are made so."""
    style = element.get("style").replace(" ", "").lower()
    sizes = (element.get("width").strip(), element.get("height").strip())
    return (
        any(size in ("0", "1", "0px", "1px") for size in sizes)
        or re.search(r"(?:^|;)(?:width|height):[01](?:px)?(?:;|$)", style) is not None
    )
