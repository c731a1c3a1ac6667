"""The footers of a site's pages, template by template, against the home page's. Pure.

Reading a footer is dear, and most pages of a site share the home page's. So a page is first searched for the very
characters by which the home page shows its marks; what is not found that way is gathered by how the pages end, and
one page of each such template is read in full, a few at the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from re import Pattern
from urllib.parse import urlsplit

from govsite_checks.model import ColumnType, Page, Role, Snapshot
from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.page.document import host_of
from govsite_checks.reading.page.tables import any_of, table

from .footer import Footer, by_address, read_footer, read_page
from .marks import Mark

# The marks that every page has to show: the notice's four, and the error-report entry.
WATCHED = ("conac", "code", "icp", "police", "jiucuo")
ROLES = (Role.COLUMN, Role.ARTICLE, Role.GUIDE)
# Templates that are read, and the characters of such pages after which no more are; what is compared at all.
MAX_READ = 4
MAX_READ_CHARS = 200_000
MAX_PAGES = 400
MAX_CHARS = 5_000_000
# A page with fewer links than this is no ordinary page of a site: a pop-up, a page to print, a part of a frame.
FEW_LINKS = 10
ENDING_TAGS = 80
END_CHARS = 12_000
LABEL = 12
MAX_PLACES = 10
WINDOW = 300
COMMENT = 20_000

_DIGITS = re.compile("[0-9]+")
_EDGE = re.compile(r"[<>\n\r\t \"']")
_HIDING = (
    *("display:none", "display: none", "visibility:hidden", "visibility: hidden"),
    *("<template", "<noscript", "<textarea", " hidden", "<!--"),
)
_CONAC = re.compile(r"CA\d{15,25}|_ideConac|bszs\.conac\.cn|dcs\.conac\.cn", re.IGNORECASE)
_JIUCUO = ("exposure/jiucuo", "_jiucuo_", "jiucuo")


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """One footer and the pages that share it, an example first.

    ``footer`` is what was read of the example, ``lacking`` the kinds of marks that the home page shows and it does not.
    """

    pages: tuple[Page, ...]
    footer: Footer
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Templates:
    """The footers of a site.

    ``watched`` are the kinds of marks that the home page shows, ``alike`` the pages that show them all, ``others`` the
    templates that lack some, the most widespread first, ``unread`` the pages that were left unread.
    """

    home: Footer
    watched: tuple[str, ...] = ()
    alike: tuple[Page, ...] = ()
    others: tuple[Template, ...] = ()
    unread: tuple[Page, ...] = ()


def read_templates(snapshot: Snapshot) -> Templates:
    """The footers of the column pages, content pages and service guides that stand on the home page's host."""
    home = snapshot.derive(read_footer)
    pages = _pages(snapshot)
    if not pages:
        return Templates(home, _watched(home))
    compared = Compared(home, by_address(snapshot.pages))
    watched = compared.watched
    if not watched:
        return Templates(home, watched)
    alike, groups = _sorted(compared, pages)
    read = list(_read_widest(compared, groups))
    alike += [page for template in read if not template.lacking for page in template.pages]
    unread = tuple(page for group in groups[len(read) :] for page in group)
    return Templates(home, watched, tuple(alike), tuple(_merged(read)), unread)


def _watched(home: Footer) -> tuple[str, ...]:
    return tuple(kind for kind in WATCHED if home.shown(kind))


