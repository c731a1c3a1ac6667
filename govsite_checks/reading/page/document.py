"""A page as rules and the planner read it: its links, its visible text line by line, its metadata. Cheap, and pure.

Many readings share one ``Document``: ``snapshot``'s by ``document``, the planner's own by ``Document(page, as_of)``.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from html import unescape
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsite_checks.model import Page, Snapshot, printable

from .tree import holds, parse, select

T = TypeVar("T")

MAX_CHARS = 5_000_000
MAX_LINKS = 20_000
MAX_URL = 2_000
MAX_TEXT = 400
# Characters of the pages whose trees are kept at once: a tree is many times the size of its page, and most sites' sampled
# pages fit in.
TREES_KEPT_CHARS = 4_000_000
# What a script element carries, in a rendered document, that has no more to show: see ``reading.rendering``.
RAN = "data-ran"
# The scripts of a page that may still show something.
LIVE = f"script:not([{RAN}])"

_UNSEEN = re.compile(
    r"<(?:!--.*?-->"
    r"|(s(?:cript|tyle|vg|elect)|no(?:script|frames)|te(?:mplate|xtarea)|iframe|title)\b[^>]*>.*?</\1>)",
    re.DOTALL,
)
# A tag and the name that it begins with; values, which a tree writes in quotes, may hold brackets. Possessive, so linear.
_TAG = re.compile(r"""<(/?\w*)[^>=]*+(?:=(?:"[^"]*+")?+[^>=]*+)*+>""")
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details"),
    *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup"),
    *("option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("ul"),
)
_BREAKS = dict.fromkeys((*_BLOCKS, *(f"/{name}" for name in _BLOCKS)), "\n")
_HIDDEN = (
    "[style*='display:none' i], [style*='display: none' i], [style*='visibility:hidden' i], "
    "[style*='visibility: hidden' i], [hidden]"
)
# References that need no joining: a path from the root, a whole address.
_FROM_ROOT = re.compile(
    r"/(?:[A-Za-z0-9_\-][A-Za-z0-9_.\-]{0,80}/){0,12}(?:[A-Za-z0-9_\-][A-Za-z0-9_.\-]{0,120})?"
)
# A path from the folder of the page, however it climbs.
_BESIDE = re.compile(r"(?:\.\.?/){0,12}[A-Za-z0-9_\-][A-Za-z0-9_.\-/]{0,250}")
_WHOLE = re.compile(r"https?://[a-z0-9.\-]{1,250}(?::[0-9]{1,5})?" + _FROM_ROOT.pattern)
# Anchors that are remembered between pages, which share their head and foot; longer ones are read each time.
ANCHORS_KEPT, ANCHOR_CHARS = 20_000, 2_000


class Link(NamedTuple):
    """A link of a page, in the order of the page.

    ``url`` is absolute and without fragment, empty where the link leads nowhere that can be fetched; ``href`` is what is
    written. ``text`` is what a reader sees of it: its words, or else the alternative text of its picture; ``title`` its
    title attribute. ``node`` is lexbor's number of the element, to find it among the results of a selection.
    """

    url: str
    href: str
    text: str
    title: str = ""
    picture: bool = False
    node: int = 0

    @property
    def label(self) -> str:
        """Its full words: the title where that only completes a cut text, else the text."""
        title = self.title
        if not title or title == self.text:
            return self.text
        cut = self.text.rstrip(".… ")
        return title if not cut or title.startswith(cut) else self.text


@dataclass(slots=True, eq=False)
class _Trees:
    """The trees that are kept, the latest last."""

    kept: OrderedDict[int, tuple[Page, LexborHTMLParser | None]] = field(default_factory=OrderedDict)
    chars: int = 0

    def of(self, page: Page) -> LexborHTMLParser | None:
        key = id(page)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key][1]
        html = page.html
        tree = parse(html[:MAX_CHARS])
        self.kept[key] = (page, tree)
        self.chars += len(html)
        while self.chars > TREES_KEPT_CHARS and len(self.kept) > 1:
            _, (oldest, _) = self.kept.popitem(last=False)
            self.chars -= len(oldest.html)
        return tree


