"""Whether a site publishes a kind of information: the columns of that kind, links that lead to one, and how sure an absence is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from govsite_checks.model import ColumnType, Finding, Page, PageError, Role, Snapshot, Verdict
from govsite_checks.reading.columns.navigation import read_navigation
from govsite_checks.reading.columns.types import is_parent, is_title, type_of_page, type_of_title
from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.guides.elsewhere import filled_places
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.lists.upkeep import Seen, Upkeep, clean, read_upkeep
from govsite_checks.reading.page.document import Document, Link, document, host_of
from govsite_checks.reading.rendering.why import explained
from govsite_checks.reading.search.lexicon import result_words

from .words import publication_words

# A home page with less than this shows too little to say what it lacks.
HOME_CHARS = 200
HOME_LINKS = 12
NAVIGATION = 3
# Without a site map, so many columns have to be seen before something can be said to be missing.
LEAST_COLUMNS = 5
SITEMAP_LINKS = 10
MAX_PAGES = 30
MAX_LINKS = 1_500
NEAR_CHARS = 12

# Columns of one kind that often hold another.
_AKIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ColumnType.FUNCTIONS: (ColumnType.OVERVIEW,),
        ColumnType.INTERPRETATION: (ColumnType.POLICY,),
        ColumnType.POLICY: (ColumnType.INTERPRETATION,),
        ColumnType.DISCLOSURE_GUIDE: (ColumnType.DISCLOSURE_CATALOGUE,),
        ColumnType.DISCLOSURE_CATALOGUE: (ColumnType.DISCLOSURE_GUIDE,),
        ColumnType.DATA: (ColumnType.OPEN_DATA,),
        "state-council": tuple(ColumnType),
    }
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a site offers of some kinds of information.

    ``columns`` are its columns of these kinds, ``link`` the first link that leads to one where no column was planned, on
    ``page``. ``hint`` says, in Chinese, how else it is known that there is one: by the inventory, or because the planner
    found one and did not open it.
    """

    columns: tuple[Upkeep, ...] = ()
    link: Link | None = None
    page: Page | None = None
    hint: str = ""

    @property
    def exists(self) -> bool:
        """Whether there is anything of these kinds."""
        return bool(self.columns) or self.link is not None or bool(self.hint)


def offer_of(snapshot: Snapshot, types: Iterable[str]) -> Offer:
    """What a site offers of some kinds of information."""
    wanted = frozenset(types)
    portal = snapshot.site.kind == "portal"
    columns = tuple(
        kept
        for kept in snapshot.derive(read_upkeep)
        if (kept.column.type in wanted or _labelled(snapshot, kept) in wanted)
        and not (portal and _is_of_site(kept.column.title))
    )
    if columns:
        return Offer(columns)
    linked = snapshot.derive(_linked)
    for type in sorted(wanted):
        if type in linked and not (portal and _is_of_site(linked[type][1].label)):
            page, link = linked[type]
            return Offer(link=link, page=page)
    if any(note.subject in wanted for note in snapshot.observed("omission")):
        return Offer(hint="采集时见到")
    return Offer(hint="清单中列有" if any(hint.type in wanted for hint in snapshot.site.columns) else "")


def _is_of_site(title: str) -> bool:
    """Whether a title speaks of the website; that of a portal is not its region's."""
    return publication_words()["never"]["portal"].search(title) is not None


def _labelled(snapshot: Snapshot, kept: Upkeep) -> str:
    return document(snapshot, kept.page).derive(type_of_page) if kept.page.seen else ""


def _linked(snapshot: Snapshot) -> dict[str, tuple[Page, Link]]:
    """For each kind, the first link whose words name it: on the home page, the site map, the columns.

    One that leads nowhere gives way to one that leads somewhere, and one that names a year, a single document of the
    kind, to one that does not.
    """
    found: dict[str, tuple[Page, Link]] = {}
    known: set[tuple[str, bool]] = set()
    for page in _opened(snapshot)[:MAX_PAGES]:
        for link in document(snapshot, page).links[:MAX_LINKS]:
            if not link.text or (link.text, bool(link.url)) in known:
                continue
            known.add((link.text, bool(link.url)))
            kind = type_of_title(link.label)
            if kind == ColumnType.OTHER:
                continue
            if kind not in found or _worth(link) > _worth(found[kind][1]):
                found[kind] = (page, link)
    return found


