"""Figures of the quarter before, held against the notice of that quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz

from .deltas import Change, changes, difference, points
from .draft import Draft, Sentence
from .finding import Kind, LintFinding
from .marks import Count, Percent, Role, clause_before, counts, percents
from .populations import totals_of, whole_counts
from .words import pattern

_ALIKE: Final = 75  # of 100: two notices say the same thing in nearly the same words
_AHEAD: Final = 5  # by how much the likest must lead
_NEAR: Final = 30
_FIGURES = re.compile(r"[\d.%％０-９．,，、。;；：:\s]+")
_POPULATION = {Role.WHOLE, Role.GROUP}


def against_previous(draft: Draft, previous: Draft) -> Iterator[LintFinding]:
    """What a draft says of the quarter before and that quarter's notice does not."""
    wholes = whole_counts(previous)
    for sentence in draft.sentences:
        for count in counts(sentence):
            if count.role is Role.BEFORE and count.classes:
                yield from _quoted_total(sentence, count, wholes)
        for change in changes(sentence):
            if not _of_the_quarter_before(sentence, change):
                continue
            if change.unit == "点":
                yield from _points(sentence, change, previous)
            elif change.unit != "%":
                yield from _counted(sentence, change, wholes)


def _of_the_quarter_before(sentence: Sentence, change: Change) -> bool:
    """``较上季度提升…``: not against a year ago, and no earlier figure in the sentence itself."""
    lead = clause_before(sentence.text, change.start)
    said = pattern("count", "earlier").search(lead)
    return bool(said) and "年" not in (said[0] if said else "") and not re.search(r"\d", lead)


def _quoted_total(sentence: Sentence, count: Count, wholes: Sequence[Count]) -> Iterator[LintFinding]:
    """``从上季度的845个降至``: the notice of that quarter has one total, and it is another one."""
    totals = totals_of(wholes, count.classes)
    if count.kinds or len(totals) != 1 or totals[0] == count.value:
        return
    message = f"上一季度通报为 {totals[0]}，此处写作 {count.value}"
    quote = sentence.quote_at(count.start)
    yield LintFinding(Kind.DELTA, count.value, None, str(totals[0]), quote, sentence.paragraph, message)


def _counted(sentence: Sentence, change: Change, wholes: Sequence[Count]) -> Iterator[LintFinding]:
    near = [
        c
        for c in counts(sentence)
        if c.end <= change.start and c.measure == change.unit and c.role in _POPULATION
    ]
    if not near or not near[-1].classes or near[-1].kinds:
        return
    totals = totals_of(wholes, near[-1].classes)
    if len(totals) == 1:
        yield from difference(sentence, change, totals[0], near[-1].value)


def _points(sentence: Sentence, change: Change, previous: Draft) -> Iterator[LintFinding]:
    near = [p for p in percents(sentence) if p.end <= change.start and p.role is Role.SHARE]
    if not near or change.start - near[-1].end > 2 * _NEAR:
        return
    then = _counterpart(sentence, near[-1], previous)
    if then is not None:
        yield from points(sentence, change, then.value, then.decimals, near[-1])


def _counterpart(sentence: Sentence, percent: Percent, previous: Draft) -> Percent | None:
    """The percentage of the earlier notice that is said of the same thing; None where two might be."""
    key = _key(sentence, percent)
    scored: list[tuple[float, Percent]] = []
    for other in previous.sentences:
        for candidate in percents(other):
            if candidate.role is Role.SHARE:
                scored.append((_likeness(key, _key(other, candidate)), candidate))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _ALIKE:
        return None
    rivals = {other.value for score, other in scored[1:] if score > scored[0][0] - _AHEAD}
    return scored[0][1] if rivals <= {scored[0][1].value} else None


def _key(sentence: Sentence, percent: Percent) -> tuple[str, str]:
    """The words before and behind a percentage, without figures and stops."""
    before = sentence.raw[max(percent.start - _NEAR, 0) : percent.start]
    behind = sentence.raw[percent.end : percent.end + _NEAR]
    behind = re.split(r"[,，;；](?=.{0,3}(?:较|比|同比|环比))", behind)[0]
    return _FIGURES.sub("", before), _FIGURES.sub("", behind)


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike two places are; a percentage followed by its noun is known by what follows."""
    behind = fuzz.ratio(one[1], other[1]) if min(len(one[1]), len(other[1])) > 5 else Decimal(-1)
    before = fuzz.ratio(one[0], other[0])
    return (
        before if behind < 0 else min(before, float(behind)) if before < 40 else (before + float(behind)) / 2
    )
