"""Whether words that were searched for stand in a text, and whether two titles are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

MAX_CHARS = 2_000
# Most of the pairs of characters of the words: a search engine splits them and may drop some.
MOST = 0.6
# Titles differ by a blank, a quotation mark, a cut end.
SAME = 90.0
LEAST_CUT = 8

_NO_WORD = re.compile(r"[^0-9a-z㐀-䶿一-鿿]+")


@lru_cache(maxsize=4_096)
def bare(text: str) -> str:
    """The beginning of a text without blanks and punctuation, in lower case and in plain width."""
    return stripped(text[:MAX_CHARS])


def stripped(text: str) -> str:
    """All of a text in the same way."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


def matches(words: str, text: str) -> bool:
    """Whether a text holds the words, or most of their pairs of characters."""
    wanted, there = bare(words), bare(text)
    if not wanted or not there:
        return False
    if wanted in there:
        return True
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    return len(pairs) >= 3 and sum(pair in there for pair in pairs) >= MOST * len(pairs)


def same_title(words: str, title: str) -> bool:
    """Whether two titles name the same article: equal, one cut short or within the other, or nearly equal."""
    wanted, there = bare(words), bare(title)
    if not wanted or not there:
        return False
    if wanted in there or (len(there) >= LEAST_CUT and there in wanted):
        return True
    return fuzz.ratio(wanted, there) >= SAME