class Compared:
    """The home page's footer, as other pages are compared with it.

    ``watched`` are the kinds of marks that it shows, ``sources`` the scripts and frames that it is put together from. Of a
    home page that a browser showed, the page as it was sent is compared with too: the others may not have been shown to one.
    """

    def __init__(self, home: Footer, parts: dict[str, Page]) -> None:
        self.watched = _watched(home)
        footers = [home]
        if home.page.is_rendered and self.watched:
            footers.append(read_page(replace(home.page, rendered=None), parts))
        self.sources = tuple(dict.fromkeys(page for footer in footers for page in footer.sources))
        self._signs = {
            kind: [sign for footer in footers if footer.shown(kind) and (sign := _sign(footer, kind))]
            for kind in self.watched
        }

    def group_of(self, page: Page) -> tuple[frozenset[str], str]:
        """The marks that a page does not show by the home page's own characters, and how it ends where there are any.

        A page that a browser showed is compared as it was sent, too: the home page may not have been shown to one.
        """
        html = page.html
        texts = (html, page.text) if page.is_rendered else (html,)
        missing = frozenset(
            kind
            for kind, signs in self._signs.items()
            if not any(_shows(text, sign) for text in texts for sign in signs)
        )
        return missing, _ending(html) if missing else ""


def _sorted(compared: Compared, pages: Iterable[Page]) -> tuple[list[Page], list[list[Page]]]:
    """The pages that show every mark by the home page's characters, and the others by template, the widest first."""
    alike: list[Page] = []
    groups: dict[tuple[frozenset[str], str], list[Page]] = {}
    for page in pages:
        key = compared.group_of(page)
        if key[0]:
            groups.setdefault(key, []).append(page)
        else:
            alike.append(page)
    return alike, sorted(groups.values(), key=len, reverse=True)


def _read_widest(compared: Compared, groups: Iterable[list[Page]]) -> Iterator[Template]:
    """The templates of the first groups, as many as may be read."""
    chars = 0
    for group in islice(groups, MAX_READ):
        if chars > MAX_READ_CHARS:
            return
        template = _read(compared, group)
        chars += len(template.pages[0].html)
        yield template


def _pages(snapshot: Snapshot) -> list[Page]:
    """The pages to compare, each address once, the home page itself left out."""
    home = snapshot.home
    own, front = host_of(home.final_url or home.url), home.final_url or home.url
    found: dict[str, Page] = {}
    for page in snapshot.pages:
        if page.role not in ROLES or not page.seen or not page.html or len(page.html) > MAX_CHARS:
            continue
        url = page.final_url or page.url
        if url != front and same_site(host_of(url), own):
            found.setdefault(url, page)
        if len(found) >= MAX_PAGES:
            break
    return list(found.values())


@cache
def _apart() -> tuple[tuple[str, Pattern[str]], ...]:
    return tuple((row["says"], any_of(row["address"])) for row in table("templates")["apart"])


def apart(page: Page) -> str:
    """Why a page is no ordinary page of the site, in Chinese; empty where it is one."""
    url = page.final_url or page.url
    if page.column is not None and page.column.type == ColumnType.TOPIC:
        return "为专题页面"
    for says, pattern in _apart():
        if pattern.search(url):
            return says
    html = page.html
    if "<frameset" in html.lower():
        return "为框架页面"
    if html.count("<a ") + html.count("<A ") < FEW_LINKS:
        return "页面链接很少，可能是弹出页面"
    return ""


# --- a mark's own characters


@dataclass(frozen=True, slots=True)
class _Sign:
    """The characters that show a mark in a page's source, and what hides things near them on the home page."""

    needle: str
    hiding: frozenset[str]


def _sign(home: Footer, kind: str) -> _Sign | None:
    """How the home page's source shows a mark; None where that is not a matter of a few characters."""
    text = home.page.html
    needle = _needle(text, kind, home.shown(kind)[0]) or _loader(home, kind)
    if not needle:
        return None
    return _Sign(needle, _hides(text, text.rfind(needle)))


def _needle(text: str, kind: str, mark: Mark) -> str:
    if kind == "jiucuo":
        return next((word for word in _JIUCUO if word in text), "")
    if kind == "conac":
        if mark.value and mark.value in text:
            return mark.value
        found = _CONAC.search(text)
        return found[0] if found else ""
    return _number(text, re.sub(r"\D", "", mark.value))


