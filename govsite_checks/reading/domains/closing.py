"""What a visitor of a closed site meets at its old address: nothing, a notice, another site, or the site itself. Pure.

Only what was met is said here; whether it ought to be so is for the rules.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from govsite_checks.model import Page, PageError, Role, Site, Snapshot, printable
from govsite_checks.reading.page.document import Document, document, host_of
from govsite_checks.wording import PAGE_ERROR

from .names import read_domain, same_site
from .parked import Parked, is_short, read_parked

# Links by which a page is a page of a site, and not a line of text.
OWN_LINKS = 5
# Content by which a page holds something: links, or characters of text.
CONTENT_LINKS = 8
CONTENT_CHARS = 300
EMPTY_CHARS = 20

_TAIL = re.compile(r"(?:政府)?(?:门户)?(?:官方)?网站?$|(?:信息|政务)网$")
_MISSING = re.compile(
    r"(?:^|[^0-9])404(?:[^0-9]|$)|页面不存在|找不到(?:该|您)?.{0,8}页|not found|(?:已|被)删除", re.IGNORECASE
)
_ENDS = str.maketrans("。！!", "   ")
# What the network says when nothing is there to be visited. A firewall's silence is not among it.
_SILENT = frozenset((PageError.DNS, PageError.REFUSED, PageError.CONNECTION))
_GONE = frozenset((404, 410))


class Met(StrEnum):
    """What a visitor meets."""

    SILENT = "silent"  # no answer, or the answer that there is no such page
    UNSEEN = "unseen"  # not known: time-outs, firewalls, refusals, errors of the server
    MOVED = "moved"  # led on to another public body's host
    LEFT = "left"  # led on to a host that is no public body's
    NOTICE = "notice"  # a notice, and nothing else
    DEFAULT = "default"  # a server's own page
    FOREIGN = "foreign"  # a page of somebody else: the name for sale, bets
    EMPTY = "empty"  # a page without words; scripts may fill it
    SITE = "site"  # the site itself, for certain
    PAGE = "page"  # a page of which it is not certain whose it is


@dataclass(frozen=True, slots=True)
class Standing:
    """What was met at one address of a site, and the words that show it."""

    met: Met
    page: Page
    words: str = ""
    parked: Parked = field(default_factory=Parked)

    @property
    def answers(self) -> bool:
        """Whether a page was met at the site's own host that is more than a notice or a server's own page."""
        return self.met in (Met.SITE, Met.PAGE, Met.EMPTY)


def read_standings(snapshot: Snapshot) -> tuple[Standing, ...]:
    """What is met at the home page's address, and over HTTPS and under the twin name where those were asked for.

    The home page comes first. What the further ones repeat is left out.
    """
    pages = (snapshot.home, *snapshot.pages_of(Role.HTTPS), *snapshot.pages_of(Role.TWIN))
    found = [_standing(snapshot, page) for page in pages]
    known = {Met.SILENT, Met.UNSEEN, found[0].met}
    return (found[0], *(standing for standing in found[1:] if standing.met not in known))


def read_standing(snapshot: Snapshot) -> Standing:
    """What is met at the home page's address."""
    return snapshot.derive(read_standings)[0]


def _standing(snapshot: Snapshot, page: Page) -> Standing:
    if not page.seen:
        gone = page.error == PageError.HTTP_STATUS and page.status in _GONE
        return Standing(Met.SILENT if gone or page.error in _SILENT else Met.UNSEEN, page)
    read = document(snapshot, page)
    parked = read.derive(read_parked)
    host = host_of(page.final_url or page.url)
    # A page of the site that has such words on it is still the site's.
    if parked.foreign and (parked.certain or not says_name(read, snapshot.site)):
        return Standing(Met.FOREIGN, page, parked.words, parked)
    if not _is_own_host(snapshot, host):
        met = Met.MOVED if _is_public(snapshot, host) else Met.LEFT
        return Standing(met, page, host, parked)
    return _own(snapshot.site, page, read, parked)


def _own(site: Site, page: Page, read: Document, parked: Parked) -> Standing:
    """What a page of the site's own host is."""
    if parked.kind == "default":
        return Standing(Met.DEFAULT, page, parked.words, parked)
    if parked.certain:
        return Standing(Met.NOTICE, page, parked.words, parked)
    if len(read.text) < EMPTY_CHARS and len(read.links) < OWN_LINKS:
        return Standing(Met.EMPTY, page, "", parked)
    name = says_name(read, site)
    if name and len(read.links) >= OWN_LINKS:
        return Standing(Met.SITE, page, name, parked)
    return Standing(Met.PAGE, page, read.title, parked)


def _is_own_host(snapshot: Snapshot, host: str) -> bool:
    """Whether a host is the site's: its name, with or without www, or a name below a domain that is its own."""
    own = host_of(snapshot.site.url)
    if same_site(own, host):
        return True
    parent = host_of(snapshot.parent.url) if snapshot.parent is not None else ""
    if parent and same_site(parent, host):
        return False
    mine = read_domain(own)
    holds_all = mine.sub in ((), ("www",))
    return holds_all and bool(mine.registered) and read_domain(host).registered == mine.registered


def _is_public(snapshot: Snapshot, host: str) -> bool:
    parent = host_of(snapshot.parent.url) if snapshot.parent is not None else ""
    moved = host_of(snapshot.site.moved_to)
    return read_domain(host).governmental or any(
        known and same_site(known, host) for known in (parent, moved)
    )


def says_name(read: Document, site: Site) -> str:
    """The words by which a page calls itself the site: its name in the title or in the text, or its code."""
    name = _TAIL.sub("", site.name.strip())
    if len(name) >= 4:
        if name in read.title:
            return read.title
        if name in read.text:
            return name
    code = site.site_code.strip()
    return code if code and code in read.text else ""


def holds_content(read: Document) -> bool:
    """Whether a page holds something to read, and does not say that it is missing."""
    if _MISSING.search(read.title) or (is_short(read) and _MISSING.search(read.text[:400])):
        return False
    return len(read.links) >= CONTENT_LINKS or len(read.text) >= CONTENT_CHARS


def why(page: Page) -> str:
    """What happened in place of a page, in a few Chinese words."""
    reason = PAGE_ERROR.get(page.error, "未采集")
    return f"{reason}{page.status}" if page.error == PageError.HTTP_STATUS and page.status else reason


def quoted(words: str) -> str:
    """Words of a page for a message: short, and without what ends a sentence."""
    return printable(words.translate(_ENDS), 60).strip()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month; the last date there is where that lies beyond."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))
