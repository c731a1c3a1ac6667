"""The columns that a page leads to: its main navigation, the rest of a home page, a site map.

The words of links that lead to no column are data (``data/navigation.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import islice
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from govsite_checks.model import ColumnType, Role
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import Document, Link
from govsite_checks.wording import COLUMN_TYPE

from .types import folded, is_parent, is_title, is_vague, names_year, type_of_title, typed

MAX_ENTRIES = 300
# A navigation has at least so many entries, a container at most so many links.
_FEW, _MANY = 4, 250
_CLIMB = 7
# A list with so many names of other bodies is one of friendly links.
_BODIES = 6
_CONTAINERS = 40
_MORE_LINKS = 60
_HEADING = 40
_GATE_LINKS = 6
_REMEMBERED = 20_000

_AUTHORITY = re.compile(r"https?://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?", re.IGNORECASE)

# What a gate calls the page that it leads to.
_ENTER = re.compile(r"进入|点击|enter", re.IGNORECASE)
_HOME = re.compile(r"首页|主页|中文")

# Columns that are often one page: their address may look like an article's.
SINGLE = frozenset(
    {
        ColumnType.OVERVIEW,
        ColumnType.FUNCTIONS,
        ColumnType.LEADERS,
        ColumnType.DISCLOSURE_GUIDE,
        ColumnType.DISCLOSURE_CATALOGUE,
        ColumnType.DISCLOSURE_REPORT,
        ColumnType.DISCLOSURE_REQUEST,
        ColumnType.ANNUAL_REPORT,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A link that leads to a column: ``level`` 1 in the main navigation, 2 below it or elsewhere on the page.

    Its ``link.label`` is the column's title: where the link says no more than 更多, the heading beside it.
    """

    link: Link
    level: int = 1


@dataclass(frozen=True, slots=True)
class _Words:
    """What ``data/navigation.toml`` says, compiled."""

    containers: str
    others: Pattern[str]
    home: frozenset[str]
    more: Pattern[str]
    utility: Pattern[str]
    footing: Pattern[str]
    bodies: Pattern[str]
    article_paths: Pattern[str]
    article_queries: Pattern[str]
    files: Pattern[str]
    lists: Pattern[str]
    further_paths: Pattern[str]
    further_queries: Pattern[str]
    heading_noise: Pattern[str]


