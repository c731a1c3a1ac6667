"""The footer of a home page: its marks, and whether it was seen whole.

``read_footer`` is what the footer rules derive from a snapshot. A mark that is missing counts as absent only where
``Footer.doubt`` finds nothing that could hold it unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from govsite_checks.model import Page, Role, Snapshot
from govsite_checks.reading.footers import embeds, marks
from govsite_checks.reading.page.hollow import Hollow, aimed, find_hollow, templates
from govsite_checks.reading.page.html import ARTICLE, MAIN, Flow
from govsite_checks.reading.page.text import BLOCK, lines_of, tight
from govsite_checks.reading.rendering.why import explained

from .codes import codes_of
from .compose import Composition, Unseen, compose
from .doubt import doubt_of
from .endings import ends_in_picture, is_broken_off
from .filing_links import FilingLink, filing_links, register_of
from .identifiers import icp_filings, police_filings, record_code, site_codes
from .lexicon import usual
from .marks import Mark, number_marks
from .zones import STRONG, Zone, area_at, find_zone, headlines, is_prose, line_at

KINDS = ("code", "icp", "police", "sponsor", "contact", "sitemap", "conac", "jiucuo")

_TEXT_KINDS: dict[str, Callable[[str], Iterable[Mark]]] = {
    "code": lambda text: number_marks(site_codes, tight(_usual(text))),
    "icp": lambda text: number_marks(icp_filings, tight(_usual(text))),
    "police": lambda text: number_marks(police_filings, tight(_usual(text))),
    "sponsor": lambda text: marks.sponsors(_usual(text)),
    "contact": lambda text: marks.contacts(tight(_usual(text))),
}
# Brackets of all kinds in their usual writing.
_USUAL = str.maketrans("〔〕［］｛｝〈〉", "()[]()()")
_BRACKETED = re.compile(r"[(（\[【](\d{8,14})[)）\]】]")


def _usual(text: str) -> str:
    return _BRACKETED.sub(r" \1 ", text.translate(_USUAL))


_NEAR: dict[str, re.Pattern[str]] = {
    "code": re.compile("标.{0,3}识|识.{0,2}码"),
    "icp": re.compile("备"),
    "police": re.compile("备"),
    "sponsor": re.compile("主.{0,3}办"),
    "contact": re.compile("电.{0,3}话|热.{0,3}线|传.{0,3}真|邮.{0,3}箱|地.{0,3}址"),
}
_NUMBERED = re.compile(r"\d{6}")
# Any of these is on every page in traditional characters.
_TRADITIONAL = re.compile("[網備聯標電關單辦號碼縣廳會]")
_FILED = re.compile(r"备|\d{6}")
_HEADLINE = re.compile("关于|通知|公告|通报|公示|《")
MAX_REST = 60
# Targets of scripts that are looked up in the tree; one more is taken for the footer.
MAX_AIMS = 30
# Characters before the footer in which a line may still belong to it.
NEAR_FOOTER = 300


@dataclass(frozen=True, slots=True, eq=False)
class Footer:
    """What was read of a footer.

    ``marks`` holds what was found, by kind (``KINDS``), the best first; ``found`` tells whether the page has a part
    that is recognisably a footer; ``unseen`` what could hold more and was not read; ``filings`` are the links at its
    filing numbers; ``page`` is the home page.
    """

    page: Page
    found: bool
    marks: dict[str, tuple[Mark, ...]]
    kinds: frozenset[str] = frozenset()
    unseen: tuple[Unseen, ...] = ()
    traces: frozenset[str] = frozenset()
    start: int = 0
    cut: bool = False
    broken_off: bool = False
    pictured: bool = False
    unfilled: bool = False
    chars: int = 0
    opening: str = ""
    sources: tuple[Page, ...] = field(default=())
    filings: tuple[FilingLink, ...] = ()
    _hollow: list[Hollow] = field(default_factory=list, repr=False)
    _aims: dict[str, bool | None] = field(default_factory=dict, repr=False)

    def shown(self, kind: str) -> tuple[Mark, ...]:
        """The marks of a kind that count."""
        return tuple(mark for mark in self.marks.get(kind, ()) if mark.state == "shown")

    def best(self, kind: str) -> Mark | None:
        """The best mark of a kind, whatever its state."""
        found = self.marks.get(kind, ())
        return found[0] if found else None

    def page_of(self, mark: Mark) -> Page:
        """The page that a mark was read from: a part that holds its value, else the home page."""
        value = re.sub(r"\D", "", mark.value) or mark.value
        for page in self.sources:
            if value and value in page.html and value not in self.page.html:
                return page
        return self.page

    @property
    def rich(self) -> bool:
        """Whether the page shows a footer of its own with more than one kind of a footer's words."""
        return self.found and len(self.kinds) >= 2

    @property
    def hollow(self) -> Hollow:
        """The places of the page that a script may fill; read at the first call."""
        if not self._hollow:
            self._hollow.append(find_hollow(self.texts, self.opening, shown=_has_run(self.page)))
        return self._hollow[0]

    def aimed(self, target: str) -> bool | None:
        """Whether what a script's selector names stands in the footer; None where there is no such element."""
        if target not in self._aims:
            self._aims[target] = len(self._aims) >= MAX_AIMS or aimed(self.texts, self.opening, target)
        return self._aims[target]

    @property
    def texts(self) -> tuple[str, ...]:
        """The HTML of the page and of its frames."""
        return (self.page.html, *(page.html for page in self.sources if page.role == Role.FRAME))

    def doubt(self, kind: str) -> str:
        """Why a missing mark of a kind may be there all the same, in Chinese; empty where its absence is certain."""
        return explained(doubt_of(self, kind), self.page)


