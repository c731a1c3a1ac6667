"""Service guides (办事指南): which elements a page gives, and which headings stand empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from re import Pattern
from types import MappingProxyType

from govsite_checks.reading.page.document import Document, Link
from govsite_checks.reading.page.marked import Line
from govsite_checks.reading.rendering.why import explained

from .elsewhere import parts_elsewhere, pictures_of, told_elsewhere
from .lines import body_lines, from_lines, outside
from .links import guide_links, offsite_guides, system_links
from .scripts import scripted_reason
from .tables import from_tables
from .values import Found, cleaned
from .words import guide_words, head_of

__all__ = [
    "ELEMENTS",
    "NAMES",
    "Guide",
    "GuideElement",
    "guide_links",
    "offsite_guides",
    "read_guide",
    "system_links",
]

# The element classes, in the order of the regulation; their synonyms are data (data/guide.toml).
ELEMENTS = ("name", "basis", "conditions", "materials", "place", "time", "phone", "process")
NAMES: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            ELEMENTS,
            ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程"),
            strict=True,
        )
    )
)
MAX_LINKS = 50
MAX_LINE = 400
MAX_QUESTION = 60
_MATTER = frozenset({"basis", "conditions", "materials", "process"})

_AT_COLON = re.compile("[：:]")
_TITLES = "h1, h2, #title, .title, .bt, .tit, .article-title, .content-title, .xxgk_title"
_SITE = re.compile(r"([^-_|—－]{2,80}?)\s{0,3}[-_|—－]{1,3}\s{0,3}([^-_|—－\s]{2,40})")


@dataclass(frozen=True, slots=True)
class GuideElement:
    """One element: its class, its heading as written, its text. An empty ``text`` is an empty heading.

    ``vague`` is the part of the text that only refers to elsewhere (详见附件), or 无.
    """

    kind: str
    heading: str
    text: str = ""
    vague: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A service guide as read.

    ``elements`` by class. ``is_guide`` is True where the page has the marks of a guide (two headings of elements or
    more). ``scripted`` says, in Chinese, why elements may be missing from the text; empty where the text shows all.
    ``forms`` are links to forms, samples and other documents, ``online`` links to declare or query online.
    ``doubts`` are, by class, words of the page that may be an element under a name that is not known; a time limit
    (办结时限) is no office hours, and stands here where nothing else is said of the time.
    ``certain`` is True where it can be nothing but a guide: three headings of elements or more, one of them of the matter
    itself, or 指南 in its name.
    """

    title: str = ""
    elements: Mapping[str, GuideElement] = field(default_factory=lambda: MappingProxyType({}))
    is_guide: bool = False
    scripted: str = ""
    forms: tuple[Link, ...] = ()
    online: tuple[Link, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    certain: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The classes that are absent or stand empty, in the order of the regulation."""
        return tuple(kind for kind in ELEMENTS if not (kind in self.elements and self.elements[kind].text))

    @property
    def surely_missing(self) -> tuple[str, ...]:
        """The missing classes of which the page has no other word either; none where a script may fill them."""
        if self.scripted or not self.certain:
            return ()
        return tuple(kind for kind in self.missing if kind in self.elements or kind not in self.doubts)


def read_guide(document: Document) -> Guide:
    """The service guide of a page."""
    lines = body_lines(document)
    tables = from_tables(document)
    plain, unclear = from_lines(document, lines, frozenset(found.kind for found in tables))
    everything = (*tables, *plain)
    elements = _elements(everything)
    is_guide = len(elements) >= 2
    title = title_of(document)
    certain = _certain(elements, is_guide, f"{title}{document.title}")
    if is_guide and title and "name" not in elements:
        elements["name"] = GuideElement("name", "标题", title)
    missing = [kind for kind in ELEMENTS if not (kind in elements and elements[kind].text)]
    doubts = _doubts(lines, everything, missing) if is_guide else {}
    if is_guide and missing:
        _doubts_of_other_places(document, lines, elements, missing, doubts)
    return Guide(
        title=title,
        elements=MappingProxyType(elements),
        is_guide=is_guide,
        scripted=explained(scripted_reason(document, everything, missing, is_guide, unclear), document.page)
        if missing
        else "",
        forms=_links(document, "form", "file"),
        online=_links(document, "online"),
        doubts=MappingProxyType(doubts),
        certain=certain,
    )


def _certain(elements: Mapping[str, GuideElement], is_guide: bool, titles: str) -> bool:
    """Whether a page can be nothing but a guide: an address, hours and a number alone are those of any office."""
    if is_guide and "指南" in titles:
        return True
    of_matter = not _MATTER.isdisjoint(elements) or (
        "name" in elements and "事项" in elements["name"].heading
    )
    return len(elements) >= 3 and of_matter and not guide_words().documents.search(titles)


def _doubts_of_other_places(
    document: Document,
    lines: tuple[Line, ...],
    elements: dict[str, GuideElement],
    missing: list[str],
    doubts: dict[str, str],
) -> None:
    """What may stand in a file, a picture, a frame or on another page; such an element's heading is no empty one."""
    linked = parts_elsewhere(document)
    for kind in missing:
        if kind in linked:
            elements.pop(kind, None)
            doubts.setdefault(kind, linked[kind])
    parts = [linked[kind] for kind in ELEMENTS if kind in linked]
    shown = pictures_of([element.text for element in elements.values()])
    reason = parts[0] if len(set(parts)) > 1 else told_elsewhere(document, lines, shown)
    if reason:
        for kind in missing:
            doubts.setdefault(kind, reason)


def _elements(found: Iterable[Found]) -> dict[str, GuideElement]:
    """The first heading of a class under which something stands; else the first."""
    elements: dict[str, GuideElement] = {}
    for one in found:
        if one.kind not in ELEMENTS:
            continue
        known = elements.get(one.kind)
        text = cleaned(one.text)
        if known is None or (text and not known.text):
            vague = text[:60] if text and guide_words().values["vague"].fullmatch(text[:60]) else ""
            elements[one.kind] = GuideElement(one.kind, one.heading[:60], text, vague)
    return elements


def _doubts(lines: tuple[Line, ...], found: tuple[Found, ...], missing: list[str]) -> dict[str, str]:
    """Words that keep a missing class from being certain."""
    words = guide_words()
    doubts: dict[str, str] = {}
    limit = next((one for one in found if one.kind == "limit" and cleaned(one.text)), None)
    if limit is not None and "time" in missing:
        doubts["time"] = limit.heading[:40]
    known = {head_of(one.heading) for one in found if one.kind in ELEMENTS}
    for line in lines:
        for kind in missing:
            if kind not in doubts and (said := _hint(line, kind, known, words.told.get(kind))):
                doubts[kind] = said[:40]
    return doubts


def _hint(line: Line, kind: str, known: set[str], told: Pattern[str] | None) -> str:
    """Words of one line that may be an element of a class."""
    text = line.text
    head = _AT_COLON.split(text, 1)[0] if len(text) <= MAX_LINE else ""
    like_heading = 2 <= len(head) <= 14 and (len(head) < len(text) or line.cell or line.strong)
    if like_heading and guide_words().loose[kind].search(head) and head_of(head) not in known:
        return head
    asked = len(text) <= MAX_QUESTION and text.endswith(("？", "?"))
    if asked and guide_words().loose[kind].search(text):
        return text
    found = told.search(text) if told is not None and len(text) <= MAX_LINE else None
    return found[0] if found is not None else ""


def title_of(document: Document) -> str:
    """What a page calls its matter: its label, its heading, its title element; empty where that is only a site's name."""
    candidates = [*document.metas.get("articletitle", ())]
    around = document.derive(_outside)
    nodes = [node for node in document.css(_TITLES)[:12] if node.mem_id not in around]
    candidates += [" ".join(node.text().split())[:100] for node in nodes[:6]]
    candidates.append(document.title)
    words = guide_words()
    site = _site_in(document.title, candidates)
    for text in candidates:
        bare = _before_site(text)
        if len(bare) >= 4 and not (bare == site or bare.endswith(words.site_ends) or bare in words.no_title):
            return bare
    return ""


def _outside(document: Document) -> frozenset[int]:
    """The numbers of the elements in a page's header, menus and footer."""
    return frozenset(part.mem_id for node in document.derive(outside) for part in node.css(f"{_TITLES}, a"))


def _site_in(title: str, headings: list[str]) -> str:
    """The site's name at the end of a page's title, where what stands before it is a heading of the page."""
    found = _SITE.fullmatch(title.strip())
    return found[2] if found is not None and found[1] in headings else ""


def _before_site(text: str) -> str:
    for mark in ("_", "|", " - ", "-", "—", "－"):
        head = text.split(mark, 1)[0].strip()
        if len(head) >= 4:
            text = head
    return text.strip(" 　：:")


def _links(document: Document, *kinds: str) -> tuple[Link, ...]:
    """The links whose words, or else whose address, are of a kind."""
    patterns = guide_words().links
    by_words = patterns[kinds[0]]
    by_address = patterns[kinds[1]] if len(kinds) > 1 else None
    found: dict[str, Link] = {}
    around = document.derive(_outside)
    for link in document.links:
        if (
            link.url
            and link.node not in around
            and (by_words.search(link.label) or (by_address and by_address.search(link.url)))
        ):
            found.setdefault(link.url, link)
    return tuple(found.values())[:MAX_LINKS]
