"""The earlier and the present figure that a stated change lies between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from .draft import Sentence
from .marks import Count, Percent, Role, clause_before, counts, percents
from .words import pattern

NEAR = 40
_T = TypeVar("_T", Count, Percent)
_CURRENT = {Role.WHOLE, Role.GROUP, Role.PART, Role.LOOSE, Role.SHARE}
_NOW = re.compile(r"[至到]\s*$|本季度|本期|本年|本次|今年|目前|现")
_LINKS = re.compile(
    r"同比|环比|总数|数量|总量|总计|合计|累计|整体|总体|[较比共了约为是达到有的增减各仅又则而均\s□]"
)

Sides = list[tuple[Count, Count]] | list[tuple[Percent, Percent]]


def sides(sentence: Sentence, start: int, end: int, unit: str) -> Sides:
    """The figures around a change at a place, the likeliest pair first, then every other that it may be of.

    Empty where the sentence does not say between what the change lies.
    """
    if unit == "点":
        return _pairs(sentence.text, percents(sentence), start, end)
    every = [c for c in counts(sentence) if unit in (c.measure, "%")]
    return _pairs(sentence.text, every, start, end)


def _pairs(text: str, figures: Sequence[_T], start: int, end: int) -> list[tuple[_T, _T]]:
    near = [f for f in figures if abs(f.start - start) <= 2 * NEAR and f.start != start]
    earlier = [f for f in near if f.role is Role.BEFORE and f.end <= start]
    present = [f for f in near if f.role in _CURRENT]
    if not earlier or not _of_one_time(text, earlier[-1], start):
        return []
    then = earlier[-1]
    now = _present(text, present, then, start, end)
    if now is None or not _of_one_thing(text, then, now, start):
        return []
    pairs: list[tuple[_T, _T]] = [(old, new) for old in earlier for new in present]
    pairs.insert(0, (then, now))
    return pairs


def _present(text: str, present: Sequence[_T], then: _T, start: int, end: int) -> _T | None:
    """由A降至B，减少C · 较上季度的A减少C，降至B · B，较上季度的A减少C · B，上季度为A，减少C."""
    between = [f for f in present if then.end <= f.start < start]
    if between:
        way = text[then.end : between[-1].start]
        # A，上季度为B，C: the earlier figure is that of A.
        closed = any(f.end <= then.start for f in present)
        return between[-1] if not re.search("[,;]", way) or (_NOW.search(way) and not closed) else None
    following = [f for f in present if f.start >= end and re.search(r"[至到达为]\s*$", text[: f.start])]
    before = [f for f in present if f.end <= then.start]
    return following[0] if following else before[-1] if before else None


def _of_one_time(text: str, then: Count | Percent, start: int) -> bool:
    """Not 上季度为93.0%，较去年同期提升: the change is against another time than the figure."""
    lead = clause_before(text, start)
    if not (said := pattern("count", "earlier").search(lead) or re.search("同比|环比", lead)):
        return True
    own = pattern("count", "earlier").search(clause_before(text, then.start))
    yearly = "年" in said[0] or said[0] == "同比"
    return not own or yearly == ("年" in own[0])


def _of_one_thing(text: str, then: Count | Percent, now: Count | Percent, start: int) -> bool:
    """Over several clauses: none of them may bring in something else, as in 上季度为93.0%，嵌入率提升3个百分点."""
    first, last = min(then.end, now.end), max(then.start, now.start)
    apart = bool(re.search("[,;]", text[first:last])) and not _straight(text, then, now)
    if not apart and not re.search("[,;]", text[last:start]):
        return True
    if apart and re.search("分别|;", text[first:start]):
        return False
    earlier, current = _said_of(text, then.start), _said_of(text, now.start)
    if apart and earlier not in current and current not in earlier:
        return False
    lead = _said_of(text, start)
    return lead in earlier or lead in current


def _straight(text: str, then: Count | Percent, now: Count | Percent) -> bool:
    """由845个，降至457个; 457个，较上季度的845个减少."""
    if then.start < now.start:
        return bool(re.search(r"[至到]\s*$", text[: now.start]))
    return bool(re.search("[较比][^,;]*$", text[now.end : then.start]))


def _said_of(text: str, place: int) -> str:
    """What a clause says its figure is of: without times, changes and words that only link."""
    plain = pattern("count", "earlier", "more", "less", "down", "up").sub("", clause_before(text, place))
    return _LINKS.sub("", re.sub("本季度|本期|本年|本次|今年|目前", "", plain))