def _has_run(page: Page) -> bool:
    """Whether the scripts of a page have had their turn."""
    return page.is_rendered and page.rendered is not None and page.rendered.complete


def read_footer(snapshot: Snapshot) -> Footer:
    """The footer of the snapshot's home page, with the parts that were collected."""
    return read_page(snapshot.home, by_address(snapshot.pages))


def by_address(pages: Iterable[Page]) -> dict[str, Page]:
    """The scripts and frames of footers among some pages, by the addresses that pages refer to them by."""
    found: dict[str, Page] = {}
    for page in pages:
        if page.role in (Role.FOOTER_SCRIPT, Role.FRAME):
            found.setdefault(page.url, page)
            if page.final_url and page.seen:
                found.setdefault(page.final_url, page)
    return found


def read_page(home: Page, parts: dict[str, Page]) -> Footer:
    """The footer of one page put together with ``parts``, by address."""
    done = compose(home, parts)
    if home.is_rendered:
        done.codes += codes_of(replace(home, rendered=None), parts)
    flow = done.flow
    if _TRADITIONAL.search(flow.text):
        flow.text = usual(flow.text)
    zone = find_zone(flow, _places(flow))
    # What is called an article but stands from the footer on may be no article: a person looks at marks in it.
    articles_from = zone.start if zone.spans else 0
    conac = list(embeds.party_gov_marks(flow, articles_from))
    jiucuo = list(embeds.jiucuo_marks(flow, done.codes, articles_from))
    text = "\n".join(lines_of(flow.text[start:end]) for start, end in zone.spans)
    found = {kind: _text_marks(kind, find, text, done, zone) for kind, find in _TEXT_KINDS.items()}
    found["sitemap"] = tuple(marks.sitemaps(flow, zone))
    found["conac"], found["jiucuo"] = tuple(conac), tuple(jiucuo)
    _add_pictures(flow, zone, found)
    found["code"] = found["code"] or _meta_codes(flow)
    return Footer(
        page=home,
        found=zone.how != "none",
        marks={kind: _ranked(found[kind]) for kind in KINDS},
        kinds=zone.kinds,
        unseen=tuple(done.unseen),
        traces=frozenset(done.traces),
        start=zone.start,
        cut=flow.cut,
        broken_off=is_broken_off(home.html),
        pictured=zone.how == "none" and ends_in_picture(flow),
        unfilled=templates(text if len(zone.kinds) >= 2 else flow.text),
        chars=len(flow.text) - flow.text.count(" ") - flow.text.count(BLOCK),
        opening=text.strip()[:8] if zone.how == "gathered" else "",
        sources=tuple(dict.fromkeys(page for _, page, _ in flow.sources if page is not home)),
        filings=filing_links(flow, zone),
    )


_ORDER = ("shown", "malformed", "bare", "picture", "elsewhere", "hidden", "dead", "label", "meta")


def _ranked(found: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(found, key=lambda mark: _ORDER.index(mark.state)))


