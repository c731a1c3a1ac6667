"""Whether a column's page is blank: it says so, or shows nothing but what the pages of its site share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from govsite_checks.model import Column, Page, Role, Snapshot
from govsite_checks.reading.articles.article import letters
from govsite_checks.reading.footers.compose import is_embed, is_harmless
from govsite_checks.reading.page.document import LIVE, Document, document
from govsite_checks.reading.page.text import clean

from .blocks import groups_of
from .listing import MAX_EMPTY_LINE, Listing
from .words import listing_words

# Lines of its own that an empty page may have: its title, its place, its tab.
OWN_LINES = 3
# Pages needed to tell what they share.
ENOUGH_PAGES = 3
MAX_PAGES = 40
MAX_PICTURES = 500
MAX_CONTAINERS = 200
MAX_SCRIPTS, MAX_SCRIPT = 60, 100_000
# Pages that a group of links is looked for on, to tell what is a page's own from the template.
OTHERS = 8

_PLACE = re.compile("当前位置|您的位置|您现在|所在位置|位置[:：]|^首页|返回首页")
_CONTAINERS = "div[id], ul[id], ol[id], dl[id], table[id], tbody[id], section[id], ul[class], tbody[class]"
# What a script that shows something cannot do without; and those that write the marks of every footer.
_SHOWS = re.compile(
    r"\.write(?:ln)?\s*\(|(?:inner|outer)HTML|innerText|textContent|insertAdjacent|createElement|append|prepend|\.(?:html|text|load|after|before)\s*\("
    r"|fetch|ajax|XMLHttp|axios|getJSON|\.(?:get|post)\s*\(|import\s*\(|eval\s*\(|new\s+\w|\.push\s*\("
)
_EMBEDS = re.compile(r"_ideConac|conac\.cn|_jiucuo_|hm\.baidu\.com|createPage", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4}")
_FRONT = re.compile(r"(?:index|default|main|list|home)(?:_?\d{1,3})?(?:\.\w{2,6})?", re.IGNORECASE)


def blank(snapshot: Snapshot, page: Page, column: Column, listing: Listing) -> str:
    """How a page without rows that was seen whole shows that its column is blank, or nothing where it may not be."""
    if listing.scripted or listing.is_article:
        return ""
    of = document(snapshot, page)
    if of.tree is None or of.css("iframe, frame, object, embed, video, canvas"):
        return ""
    said = listing.empty_said
    if not said and not (of.lines and _bare(snapshot, of, column)):
        return ""
    if leads_on(snapshot, page, column) or may_be_filled(snapshot, of, said=bool(said)):
        return ""
    return f"页面写明“{clean(said)}”" if said else "页面除各页共有的部分外没有内容"


def may_be_filled(snapshot: Snapshot, of: Document, *, said: bool) -> bool:
    """Whether a script may show more than the text: one of this page's own, or any where a container waits for it.

    A page that says that there is nothing has an empty container for many a purpose.
    """
    scripts = of.derive(_scripts)
    if not scripts:
        return False
    if not said and any(_waits(node) for node in of.css(_CONTAINERS)[:MAX_CONTAINERS]):
        return True
    pages = _frames(snapshot)
    shared = Counter(script for page in pages for script in document(snapshot, page).source.derive(_scripts))
    return any(shared[script] < max(ENOUGH_PAGES, len(pages) // 2) for script in scripts)


def may_show(of: Document) -> bool:
    """Whether a script of the page itself may show something, as far as the page alone can tell."""
    return bool(of.derive(_scripts))


def _scripts(of: Document) -> frozenset[str]:
    """The scripts of a page that may show something: addresses, less those of known libraries, and what is written in it."""
    found: set[str] = set()
    for node in of.css(LIVE)[:MAX_SCRIPTS]:
        src = node.attributes.get("src") or ""
        if src:
            if not is_harmless(src, src.split("?")[0].rsplit("/", 1)[-1]) and not is_embed(src):
                found.add(src)
        elif _SHOWS.search(text := node.text()[:MAX_SCRIPT]) and not _EMBEDS.search(text):
            found.add(text)
    return frozenset(found)


def _waits(node: LexborNode) -> bool:
    """Whether an element that a script can name stands empty."""
    return not node.text().strip() and node.css_first("a, img, input, iframe") is None


def has_own(snapshot: Snapshot, page: Page, column: Column) -> bool:
    """Whether a page shows something that is surely not shared with others."""
    of = document(snapshot, page)
    return snapshot.derive(read_common).pages >= ENOUGH_PAGES and not _bare(snapshot, of, column)


def leads_on(snapshot: Snapshot, page: Page, column: Column) -> bool:
    """Whether a column has sub-columns of its own: by their addresses, or by the links in the page's body."""
    stem = stem_of(column.url)
    if stem and any(
        other.url != column.url and stem_of(other.url).startswith(stem) for other in snapshot.columns
    ):
        return True
    return _shows_columns(snapshot, document(snapshot, page), column)


