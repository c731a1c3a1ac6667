"""Where on a page the footer is: by its author's names, else by where its words gather at the end.

A zone is a list of spans of the Flow's text. The text of an article is never part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.page.html import ARTICLE, FOOT, MAIN, Element, Flow
from govsite_checks.reading.page.text import BLOCK

# Characters of visible text: how far apart two words of one unnamed footer stand, and how much may follow the last.
GAP = 400
AFTER = 1_500
# A footer's parts stand in one container that is no longer than this.
CONTAINER = 2_500
# From this length on, a line with full stops or commas is a sentence of an article, not a line of a footer.
PROSE = 110
MAX_CUES = 400

STRONG = frozenset(("code", "icp", "police", "copyright", "sponsor", "conac"))


@dataclass(frozen=True, slots=True)
class Zone:
    """The footer's spans in the Flow's text, in order, the kinds of words in it, and how it was found.

    ``how`` is ``named``, ``gathered`` or ``none``.
    """

    spans: tuple[tuple[int, int], ...] = ()
    kinds: frozenset[str] = frozenset()
    how: str = "none"

    @property
    def start(self) -> int:
        """Where it begins; far beyond any text where there is none."""
        return self.spans[0][0] if self.spans else 1 << 60

    def holds(self, offset: int) -> bool:
        """Whether a place in the text lies in the zone, its borders included."""
        return any(start <= offset <= end for start, end in self.spans)


@cache
def _cue_pattern() -> Pattern[str]:
    gap = "[\\s\x01]{0,4}"
    return re.compile(
        rf"(?=[标网备公版cCaA©&主承技运建最sShHiI\uff29\uff49电热传邮地eE联站本])(?:(?P<code>标{gap}识{gap}码|网站标识)|(?P<icp>[IＩiｉ]{gap}[CＣcｃ]{gap}[PＰpｐ]{gap}备|备案(?:序|编)?号)|(?P<police>公{gap}网{gap}安{gap}备|公安(?:机关|部)?(?:联网)?备|公备)"
        rf"|(?P<copyright>版权|copyright|©|&copy;|all\s+rights)|(?P<sponsor>主{gap}办|承{gap}办|sponsored|hosted)|(?P<support>技术支持|运行维护|运维|建议使用|最佳浏览|ipv6)"
        rf"|(?P<contact>电{gap}话|热{gap}线|传{gap}真|邮{gap}编|地{gap}址|邮{gap}箱|e-?mail|联系我们)|(?P<sitemap>(?:网站|站点|本站)地图))",
        re.IGNORECASE,
    )


def find_zone(flow: Flow, embeds: list[int]) -> Zone:
    """The footer of a page. ``embeds`` are the places of the party-government and error-report embeds."""
    cues = _cues(flow, embeds)
    if not cues:
        return Zone()
    spans = _named(flow, cues)
    how = "named"
    if not spans:
        spans, how = _gathered(flow, cues), "gathered"
    if not spans:
        return Zone()
    spans = _without_articles(flow, spans)
    kinds = frozenset(kind for place, kind in cues if any(start <= place <= end for start, end in spans))
    return Zone(tuple(spans), kinds, how)


def line_at(text: str, place: int) -> tuple[int, int]:
    """The borders of the block of text around a place, looking at most 400 characters either way."""
    start = text.rfind(BLOCK, max(0, place - 400), place) + 1 or max(0, place - 400)
    end = text.find(BLOCK, place, place + 400)
    return start, end if end >= 0 else min(len(text), place + 400)


def is_prose(text: str, place: int) -> bool:
    """Whether the block around a place is a sentence of an article."""
    start, end = line_at(text, place)
    line = text[start:end]
    return len(line) > PROSE and ("。" in line or line.count("，") >= 2)


_HEADLINE = re.compile("关于|通知|公告|通报|公示|《")
_LABELLED = re.compile(r"[^\n\x00]{0,8}[:：]")
# A link with no more characters than this names a page, one with more may be a headline.
HEADLINE = 9


def headlines(flow: Flow) -> Callable[[int], bool]:
    """A test of whether a place in the text lies in the headline of a news item: in a long link without a label's colon."""
    links = [link for link in flow.links if link.end - link.start > HEADLINE]
    starts = [link.start for link in links]

    def holds(place: int) -> bool:
        at = bisect_right(starts, place) - 1
        if at < 0 or place >= links[at].end or links[at].area == FOOT:
            return False
        words = flow.text[links[at].start : min(links[at].end, links[at].start + 200)]
        if _HEADLINE.search(words):
            return True
        return not (
            _LABELLED.match(flow.text, place) or re.search(r"\d{8}|©|copyright|版权", words, re.IGNORECASE)
        )

    return holds