@cache
def _words() -> _Words:
    text = files("govsite_checks.reading").joinpath("data/navigation.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)

    def pattern(name: str) -> Pattern[str]:
        return re.compile(data[name], re.IGNORECASE)

    return _Words(
        containers=", ".join(data["containers"]),
        others=pattern("others"),
        home=frozenset(data["home"]),
        more=pattern("more"),
        utility=pattern("utility"),
        footing=pattern("footing"),
        bodies=pattern("bodies"),
        article_paths=pattern("article_paths"),
        article_queries=pattern("article_queries"),
        files=pattern("files"),
        lists=pattern("lists"),
        further_paths=pattern("further_paths"),
        further_queries=pattern("further_queries"),
        heading_noise=pattern("heading_noise"),
    )


def read_navigation(document: Document) -> tuple[Entry, ...]:
    """The columns that a home page or a site map leads to, the main navigation first, each address once."""
    page = _Page(document)
    main = list(page.main())
    level = 2 if main else 1
    rest = page.all(level) if document.page.role == Role.SITEMAP else page.named(level)
    return _once([*main, *rest], document)


def read_subcolumns(document: Document) -> tuple[Entry, ...]:
    """The columns that a column's own page leads to: those whose titles say so, and those below its address."""
    page, rows = _Page(document), _dated_articles(document)
    folder = _folder(document.url)
    below = [
        Entry(link, 2)
        for link in page.links
        if folder
        and link.url.startswith(folder)
        and _is_folder(link.url)
        and page.may_be_column(link)
        and not _is_body(link.label)
    ]
    return _once((entry for entry in (*below, *page.named(2)) if entry.link.url not in rows), document)


def _dated_articles(document: Document) -> frozenset[str]:
    """The addresses of the rows of a page's list that carry a date and look like single pages."""
    return frozenset(
        item.link.url
        for item in document.derive(read_list).items
        if item.dated is not None and is_article_address(item.link.url)
    )


def gate(document: Document) -> str:
    """The address that a home page which is a mere gate leads on to; empty for any other page."""
    own = {link.url: link for link in document.links if link.url and same_host(link.url, document.url)}
    own.pop(document.url, None)
    pages = [link for link in own.values() if not is_file(link.url)]
    if not pages or len(pages) > _GATE_LINKS or len(document.links) > 3 * _GATE_LINKS:
        return ""
    for link in pages:
        if _ENTER.search(link.text) or (_HOME.search(link.text) and not _is_home(link.url, document)):
            return link.url
    return pages[0].url if len(pages) == 1 else ""


def same_host(one: str, other: str) -> bool:
    """Whether two addresses lie on one host, ``www.`` left aside."""
    return _bare(one) == _bare(other) != ""


@lru_cache(maxsize=_REMEMBERED)
def _bare(url: str) -> str:
    """The host of an address, without the machinery of a full parse: a page has hundreds of links."""
    authority = _AUTHORITY.match(url)
    return authority[1].lower().removeprefix("www.") if authority else ""


def _path_of(url: str) -> str:
    found = _AUTHORITY.match(url)
    return url[found.end() :].partition("?")[0] if found else url.partition("?")[0]


@lru_cache(maxsize=_REMEMBERED)
def is_article_address(url: str) -> bool:
    """Whether an address looks like that of a single page, by the habits of publishing systems."""
    words = _words()
    query = url.partition("?")[2]
    if query and words.article_queries.search(query):
        return True
    return words.article_paths.search(_path_of(url)) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_file(url: str) -> bool:
    """Whether an address is that of a file rather than of a page."""
    return _words().files.search(_path_of(url)) is not None


def is_further_page(url: str, own: str) -> bool:
    """Whether an address is that of a further page of a list; ``own`` is the page that leads there."""
    words = _words()
    path, query = _path_of(url), url.partition("?")[2]
    if words.further_paths.search(path) or (query and words.further_queries.search(query)):
        return True
    # list.html leads to list_2.html, gzdt.htm to gzdt/2.htm.
    stem, dot, ending = _path_of(own).rpartition(".")
    tail = path[len(stem) :].removesuffix(f".{ending}")
    return bool(dot) and path.startswith(stem) and tail[:1] in ("_", "-", "/") and tail[1:].isdigit()


@lru_cache(maxsize=_REMEMBERED)
def is_utility(title: str) -> bool:
    """Whether words name a service of the page (登录, 无障碍, English) rather than a column."""
    return _words().utility.fullmatch(folded(title)) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_more(text: str) -> bool:
    """Whether a link says no more than 更多."""
    return _words().more.fullmatch("".join(text.split())) is not None


@lru_cache(maxsize=_REMEMBERED)
def _is_body(title: str) -> bool:
    """Whether words name another body, such as 民政局, and no column."""
    return (
        _words().bodies.fullmatch(folded(title)) is not None
        and type_of_title(title) == ColumnType.OTHER
        and not is_parent(title)
    )


def _folder(url: str) -> str:
    """The folder of a column's page; empty for the root, below which everything lies."""
    parts = urlsplit(url)
    path = parts.path.rsplit("/", 1)[0] + "/"
    return f"{parts.scheme}://{parts.netloc}{path}" if len(path) > 1 else ""


def _is_folder(url: str) -> bool:
    """Whether an address is that of a list rather than of one of its pages: a folder, or its index."""
    path = _path_of(url)
    return path.endswith("/") or _words().lists.search(path) is not None


def _once(entries: Iterable[Entry], document: Document) -> tuple[Entry, ...]:
    kept: dict[str, Entry] = {}
    for entry in entries:
        if entry.link.url not in kept and not _is_home(entry.link.url, document):
            kept[entry.link.url] = entry
            if len(kept) >= MAX_ENTRIES:
                break
    return tuple(kept.values())


def _is_home(url: str, document: Document) -> bool:
    """Whether an address is that of the page itself or of the site's root."""
    if url in (document.url, document.page.url):
        return True
    parts = urlsplit(url)
    root = (
        parts.path in ("", "/") or re.fullmatch(r"/(?:index|default|main|home)\.\w+", parts.path) is not None
    )
    return root and not parts.query and same_host(url, document.url)


class _Page:
    """The links of a page with their elements."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.links = document.links
        self._columns: dict[int, bool] = {}
        self._lists: dict[int, list[Entry]] = {}

    @cached_property
    def by_node(self) -> dict[int, Link]:
        """The links by the number of their element."""
        return {link.node: link for link in self.links}

    @cached_property
    def _home(self) -> frozenset[int]:
        home = _words().home
        return frozenset(link.node for link in self.links if folded(link.label).lower() in home)

    # --- which links lead to columns

    def may_be_column(self, link: Link) -> bool:
        """Whether a link may lead to a column: a short title, no service of the page, no article, no file."""
        known = self._columns.get(link.node)
        if known is None:
            known = self._columns[link.node] = self._judge(link)
        return known

    def _judge(self, link: Link) -> bool:
        title = link.label
        if not link.url or not title or is_file(link.url) or is_utility(title) or is_more(title):
            return False
        kind = type_of_title(title)
        if not is_title(title) and kind == ColumnType.OTHER:
            return False
        return not is_article_address(link.url) or (kind in SINGLE and not names_year(title))

    def named(self, level: int) -> Iterator[Entry]:
        """The links whose title, or whose heading beside 更多, names a kind of column."""
        footing = _words().footing
        for link in self.links:
            title = link.label
            kind = type_of_title(title) if title else ColumnType.OTHER
            named = kind != ColumnType.OTHER or is_parent(title)
            if named and not footing.fullmatch(title) and self.may_be_column(link):
                yield Entry(link, level)
        yield from self._behind_more(level)

    def all(self, level: int) -> Iterator[Entry]:
        """Every link that may lead to a column, as a site map has them."""
        for link in self.links:
            if self.may_be_column(link) and not _is_body(link.label):
                yield Entry(link, level)

    # --- 更多

    def _behind_more(self, level: int) -> Iterator[Entry]:
        more = [link for link in self.links if link.url and (not link.text or is_more(link.text))]
        if not more:
            return
        nodes = {node.mem_id: node for node in self.document.css("a[href]")}
        for link in more[:_MORE_LINKS]:
            node = nodes.get(link.node)
            if node is None or is_file(link.url) or is_article_address(link.url):
                continue
            if self._turns(link):
                continue
            title = _heading(node) if is_more(link.text) else ""
            kind, _ = typed(title, link.url)
            if title and not is_utility(title):
                yield Entry(link._replace(text=title, title=""), level)
            elif kind != ColumnType.OTHER and is_vague(title):
                yield Entry(link._replace(text=COLUMN_TYPE.get(ColumnType(kind), ""), title=""), level)

    def _turns(self, link: Link) -> bool:
        """Whether a link turns the page of a list, rather than leading from a heading to its column."""
        if not is_further_page(link.url, self.document.url):
            return False
        own = _folder(self.document.url)
        return not any(sign.isalpha() for sign in link.text) or (bool(own) and _folder(link.url) == own)

    # --- the main navigation

    def main(self) -> Iterator[Entry]:
        """The entries of the main navigation in order; nothing where none can be told."""
        best: tuple[tuple[bool, int], list[Entry]] = ((False, 2), [])
        for start, at_home in self._starts():
            entries = self._list_around(start)
            first, below = _known(entries, 1), _known(entries, 2)
            score = (at_home, 2 * first + min(below, 2 * first))
            if first and score > best[0]:
                best = (score, entries)
        yield from best[1]

    def _starts(self) -> Iterator[tuple[LexborNode, bool]]:
        """The elements from which to look for a navigation: its link to the home page, or its first link."""
        homes = (node for node in self.document.css("a[href]") if node.mem_id in self._home)
        yield from ((node, True) for node in islice(homes, _FEW))
        for container in self.document.css(_words().containers)[:_CONTAINERS]:
            attributes = container.attributes
            name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            first = None if _words().others.search(name) else container.css_first("a[href]")
            if first is not None:
                yield first, False

    def _list_around(self, start: LexborNode) -> list[Entry]:
        """The entries of the list that a link is an item of."""
        node = start.parent
        for _ in range(_CLIMB):
            if node is None or node.tag in ("body", "html"):
                break
            entries = self._lists.get(node.mem_id)
            if entries is None:
                entries = self._lists[node.mem_id] = self._whole_list(node)
            if entries:
                return entries
            node = node.parent
        return []

    def _whole_list(self, container: LexborNode) -> list[Entry]:
        entries = self._entries(container)
        if sum(entry.level == 1 for entry in entries) < _FEW:
            return []
        return [*entries, *self._further_rows(container)]

    def _entries(self, container: LexborNode) -> list[Entry]:
        """Of each item of a list the first link at level 1, the others below it; nothing where it is no navigation."""
        entries: list[Entry] = []
        usable = bodies = anchors = 0
        for item in container.iter():
            level = 1
            inside = [item] if item.tag == "a" else item.css("a[href]")
            anchors += len(inside)
            if anchors > _MANY:
                return []
            for node in inside:
                link = self.by_node.get(node.mem_id)
                if node.mem_id in self._home:
                    usable += 1
                elif link is not None and self.may_be_column(link):
                    usable += 1
                    bodies += _is_body(link.label)
                    entries.append(Entry(link, level))
                    level = 2
        return entries if usable * 2 >= anchors and bodies < _BODIES else []

    def _further_rows(self, container: LexborNode) -> Iterator[Entry]:
        """The rows of the same navigation beside this one: elements of the same tag and class."""
        parent = container.parent
        if parent is None or (container.tag == "div" and not container.attributes.get("class")):
            return
        alike = (container.tag, container.attributes.get("class"))
        for row in parent.iter():
            if row.mem_id != container.mem_id and (row.tag, row.attributes.get("class")) == alike:
                yield from self._entries(row)


def _known(entries: list[Entry], level: int) -> int:
    """How many entries of a level are what the navigation of a government has."""
    return sum(
        type_of_title(entry.link.label) != ColumnType.OTHER or is_parent(entry.link.label)
        for entry in entries
        if entry.level == level
    )


def _heading(node: LexborNode) -> str:
    """The title beside a link that says 更多; empty where there is none, or more than one."""
    noise = _words().heading_noise
    for _ in range(3):
        parent = node.parent
        if parent is None or parent.tag in ("body", "html"):
            break
        node = parent
        if len(node.text()) > 6 * _HEADING:
            break
        words = [noise.sub("", word) for word in node.text(separator="\n").split("\n")]
        titles = list(dict.fromkeys(word.strip() for word in words if len(word.strip()) > 1))
        if len(titles) == 1 and is_title(titles[0]):
            return titles[0]
        if len(titles) > 1:
            break
    return ""
