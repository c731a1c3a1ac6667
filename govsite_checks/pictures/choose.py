"""Which pages and which regions of them are worth a picture. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govsite_checks.collect.looks.locate import Spot
from govsite_checks.evidence.pictures import Shown
from govsite_checks.model import BRIEF_ROLES, EffectKind, Finding, Judgement, Page, Snapshot, Verdict

NEVER, VIOLATIONS, ALL = "never", "violations", "all"
MODES = (NEVER, VIOLATIONS, ALL)
# The gravest come first, so that what is beyond is of the least weight.
MAX_PICTURES = 12
MAX_PAGES = 6
_FOOT = "footer"
_KINDS = tuple(EffectKind)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"']+|/[^\s<>\"']*\.[a-z]{2,5}", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Wish:
    """The pictures that are wanted of one page: its top, and spots with the findings that each shows."""

    page: Page
    top: bool = False
    top_shows: list[Shown] = field(default_factory=list)
    spots: dict[Spot, list[Shown]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many pictures that is."""
        return len(self.spots) + (1 if self.top else 0)


def choose(
    snapshot: Snapshot, judgements: Sequence[Judgement], family: Callable[[str], str], mode: str
) -> list[Wish]:
    """What is to be pictured of a site: the home page first. ``family`` names the family of a rule by its id."""
    if mode == NEVER:
        return []
    wishes: dict[int, Wish] = {}
    if _is_shown(snapshot.home):
        wishes[id(snapshot.home)] = Wish(snapshot.home, top=True)
    for judgement, finding in _worth(judgements, family, mode):
        found = _place(snapshot, finding, family(judgement.rule) == _FOOT)
        if found is None:
            continue
        page, spot = found
        wish = wishes.get(id(page))
        if wish is None:
            if len(wishes) >= MAX_PAGES or _count(wishes.values()) >= MAX_PICTURES:
                continue
            wish = wishes[id(page)] = Wish(page)
        _wish(wish, spot, _shown(judgement, finding), room=_count(wishes.values()) < MAX_PICTURES)
    return list(wishes.values())


def _count(wishes: Iterable[Wish]) -> int:
    return sum(wish.count for wish in wishes)


def _wish(wish: Wish, spot: Spot | None, shown: Shown, *, room: bool) -> None:
    """Note what a picture shows; one more picture only where there is room."""
    if spot is None:
        if wish.top or room:
            wish.top = True
            wish.top_shows.append(shown)
    elif spot in wish.spots or room:
        wish.spots.setdefault(spot, []).append(shown)


def _worth(
    judgements: Sequence[Judgement], family: Callable[[str], str], mode: str
) -> Iterator[tuple[Judgement, Finding]]:
    """Violations, the gravest effect first; then, where all is wanted, the marks of footers that are in order."""
    ranked = sorted(judgements, key=lambda judgement: _KINDS.index(judgement.effect.kind))
    for judgement in ranked:
        if judgement.effect.kind is not EffectKind.BONUS:
            yield from ((judgement, f) for f in judgement.findings if f.verdict is Verdict.VIOLATION)
    if mode == ALL:
        for judgement in ranked:
            if family(judgement.rule) == _FOOT:
                yield from ((judgement, f) for f in judgement.findings if f.verdict is Verdict.OK)


def _place(snapshot: Snapshot, finding: Finding, foot: bool) -> tuple[Page, Spot | None] | None:
    """The page that shows a finding and what to look for there: nothing where the page as a whole is meant."""
    page = _page_of(snapshot, finding)
    if page is not None:
        address = _ADDRESS.match(finding.snippet)
        spot = Spot(finding.selector, finding.snippet, address[0] if address else "", foot)
        return page, spot if spot != Spot() else None
    # Of what could not be read itself, the place that refers to it.
    named = next((p for p in snapshot.pages if finding.url and finding.url in (p.url, p.final_url)), None)
    parent = next((p for p in snapshot.pages if named and _is_shown(p) and _is_at(p, named.parent)), None)
    return (parent, Spot(address=named.url)) if parent is not None and named is not None else None


def _page_of(snapshot: Snapshot, finding: Finding) -> Page | None:
    shown = [page for page in snapshot.pages if _is_shown(page)]
    by_record = (page for page in shown if finding.record and page.evidence == finding.record)
    by_address = (page for page in shown if _is_at(page, finding.url))
    return next(by_record, None) or next(by_address, None)


def _is_at(page: Page, url: str) -> bool:
    return bool(url) and url in (page.final_url, page.url)


def _is_shown(page: Page) -> bool:
    """Whether there is a page to open: no script, no error, no mere beginning of one."""
    html = "html" in page.content_type.lower() or not page.content_type
    return page.seen and html and page.role not in BRIEF_ROLES


def _shown(judgement: Judgement, finding: Finding) -> Shown:
    return Shown(judgement.rule, finding.url, finding.selector, finding.snippet)