def _worth(link: Link) -> tuple[bool, bool]:
    return bool(link.url), not _YEAR.search(link.label)


def _opened(snapshot: Snapshot) -> list[Page]:
    """The pages that lead to columns, and were seen."""
    roles = (Role.HOME, Role.SITEMAP, Role.COLUMN, Role.FRAME)
    return [page for role in roles for page in snapshot.pages_of(role) if page.seen and page.text]


def near_link(snapshot: Snapshot, types: Iterable[str]) -> tuple[Page, Link] | None:
    """A link with a short name that comes near to some kinds of information, with its page."""
    near = publication_words()["near"]
    wanted = frozenset(types)
    patterns = [near[type] for type in wanted if type in near]
    akin = {ColumnType.OTHER, *wanted, *(kin for type in wanted for kin in _AKIN.get(type, ()))}
    for page in _opened(snapshot)[:MAX_PAGES]:
        for link in document(snapshot, page).links[:MAX_LINKS]:
            label = link.label
            if len(label) > NEAR_CHARS or not any(p.search(label) for p in patterns) or not is_title(label):
                continue
            if type_of_title(label) in akin and not (snapshot.site.kind == "portal" and _is_of_site(label)):
                return page, link
    return None


def doubt_of_absence(snapshot: Snapshot) -> str:
    """Why a kind of information that was not found may be there all the same; empty where all was seen."""
    home = snapshot.home
    if not home.seen:
        return "首页未能查看"
    of = document(snapshot, home)
    doubt = doubt_of_home(of)
    if doubt:
        return explained(doubt, home)
    if any(note.outcome == "budget" for note in snapshot.observed("omission", Role.COLUMN)):
        return "部分栏目未及查看"
    whole = any(_is_whole_map(of, document(snapshot, page)) for page in _maps(snapshot))
    opened = [kept for kept in snapshot.derive(read_upkeep) if kept.page.seen]
    if not whole and len(opened) < LEAST_COLUMNS:
        return f"仅查看 {len(opened)} 个栏目，且未见网站地图"
    if not whole and snapshot.observed("omission", ColumnType.OTHER):
        return "部分栏目未及查看，且未见网站地图"
    return _doubt_of_parents(snapshot)


def doubt_of_home(of: Document) -> str:
    """Why a home page may lead to more than its text shows, in Chinese; empty where it shows all."""
    if of.tree is None:
        return "首页结构异常，未能读取"
    if of.css("frameset, frame[src]")[:1]:
        return "首页由框架组成"
    if len(of.text) < HOME_CHARS or len(of.links) < HOME_LINKS:
        return "首页内容极少，可能由脚本生成"
    if of.css(result_words().bound)[:1] or "{{" in of.text:
        return "首页由脚本框架填充"
    if sum(entry.level == 1 for entry in of.derive(read_navigation)) < NAVIGATION:
        return "未能读出首页的导航"
    return ""


def _maps(snapshot: Snapshot) -> list[Page]:
    return [page for page in snapshot.pages_of(Role.SITEMAP) if page.seen]


def _is_whole_map(home: Document, of: Document) -> bool:
    """Whether a site map's text shows the map: not only the frame of every page, around a place for a script to fill."""
    if len(of.links) < SITEMAP_LINKS:
        return False
    elsewhere = {link.url for link in home.links}
    own = {link.url for link in of.links if link.url not in elsewhere}
    return len(own) >= SITEMAP_LINKS or not filled_places(of)


def _doubt_of_parents(snapshot: Snapshot) -> str:
    """A column that gathers others (政务公开) and was not seen whole may hold what is missing."""
    opened = {kept.column.url: kept for kept in snapshot.derive(read_upkeep)}
    home = document(snapshot, snapshot.home)
    mapped = (link for page in _maps(snapshot) for link in document(snapshot, page).links[:MAX_LINKS])
    for link in (*(entry.link for entry in home.derive(read_navigation)), *mapped):
        title, url = link.label, link.url
        if not is_parent(title, url) or not url or url.rstrip("/") == home.url.rstrip("/"):
            continue
        kept = opened.get(url)
        name = clean(title, 16)
        if not same_site(home.host, host_of(url)):
            return f"“{name}”在其他网站，未查看"
        if kept is None or not kept.page.seen:
            return f"“{name}”未能查看"
        if document(snapshot, kept.page).derive(read_list).scripted:
            return f"“{name}”的内容可能由脚本加载"
    return ""


