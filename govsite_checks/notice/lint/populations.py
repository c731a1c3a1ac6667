"""Which numbers of the draft a percentage may be a share of, and whether the draft ties it to them.

The tie is looked for from near to far: the phrase itself (占全市457个网站的), the sentence, the paragraph, the document's
totals. It is certain where the sentence says what the share is of and the draft has a number of just that; then a share
that none of the numbers gives is impossible. Else it is uncertain, and never more than a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .arithmetic import numerator, rounded
from .draft import Draft, Paragraph, Sentence
from .marks import Count, Percent, Role, bracket_at, counts, percents
from .subjects import Subject
from .words import measured

MAX_WHOLES: Final = 1_000
_POPULATION = {Role.WHOLE, Role.GROUP}
_USELESS = {Role.BEFORE, Role.CHANGE, Role.LISTED, Role.BOUND}


@dataclass(frozen=True, slots=True)
class Tie:
    """``numbers`` may be the denominator, the likeliest first; ``others`` are near and excuse a share that fits them."""

    numbers: tuple[int, ...]
    others: tuple[int, ...] = ()
    certain: bool = False

    def fitting(self, percent: Percent) -> bool:
        """Whether any of the numbers gives the percentage."""
        options = (*self.numbers, *self.others)
        return any(numerator(percent.value, percent.decimals, number) is not None for number in options)


def whole_counts(draft: Draft) -> tuple[Count, ...]:
    """The numbers of the document that cover everything of their kind, in order."""
    every = (count for sentence in draft.sentences for count in counts(sentence))
    wholes = (c for c in every if c.role is Role.WHOLE and c.classes and not c.kinds and not c.selected)
    return tuple(islice(wholes, MAX_WHOLES))


def totals_of(wholes: Iterable[Count], classes: frozenset[str]) -> tuple[int, ...]:
    """Those of certain kinds, each once."""
    return _distinct(count.value for count in wholes if count.classes & classes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a percentage stands: its sentence, its paragraph, and the whole counts of the document."""

    sentence: Sentence
    paragraph: Paragraph
    wholes: tuple[Count, ...]


def tie(percent: Percent, place: Place, about: Subject, part: Count | None = None) -> Tie:
    """What the draft ties a percentage to; ``part`` is its numerator where the draft gives it, and no denominator."""
    sentence = place.sentence
    if about.count is not None:
        return Tie((about.count.value,), certain=about.count.role is not Role.LISTED)
    near = [count for count in _near(percent, sentence, about) if count is not part]
    named = [count for count in near if count.classes]
    same = [count.value for count in named if count.role in _POPULATION and _of_kind(count, about)]
    others = [count.value for count in near]
    if about.own:
        # A share of one unit's own is held only against a number in the same sentence.
        return Tie(_distinct(same), _distinct(others), certain=about.certain and bool(same))
    earlier = _earlier_in_paragraph(place.paragraph, sentence, about)
    totals = () if about.kinds else totals_of(place.wholes, about.classes)
    numbers = [*totals, *same] if about.scope else same or [*earlier, *totals]
    if about.among:
        others += earlier + _derived(percent, sentence, numbers)
    return Tie(_distinct(numbers), _distinct(others), certain=about.certain and bool(numbers))


def _near(percent: Percent, sentence: Sentence, about: Subject) -> list[Count]:
    """Counts before it in the sentence that may count the same; what stands in other brackets is an aside."""
    inside = {-1, bracket_at(sentence.text, percent.start)}
    return [
        count
        for count in counts(sentence)
        if count.end <= percent.start
        and count.role not in _USELESS
        and count.bracket in inside
        and (count.classes & about.classes or (not count.classes and about.classes & measured(count.measure)))
    ]


def _of_kind(count: Count, about: Subject) -> bool:
    return count.kinds == about.kinds or not about.kinds


def _earlier_in_paragraph(paragraph: Paragraph, sentence: Sentence, about: Subject) -> list[int]:
    """Populations of the sentences before, the nearest first."""
    before = [other for other in paragraph.sentences if other.start < sentence.start]
    every = [count for other in reversed(before) for count in counts(other)]
    return [
        c.value for c in every if c.classes & about.classes and c.role in _POPULATION and _of_kind(c, about)
    ]


def _derived(percent: Percent, sentence: Sentence, numbers: Iterable[int]) -> list[int]:
    """What the percentages before it in the sentence make of the numbers: 其中 may be of that part."""
    earlier = [
        other for other in percents(sentence) if other.end <= percent.start and other.role is Role.SHARE
    ]
    found: list[int] = []
    for number in list(numbers):
        for other in earlier:
            first = numerator(other.value, other.decimals, number)
            found += (
                [k for k in range(first, number + 1) if _gives(other, k, number)] if first is not None else []
            )
    return found


def _gives(percent: Percent, part: int, number: int) -> bool:
    return rounded(part, number, percent.decimals) == percent.value


def _distinct(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number in numbers if number > 0))