def area_at(flow: Flow, place: int) -> int:
    """The area of the text at a place."""
    low, high = 0, len(flow.runs)
    while low < high:
        middle = (low + high) // 2
        if flow.runs[middle][1] <= place:
            low = middle + 1
        else:
            high = middle
    return flow.runs[low][2] if low < len(flow.runs) else 0


def _cues(flow: Flow, embeds: list[int]) -> list[tuple[int, str]]:
    found = [(place, "conac") for place in embeds]
    matches = [(match.start(), match.lastgroup or "") for match in _cue_pattern().finditer(flow.text)]
    return sorted(found + matches[-MAX_CUES:])


def _named(flow: Flow, cues: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """The spans of elements that are called footer and hold its words, what stands around and what follows them."""
    feet = [e for e in flow.elements if e.area == FOOT and (e.parent is None or e.parent.area != FOOT)]
    good = [e for e in feet if _is_footer(e, cues, at_end=len(flow.text) - e.end <= AFTER)]
    if not good:
        return []
    first, last = good[0], good[-1]
    spans = [(_container_start(flow, first, cues), first.end)]
    for element in good[1:]:
        start = spans[-1][1] if element.start - spans[-1][1] <= AFTER else element.start
        spans.append((min(start, element.start), max(element.end, spans[-1][1])))
    # What follows the last footer is footer, unless the page only begins there.
    rest = [cue for cue in cues if cue[0] >= last.end]
    if len(flow.text) - last.end <= 4 * AFTER or (rest and rest[0][0] - last.end <= GAP):
        spans.append((last.end, len(flow.text)))
    return spans


def _is_footer(element: Element, cues: list[tuple[int, str]], *, at_end: bool) -> bool:
    kinds = {kind for place, kind in cues if element.start <= place <= element.end}
    return len(kinds) >= 2 or bool(kinds & STRONG) or (at_end and bool(kinds))


def _container_start(flow: Flow, first: Element, cues: list[tuple[int, str]]) -> int:
    """Where the container of the first named footer begins: names are often given to a part only."""
    start = first.start
    around = first.parent
    while around is not None and around.tag not in ("body", "html") and first.end - around.start <= CONTAINER:
        start, around = around.start, around.parent
    # Only lines with a footer's words, without a sentence or a part called list or content between them.
    begin = first.start
    for place, _ in reversed([cue for cue in cues if start <= cue[0] < first.start]):
        if begin - place > GAP or is_prose(flow.text, place) or area_at(flow, place) in (MAIN, ARTICLE):
            break
        begin = line_at(flow.text, place)[0]
    return begin


def _gathered(flow: Flow, cues: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """From the last word of a footer backwards, as long as the next is near."""
    in_headline = headlines(flow)
    usable = [
        (place, kind)
        for place, kind in cues
        if area_at(flow, place) != ARTICLE
        and not is_prose(flow.text, place)
        and (kind in ("conac", "sitemap") or not in_headline(place))
    ]
    strong = [place for place, kind in usable if kind in STRONG]
    if not strong or len(flow.text) - strong[-1] > AFTER:
        return []
    begin = strong[-1]
    for place, _ in reversed([cue for cue in usable if cue[0] < strong[-1]]):
        if begin - place > GAP:
            break
        begin = place
    return [(line_at(flow.text, begin)[0], len(flow.text))]


def _without_articles(flow: Flow, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, merged, less the text of articles."""
    holes = [(start, end) for start, end, area in flow.runs if area == ARTICLE]
    out: list[tuple[int, int]] = []
    for start, end in spans:
        begin = max(start, out[-1][1]) if out else start
        for hole_start, hole_end in holes:
            if hole_end <= begin or hole_start >= end:
                continue
            if hole_start > begin:
                out.append((begin, hole_start))
            begin = hole_end
        if begin < end:
            out.append((begin, end))
    return out or [(spans[0][0], spans[0][0])]
