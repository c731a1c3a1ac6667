"""Whether a site has a channel of a kind (to ask, surveys, interviews, services), and how sure its absence is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import Pattern
from types import MappingProxyType

from govsite_checks.model import Column, Page, Role, Snapshot
from govsite_checks.reading.guides.scripts import fills, has_frame
from govsite_checks.reading.links.reach import answers
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import LIVE, Document, Link, document
from govsite_checks.reading.rendering.why import explained
from govsite_checks.reading.talk.words import message_words

# A home page with fewer links is a shell that a script fills, or a gate.
ENOUGH_LINKS = 10
MAX_LABEL = 30
MAX_PAGES = 12


@dataclass(frozen=True, slots=True)
class Channel:
    """What is known of one kind of channel.

    ``seen`` are the pages of its columns on the site, ``unseen`` those that could not be read, ``offsite`` its columns
    elsewhere, ``hints`` links whose words tell of it and that are no column that was found. ``doubt`` says in Chinese why
    its absence is not certain; empty where the home page and the columns of interaction were seen whole.
    """

    seen: tuple[Page, ...] = ()
    unseen: tuple[Page, ...] = ()
    offsite: tuple[Column, ...] = ()
    hints: tuple[Link, ...] = ()
    doubt: str = ""


def channel(snapshot: Snapshot, types: Iterable[str], words: Pattern[str]) -> Channel:
    """The channel that columns of some types are, or that links with some words lead to."""
    wanted = frozenset(types)
    pages = [
        page
        for page in snapshot.pages_of(Role.COLUMN)
        if page.column is not None and page.column.type in wanted
    ]
    columns = [page.column for page in pages if page.column is not None]
    here = [page for page in pages if page.column is not None and not page.column.offsite]
    known = {column.url for column in columns}
    shown = snapshot.derive(links_shown)
    hints = [link for label, link in shown.items() if link.url not in known and words.search(label)]
    return Channel(
        seen=tuple(page for page in here if page.seen),
        unseen=tuple(page for page in here if not page.seen),
        offsite=tuple(column for column in columns if column.offsite),
        hints=tuple(hints),
        doubt=snapshot.derive(doubt_of_absence),
    )


def link_named(snapshot: Snapshot, words: Pattern[str], pages: Iterable[Page]) -> Link | None:
    """The first short link with some words, on the pages where channels are looked for and on some others."""
    shown = snapshot.derive(links_shown).values()
    more = (link for page in list(pages)[:MAX_PAGES] for link in document(snapshot, page).links)
    for link in (*shown, *more):
        if 2 <= len(link.label) <= MAX_LABEL and words.search(link.label):
            return link
    return None


def links_shown(snapshot: Snapshot) -> Mapping[str, Link]:
    """The short words of the links of the home page, the site map and the columns of interaction, each once."""
    found: dict[str, Link] = {}
    pages = [snapshot.home, *snapshot.pages_of(Role.SITEMAP), *_interactive(snapshot)]
    for page in [page for page in pages if page.seen][:MAX_PAGES]:
        for link in document(snapshot, page).links:
            if 2 <= len(link.label) <= MAX_LABEL:
                found.setdefault(link.label, link)
    return MappingProxyType(found)


def _interactive(snapshot: Snapshot) -> list[Page]:
    words = message_words().channel["interaction"]
    return [
        page
        for page in snapshot.pages_of(Role.COLUMN)
        if page.column is not None and words.search(page.column.title)
    ]


def doubt_of_absence(snapshot: Snapshot) -> str:
    """Why a channel that was not found may be there all the same, in Chinese; empty where that is not to be thought."""
    home = document(snapshot, snapshot.home)
    if home.tree is None or len(home.links) < ENOUGH_LINKS:
        return "首页可读到的链接很少，内容可能由脚本或框架生成"
    reason = filled_later(home)
    if reason:
        return f"首页{reason}"
    known = snapshot.derive(answers)
    words = message_words().channel["interaction"]
    maps = [page for page in snapshot.pages_of(Role.SITEMAP) if page.seen]
    mapped = (link for page in maps for link in document(snapshot, page).links)
    for link in (*home.links, *mapped):
        if len(link.label) <= 12 and words.search(link.label):
            page = known.of(link.url) if link.url else None
            if page is None or not page.seen or not page.text:
                where = "首页" if link in home.links else "网站地图"
                return f"{where}的“{quoted(link.label)}”未能查看"
            reason = filled_later(document(snapshot, page))
            if reason:
                return f"“{quoted(link.label)}”页面{reason}"
    return ""


def filled_later(page: Document) -> str:
    """Why a page may show more than its text, in Chinese; empty where that is not to be thought."""
    if page.tree is None:
        return "未能解析"
    if any(fills(script.text()) for script in page.css(LIVE)[:60]):
        return explained("的内容可能由脚本生成", page.page)
    return "内嵌框架" if has_frame(page) else ""
