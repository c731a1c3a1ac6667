"""Which posts follow earlier ones of somebody else: near-duplicates, found by shingles and measured by edit distance.

Bounded: of each text the beginning is read, a handful of its shingles are kept, each leads to so many posts at most. What
the bounds let slip counts as a post of one's own.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from heapq import nsmallest
from typing import Final

from rapidfuzz import fuzz

READ_SIGNS: Final = 400
_SHINGLE: Final = 8  # signs
_EVERY: Final = 4  # one sign in so many begins a shingle that is looked at
_KEPT: Final = 12  # shingles of a text
_LED_TO: Final = 64  # posts by a shingle
_MEASURED: Final = 8  # candidates by a post
_NOISE = re.compile(r"[\W_]+")


class Origin(StrEnum):
    """Whose a post is, as far as posts tell."""

    OWN = "own"
    COPY = "copy"
    OPEN = "open"  # alike, but nobody knows which came first
    SHORT = "short"  # too short to compare


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a post: ``owner`` is the unit, whose accounts may share their posts among themselves."""

    owner: str
    published: datetime
    text: str


def origins(texts: Sequence[Text], likeness: int, least_signs: int) -> list[Origin]:
    """Whose each post is, in the order given. ``likeness`` is of 100; both as in ``MediaMeasures``."""
    compared = [plain(text.text) for text in texts]
    order = sorted(range(len(texts)), key=lambda number: (texts[number].published, number))
    found = [Origin.SHORT] * len(texts)
    index: dict[int, list[int]] = {}
    for number in order:
        said = compared[number]
        if len(said) < least_signs:
            continue
        prints = _prints(said)
        near = Counter(other for mark in prints for other in index.get(mark, ()))
        found[number] = _origin(texts, compared, number, near, likeness)
        for mark in prints:
            posts = index.setdefault(mark, [])
            if len(posts) < _LED_TO:
                posts.append(number)
    return found


def plain(text: str) -> str:
    """The beginning of a text without what editors change: width, case, spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text[: READ_SIGNS * 4])).casefold()[:READ_SIGNS]


def _prints(said: str) -> list[int]:
    """A few of the shingles of a text: always the same ones, wherever they stand.

    Which shingles are looked at is decided by the sign that each begins with, as that is the same in every copy.
    """
    starts = [at for at, sign in enumerate(said[: 1 - _SHINGLE]) if not ord(sign) % _EVERY]
    return sorted(
        {zlib.crc32(said[at : at + _SHINGLE].encode("utf-8", "surrogatepass")) for at in starts or (0,)}
    )[:_KEPT]


def _origin(
    texts: Sequence[Text], compared: Sequence[str], number: int, near: Counter[int], likeness: int
) -> Origin:
    """Whose a post is, given the earlier ones that share shingles with it."""
    own, origin = texts[number], Origin.OWN
    others = [(-shared, other) for other, shared in near.items() if texts[other].owner != own.owner]
    for _, other in nsmallest(_MEASURED, others):
        if fuzz.ratio(compared[number], compared[other], score_cutoff=likeness) < likeness:
            continue
        if _before(texts[other].published, own.published):
            return Origin.COPY
        origin = Origin.OPEN
    return origin


def _before(one: datetime, other: datetime) -> bool:
    """Whether a moment surely lies before another: of a day without an hour only the day is known."""
    if one.time() == time() or other.time() == time():
        return one.date() < other.date()
    return one < other