def _number(text: str, digits: str) -> str:
    """A number with its label, as the source writes it; rather in the text than in a tag, rather at the end."""
    place = text.rfind(digits) if digits else -1
    in_tag = ""
    for _ in range(MAX_PLACES):
        if place < 0:
            break
        before = _EDGE.split(text[max(0, place - LABEL) : place])[-1]
        if text.rfind("<", 0, place) <= text.rfind(">", 0, place):
            return (before or text[max(0, place - 1) : place]) + digits
        in_tag = in_tag or before + digits
        place = text.rfind(digits, 0, place)
    return in_tag


def _loader(home: Footer, kind: str) -> str:
    """The end of the address of the script or frame that brings a mark, as the home page writes it."""
    for page in home.sources:
        if _needle(page.html, kind, home.shown(kind)[0]):
            path = urlsplit(page.url).path.rsplit("/", 2)
            name = "/".join(path[-2:]) if len(path) > 2 else path[-1]
            return name if len(name) >= 5 and name in home.page.html else ""
    return ""


def _shows(text: str, sign: _Sign) -> bool:
    """Whether a page shows a mark by the home page's own characters, no more hidden than there."""
    place = text.rfind(sign.needle)
    return place >= 0 and not _commented(text, place) and _hides(text, place) <= sign.hiding


def _commented(text: str, place: int) -> bool:
    """Whether a place lies in a comment: the next comment that ends has not begun after it."""
    ended = text.find("-->", place, place + COMMENT)
    return ended >= 0 and text.rfind("<!--", place, ended) < 0


def _hides(text: str, place: int) -> frozenset[str]:
    near = text[max(0, place - WINDOW) : place].lower()
    return frozenset(word for word in _HIDING if word in near)


# --- templates


def _ending(text: str) -> str:
    """How a page ends, in so many tags, less what varies from page to page of one template."""
    return _DIGITS.sub("", text[_tags_from_end(text, ENDING_TAGS) :].replace("../", "").replace("./", ""))


def _tags_from_end(text: str, tags: int) -> int:
    """Where the last so many tags of a page begin."""
    place = len(text)
    for _ in range(tags):
        place = text.rfind("<", 0, place)
        if place <= 0:
            return 0
    return place


def _read(compared: Compared, group: list[Page]) -> Template:
    """The footer of a group of pages, read off its shortest one: its end, and all of it where marks are missing there."""
    example, watched = min(group, key=lambda page: len(page.html)), compared.watched
    parts = {page.url: page for page in compared.sources}
    parts |= {page.final_url: page for page in compared.sources if page.final_url}
    footer = _read_end(example, watched, parts) or read_page(example, parts)
    lacking = tuple(kind for kind in watched if not _there(footer, kind))
    rest = tuple(page for page in group if page is not example)
    return Template((example, *rest), footer, lacking)


def _read_end(page: Page, watched: tuple[str, ...], parts: dict[str, Page]) -> Footer | None:
    """The footer at the end of a long page; None where it does not show all marks there."""
    html = page.html
    start = html.find("<div", len(html) - END_CHARS) if len(html) > 2 * END_CHARS else -1
    if start < 0:
        return None
    footer = read_page(_with_html(page, html[start:]), parts)
    return footer if footer.found and all(_there(footer, kind) for kind in watched) else None


def _with_html(page: Page, html: str) -> Page:
    """A page of which only a part is read."""
    rendered = page.rendered
    if rendered is None or rendered.error:
        return replace(page, text=html)
    return replace(page, rendered=replace(rendered, html=html))


def _there(footer: Footer, kind: str) -> bool:
    best = footer.best(kind)
    return best is not None and best.state in ("shown", "malformed")


def _merged(read: Iterable[Template]) -> Iterator[Template]:
    """The templates that lack marks; those that lack the same for the same reasons are one."""
    made: dict[tuple[tuple[str, ...], tuple[str, ...]], Template] = {}
    for template in read:
        if not template.lacking:
            continue
        key = (template.lacking, tuple(template.footer.doubt(kind) for kind in template.lacking))
        known = made.get(key)
        made[key] = replace(known, pages=known.pages + template.pages) if known else template
    yield from sorted(made.values(), key=lambda template: len(template.pages), reverse=True)