def stem_of(url: str) -> str:
    """What the addresses of a column's parts begin with: its folder, or its file's name; empty where it has none."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    if parts.query:
        return ""
    if not name or _FRONT.fullmatch(name):
        return f"{parts.netloc}{folder}/"
    return f"{parts.netloc}{folder}/{name.rsplit('.', 1)[0]}/"


def is_front(url: str) -> bool:
    """Whether an address is that of a folder, where columns and topics stand and articles hardly ever do."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    if parts.query or (name and not _FRONT.fullmatch(name)):
        return False
    return _NUMBER.search(folder.rsplit("/", 1)[-1]) is None


def _shows_columns(snapshot: Snapshot, of: Document, column: Column) -> bool:
    """Whether the body of a page leads to columns: a group of links without the page itself, which a side menu holds."""
    own, home = {of.url, of.page.url, column.url}, {snapshot.home.url, snapshot.home.final_url}
    known = snapshot.derive(_columns) - own - home
    for group in of.derive(groups_of):
        urls = group.urls
        if group.apart or own & urls or home & urls or len(urls & known) < 2:
            continue
        if not _is_template(snapshot, of.page, urls):
            return True
    return False


def _is_template(snapshot: Snapshot, page: Page, group: frozenset[str]) -> bool:
    """Whether a group of links stands on most of those other pages that it does not lead to."""
    others = [other for other in _frames(snapshot) if other is not page and other.url not in group][:OTHERS]
    found = sum(1 for other in others if group in document(snapshot, other).derive(_groups))
    return found * 2 > len(others)


def _frames(snapshot: Snapshot) -> list[Page]:
    """The pages that show what the pages of a site share."""
    return [page for page in snapshot.pages if page.seen and page.role in {Role.HOME, Role.COLUMN}][
        :MAX_PAGES
    ]


def _columns(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(column.url for column in snapshot.columns)


@dataclass(frozen=True, slots=True)
class Common:
    """What several pages of a site share: on how many pages each line, link and picture stands."""

    lines: Counter[str]
    sources: Counter[str]
    pages: int

    @property
    def most(self) -> int:
        """On how many pages stands what belongs to the template: two columns may well show the same content."""
        return max(ENOUGH_PAGES, self.pages // 2)


def read_common(snapshot: Snapshot) -> Common:
    """What the seen home and column pages share."""
    lines: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    seen = _frames(snapshot)
    for page in seen:
        of = document(snapshot, page)
        lines.update(set(of.lines))
        sources.update(of.derive(_sources))
    return Common(lines, sources, len(seen))


def _sources(of: Document) -> set[str]:
    pictures = {node.attributes.get("src") or "" for node in of.css("img[src]")[:MAX_PICTURES]}
    return pictures | {link.url for link in of.links if link.url}


def _groups(of: Document) -> set[frozenset[str]]:
    """The groups of links in the body of a page: the menu at its head may well open into the same."""
    return {group.urls for group in of.derive(groups_of) if not group.apart}


def _says_nothing(line: str) -> bool:
    """Whether a line says only where one is, or that there is nothing."""
    return bool(_PLACE.search(line) or (len(line) <= MAX_EMPTY_LINE and listing_words().empty.search(line)))


def _bare(snapshot: Snapshot, of: Document, column: Column) -> bool:
    """Whether a page has nothing that other pages of the site have not, but its name, its place and ways to columns."""
    common = snapshot.derive(read_common)
    if common.pages < ENOUGH_PAGES:
        return False
    sources = of.derive(_sources) - {of.url} - snapshot.derive(_columns)
    lines, pictures = snapshot.derive(_written_at_home) if of.page.is_rendered else (frozenset(), frozenset())
    if any(common.sources[source] < common.most for source in sources - pictures):
        return False
    own = [
        line
        for line in of.lines
        if common.lines[line] < common.most and line not in lines and not _says_nothing(line)
    ]
    named = snapshot.derive(_titles) | {column.title}
    content = [line for line in own if not _names(line, column, named)]
    return not content and len([line for line in own if line not in named]) <= OWN_LINES


def _written_at_home(snapshot: Snapshot) -> tuple[frozenset[str], frozenset[str]]:
    """The lines, and the links and pictures, that scripts write into the home page: into all pages, most likely.

    Pages that were not shown to a browser cannot tell.
    """
    home = document(snapshot, snapshot.home)
    if not home.page.is_rendered:
        return frozenset(), frozenset()
    sent = home.source
    lines = frozenset(home.lines) - frozenset(sent.lines)
    return lines, frozenset(home.derive(_sources) - sent.derive(_sources))


def _titles(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(column.title for column in snapshot.columns)


def _names(line: str, column: Column, titles: frozenset[str]) -> bool:
    """Whether a line says no more than the name of a column."""
    said, name = letters(line), letters(column.title)
    return line in titles or not said or said in name or name in said