def _places(flow: Flow) -> list[int]:
    """Where the embeds stand, to find the footer by."""
    return [
        element.start
        for element in (*flow.scripts, *flow.links)
        if element.area != ARTICLE
        and (
            (element.tag == "script" and ("jiucuo" in element.get("id") or "conac" in element.get("src")))
            or (element.tag == "a" and "conac.cn" in element.get("href"))
        )
    ][-40:]


def _text_marks(
    kind: str, find: Callable[[str], Iterable[Mark]], text: str, done: Composition, zone: Zone
) -> tuple[Mark, ...]:
    """The marks of a kind in the footer; where there is none, what of it is hidden or stands elsewhere."""
    found = tuple(find(text)) if text else ()
    if any(mark.state in ("shown", "malformed") for mark in found):
        return found
    flow = done.flow
    hidden = usual(lines_of(BLOCK.join(flow.hidden_pieces))) if flow.hidden_pieces else ""
    more = (
        [Mark(m.value, m.text, "hidden", m.detail) for m in find(hidden) if m.state == "shown"]
        if hidden
        else []
    )
    reach = 0 if kind in ("code", "icp", "police") or not zone.spans else zone.start - NEAR_FOOTER
    if zone.start > reach:
        rest = _elsewhere(flow, zone, _NEAR[kind], reach)
        more += (
            [Mark(m.value, m.text, "elsewhere", m.detail) for m in find(rest) if m.state == "shown"]
            if rest
            else []
        )
    return (*found, *more[: marks.MAX_MARKS])


def _elsewhere(flow: Flow, zone: Zone, near: re.Pattern[str], reach: int) -> str:
    """The lines from ``reach`` on outside the footer that may hold a mark.

    Sentences and headlines are left out, and what stands in an article or a list where the page has a footer.
    """
    lines: list[str] = []
    in_headline = headlines(flow)
    for count, match in enumerate(near.finditer(flow.text, max(0, reach))):
        place = match.start()
        if count >= 400 or len(lines) >= MAX_REST:
            break
        if (
            zone.holds(place)
            or is_prose(flow.text, place)
            or (zone.spans and area_at(flow, place) in (MAIN, ARTICLE))
            or in_headline(place)
        ):
            continue
        start, end = line_at(flow.text, place)
        if _HEADLINE.search(flow.text, start, end):
            continue
        after = line_at(flow.text, min(end + 1, len(flow.text)))
        lines.append(flow.text[start : after[1]])
    return lines_of(BLOCK.join(lines))


def _add_pictures(flow: Flow, zone: Zone, found: dict[str, tuple[Mark, ...]]) -> None:
    """Marks that are only a picture or a link: a person has to look."""
    for element in (*flow.links, *flow.images):
        if element.tag != "img":
            href = element.get("href") or element.get("url")
            if "beian" not in href.lower():
                continue
            register = register_of(href)
            if register == "police" and not _shown(found["police"]):
                code = record_code(href)
                images = element.images
                filed = _FILED if zone.holds(element.start) else _NUMBERED
                if not (code or images or filed.search(flow.words(element))):
                    continue  # one of the links to other sites
                state = "shown" if len(code) == 14 and (images or "备" in flow.words(element)) else "picture"
                found["police"] += (Mark(code, href, state, "link", href),)
            elif register == "icp" and not _shown(found["icp"]):
                state = "picture" if element.images or re.search(r"\d{5}", flow.words(element)) else "label"
                found["icp"] += (Mark("", f"{flow.words(element)} {href}", state, "link", href),)
        elif element.tag == "img" and zone.holds(element.start):
            _add_picture(element.get("alt") + element.get("title"), found)


def _add_picture(named: str, found: dict[str, tuple[Mark, ...]]) -> None:
    for kind, words in (
        ("code", "标识码"),
        ("icp", "ICP备"),
        ("police", "公网安备"),
        ("sponsor", "主办单位"),
    ):
        if words in named and not _shown(found[kind]):
            found[kind] += (Mark("", named[:60], "picture"),)


def _shown(found: tuple[Mark, ...]) -> bool:
    return any(mark.state in ("shown", "malformed") for mark in found)


def _meta_codes(flow: Flow) -> tuple[Mark, ...]:
    for element in flow.metas:
        if element.get("name").lower() == "siteidcode" and element.get("content").strip():
            return (Mark(element.get("content").strip(), "SiteIDCode", "meta"),)
    return ()


__all__ = ["KINDS", "STRONG", "Footer", "by_address", "read_footer", "read_page"]