def judge_published(
    snapshot: Snapshot, types: Iterable[str], what: str, *, must: bool = True
) -> Iterator[Finding]:
    """One finding on whether a site publishes a kind of information.

    ``what`` names it in Chinese. Where ``must`` is False, an absence is for a person to judge.
    """
    offer = offer_of(snapshot, types)
    if not offer.exists:
        yield absence(snapshot, types, what, must=must)
        return
    if not offer.columns:
        yield _by_link(snapshot, offer, what)
        return
    yield _by_column(offer.columns, what)


def absence(snapshot: Snapshot, types: Iterable[str], what: str, *, must: bool = True) -> Finding:
    """The finding for a kind of information that was not found."""
    said = f"首页、网站地图和已查看的栏目中未见{what}"
    near = near_link(snapshot, types)
    if near is not None:
        page, link = near
        message = f"{said}栏目，有名称相近的链接“{clean(link.label, 20)}”，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, message, page, snippet=link.label)
    doubt = snapshot.derive(doubt_of_absence)
    if doubt:
        return Finding.at(Verdict.NEEDS_REVIEW, f"{said}；{doubt}，需人工确认。", snapshot.home)
    if not must:
        return Finding.at(Verdict.NEEDS_REVIEW, f"{said}，是否应当公开需人工确认。", snapshot.home)
    return Finding.at(Verdict.VIOLATION, f"{said}。", snapshot.home)


def _by_link(snapshot: Snapshot, offer: Offer, what: str) -> Finding:
    if offer.link is None or offer.page is None:
        return Finding.at(Verdict.NO_EVIDENCE, f"{offer.hint}{what}栏目，未打开查看。", snapshot.home)
    name = clean(offer.link.label, 20)
    if not offer.link.url:
        return Finding.at(Verdict.NEEDS_REVIEW, f"页面有“{name}”，但链接没有指向，需人工确认。", offer.page)
    return Finding.at(Verdict.OK, f"设有{what}的链接“{name}”。", offer.page)


def _by_column(columns: tuple[Upkeep, ...], what: str) -> Finding:
    """The best of the columns of a kind decides."""
    for kept in columns:
        if kept.column.offsite or kept.seen is Seen.EXEMPT:
            return Finding.at(Verdict.OK, f"设有{what}栏目“{kept.title}”（在其他网站）。", kept.page)
        if kept.seen in {Seen.DATED, Seen.UNSURE}:
            return Finding.at(Verdict.OK, f"设有{what}栏目“{kept.title}”。", kept.page)
        if kept.page.error == PageError.SITE_LEFT:
            return Finding.at(Verdict.OK, f"设有{what}栏目“{kept.title}”（未打开查看）。", kept.page)
    unseen = next((kept for kept in columns if kept.seen is Seen.UNSEEN), None)
    if unseen is not None:
        if unseen.page.error == PageError.HTTP_STATUS:
            return Finding.at(
                Verdict.NEEDS_REVIEW,
                f"{what}栏目“{unseen.title}”未能打开：{clean(unseen.why)}，需人工确认。",
                unseen.page,
            )
        return Finding.at(
            Verdict.NO_EVIDENCE,
            f"设有{what}栏目“{unseen.title}”，未能查看：{clean(unseen.why)}。",
            unseen.page,
        )
    kept = columns[0]
    return Finding.at(
        Verdict.NEEDS_REVIEW,
        f"设有{what}栏目“{kept.title}”，但没有内容（{clean(kept.why)}），需人工确认。",
        kept.page,
    )


def pages_of_columns(snapshot: Snapshot, columns: Iterable[Upkeep]) -> tuple[Page, ...]:
    """The seen pages of some columns and their articles."""
    urls = {kept.column.url for kept in columns}
    return tuple(
        page
        for page in snapshot.pages
        if page.seen
        and page.text
        and page.role in {Role.COLUMN, Role.COLUMN_NEXT, Role.ARTICLE}
        and page.column is not None
        and page.column.url in urls
    )


def articles_of(snapshot: Snapshot, *types: str) -> tuple[Page, ...]:
    """The seen articles of columns of some types."""
    return tuple(
        page
        for page in snapshot.pages_of(Role.ARTICLE)
        if page.seen and page.column is not None and page.column.type in types
    )