class Document:
    """One page, read at a moment. Every property is computed when it is first asked for, and kept.

    What is read is the page as a visitor's browser holds it, as far as is known; ``source`` is the page as it was sent.
    """

    def __init__(self, page: Page, as_of: datetime, trees: _Trees | None = None) -> None:
        self.page = page
        self.as_of = as_of
        self._trees = trees or _Trees()
        self._memo: dict[Callable[[Document], Any], Any] = {}

    def derive(self, read: Callable[[Document], T]) -> T:
        """``read(self)``, computed once: a reading that several rules share."""
        if read not in self._memo:
            self._memo[read] = read(self)
        known: T = self._memo[read]
        return known

    def note(self, read: Callable[[Document], T], value: T) -> None:
        """Keep what another reading found on its way as what ``read`` gives."""
        self._memo.setdefault(read, value)

    @property
    def source(self) -> Document:
        """The page as it was sent: what its scripts, its handlers and its data for scripts say. Itself if not rendered."""
        # Not kept where it is the document itself: that would be a circle, and hold all trees of the site until the
        # garbage collector comes, which in a long run is hardly ever.
        return self._sent if self.page.is_rendered else self

    @cached_property
    def _sent(self) -> Document:
        return Document(replace(self.page, rendered=None), self.as_of, self._trees)

    @property
    def html(self) -> str:
        """What is read: the page after its scripts have run where a browser showed it, else as it was sent."""
        return self.page.html

    @cached_property
    def settled(self) -> bool:
        """Whether every script has had its turn, so that the page has no more to show than it does."""
        rendered = self.page.rendered
        return rendered is not None and not rendered.error and rendered.complete and not self.css(LIVE)

    @property
    def tree(self) -> LexborHTMLParser | None:
        """The tree a browser builds; None for a page made to exhaust a parser. Not to be changed, not to be kept."""
        return self._trees.of(self.page)

    def css(self, selector: str) -> list[LexborNode]:
        """The elements that a selector finds, in order; selecting is much cheaper than walking."""
        tree = self.tree
        root = tree.root if tree is not None else None
        return select(root, selector) if root is not None else []

    def numbers(self, selector: str) -> frozenset[int]:
        """Lexbor's numbers of what a selector finds, to compare with ``Link.node``."""
        return frozenset(node.mem_id for node in self.css(selector))

    @cached_property
    def url(self) -> str:
        """The address that answered."""
        return self.page.final_url or self.page.url

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        node = next(iter(self.css("base[href]")), None)
        href = (node.attributes.get("href") or "") if node is not None else ""
        rendered = self.page.rendered
        stands = self.url if rendered is None or rendered.error else rendered.url or self.url
        return join(stands, href) or stands

    @cached_property
    def host(self) -> str:
        """The host that answered, in lower case."""
        return host_of(self.url)

    @cached_property
    def title(self) -> str:
        """The text of the first title element."""
        node = next(iter(self.css("title")), None)
        return printable(node.text(), MAX_TEXT) if node is not None else ""

    @cached_property
    def metas(self) -> Mapping[str, tuple[str, ...]]:
        """The contents of the ``meta`` elements by name (or property) in lower case."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.css("meta[content]"):
            attrs = node.attributes
            name = (attrs.get("name") or attrs.get("property") or "").strip().lower()
            if name:
                found[name] = (*found.get(name, ()), printable(attrs.get("content") or "", 2 * MAX_TEXT))
        return MappingProxyType(found)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The anchors with an ``href``, at most ``MAX_LINKS``."""
        base = self.base
        origin, folder = _parts(base)
        found = []
        for node in self.css("a[href], area[href]")[:MAX_LINKS]:
            kind, href, text, title, picture = _anchor(node)
            if kind == _ROOTED:
                url = origin + href
            elif kind == _COMPLETE:
                url = href
            else:
                url = _joined(folder if kind == _FROM_FOLDER else base, href)
            found.append(Link._make((url, href[:MAX_URL], text, title, picture, node.mem_id)))
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """The visible text: one line a block, inline elements joined, spaces single. Scripts and comments are no text."""
        tree = self.tree
        if tree is None or tree.body is None:
            return ""
        if tree.root is not None and holds(tree.root, _HIDDEN):
            tree = parse(self.html[:MAX_CHARS])
            for node in tree.css(_HIDDEN) if tree is not None else ():
                if node.tag not in {"body", "html"}:
                    node.decompose()
        body = tree.body if tree is not None else None
        return text_of(body.html or "") if body is not None else ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of ``text``."""
        return tuple(self.text.split("\n")) if self.text else ()


def text_of(html: str) -> str:
    """The text of serialised HTML (well formed, as a tree gives it): one line a block."""
    parts = _TAG.split(_UNSEEN.sub("", html.replace("\n", " ")))
    parts[1::2] = [_BREAKS.get(name, "") for name in parts[1::2]]
    # More than half of the lines are empty, between one tag and the next.
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n") if line)
    return "\n".join(line for line in lines if line)


def lines_under(node: LexborNode) -> tuple[str, ...]:
    """The visible lines of one element."""
    text = text_of(node.html or "")
    return tuple(text.split("\n")) if text else ()


# How a reference becomes an address: put behind the origin, as it is, or joined to a folder or to all of the base.
_ROOTED: Final = 0
_COMPLETE: Final = 1
_FROM_FOLDER: Final = 2
_FROM_BASE: Final = 3
_Anchor = tuple[int, str, str, str, bool]
_ANCHORS: dict[str, _Anchor] = {}


def _anchor(node: LexborNode) -> _Anchor:
    """What an anchor says, whatever page it stands on: kind of reference, reference, text, title, whether a picture."""
    html = node.html or ""
    known = _ANCHORS.get(html)
    if known is None:
        known = _read_anchor(node)
        if len(html) <= ANCHOR_CHARS:
            if len(_ANCHORS) >= ANCHORS_KEPT:
                _ANCHORS.clear()
            _ANCHORS[html] = known
    return known


def _read_anchor(node: LexborNode) -> _Anchor:
    attrs = node.attributes
    href = (attrs.get("href") or "").strip()
    text = " ".join(node.text().split())[:MAX_TEXT]
    picture = False
    if not text and (images := select(node, "img")):
        picture, image = True, images[0]
        text = " ".join((image.attributes.get("alt") or image.attributes.get("title") or "").split())[
            :MAX_TEXT
        ]
    title = " ".join((attrs.get("title") or "").split())[:MAX_TEXT]
    return _kind(href), href, text, title, picture


def _kind(reference: str) -> int:
    if _FROM_ROOT.fullmatch(reference):
        return _ROOTED  # what most links of a site look like
    if _WHOLE.fullmatch(reference):
        return _COMPLETE
    return _FROM_FOLDER if _BESIDE.fullmatch(reference) else _FROM_BASE


def join(base: str, reference: str) -> str:
    """A reference made absolute, without its fragment; empty where it leads to nothing that HTTP can fetch."""
    kind = _kind(reference)
    if kind == _ROOTED:
        return _parts(base)[0] + reference
    if kind == _COMPLETE:
        return reference
    return _joined(base, reference)


@lru_cache(maxsize=20_000)
def _joined(base: str, reference: str) -> str:
    cleaned = reference.strip().replace("\\", "/")
    if not cleaned or cleaned[0] == "#" or len(cleaned) > MAX_URL:
        return ""
    try:
        url = urldefrag(urljoin(base, "".join(cleaned.split()))).url
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return url if usable else ""


@lru_cache(maxsize=256)
def _parts(base: str) -> tuple[str, str]:
    """The origin of an address, and the folder that it lies in."""
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin, f"{origin}{parts.path.rpartition('/')[0]}/"


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


@dataclass(slots=True, eq=False)
class _Documents:
    trees: _Trees = field(default_factory=_Trees)
    made: dict[int, tuple[Page, Document]] = field(default_factory=dict)


def _documents(_: Snapshot) -> _Documents:
    return _Documents()


def document(snapshot: Snapshot, page: Page) -> Document:
    """The document of a page of a snapshot: the same one for every rule."""
    shared = snapshot.derive(_documents)
    known = shared.made.get(id(page))
    if known is None:
        known = shared.made[id(page)] = (page, Document(page, snapshot.as_of, shared.trees))
    return known[1]
