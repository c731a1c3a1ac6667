"""Wrong wordings in a text: one automaton over all of them; a right word that holds a wrong one wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from govsite_checks.reading.page.tables import table

MAX_TEXT = 500_000
MAX_HITS = 50
MAX_WORD = 50
CONTEXT = 12
# How a user writes a wrong word and the right one.
_ARROWS = ("→", "->", "=>", "=", "＝")


@dataclass(frozen=True, slots=True)
class Entry:
    """A wrong word, the right one and the reason; both empty where a user gave the wrong one only."""

    wrong: str
    right: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A wrong word as it stands in a text: where, and the words around it."""

    entry: Entry
    start: int
    context: str


def entry_of(written: str) -> Entry:
    """An entry as a user writes it: ``错词`` or ``错词→正词``."""
    for arrow in _ARROWS:
        wrong, found, right = written.partition(arrow)
        if found:
            return Entry(wrong.strip()[:MAX_WORD], right.strip()[:MAX_WORD])
    return Entry(written.strip()[:MAX_WORD])


class Lexicon:
    """Wrong words and allowed ones, compiled."""

    def __init__(self, wrong: Sequence[Entry], allowed: Sequence[str]) -> None:
        allow = {word for word in allowed if word}
        self._entries = {entry.wrong: entry for entry in wrong if entry.wrong and entry.wrong not in allow}
        self._words = list(self._entries)
        self._wrong = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)
        self._allowed = AhoCorasick(sorted(allow))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The wrong words of a text, at most ``MAX_HITS``, in order.

        Of words that begin at one place the longest counts; one that overlaps a longer allowed word is none.
        """
        clipped = text[:MAX_TEXT]
        found = self._wrong.find_matches_as_indexes(clipped)
        if not found:
            return ()
        spared = [
            (start, end) for _, start, end in self._allowed.find_matches_as_indexes(clipped, overlapping=True)
        ]
        hits = []
        for number, start, end in found:
            if not any(a < end and start < b and b - a > end - start for a, b in spared):
                around = clipped[max(0, start - CONTEXT) : end + CONTEXT].replace("\n", " ")
                hits.append(Hit(self._entries[self._words[number]], start, around))
        return tuple(hits[:MAX_HITS])


@lru_cache(maxsize=16)
def lexicon_of(words: tuple[str, ...] = (), allowed: tuple[str, ...] = ()) -> Lexicon:
    """The default list with a user's words and allowed words added."""
    data = table("wording")
    default = [Entry(*row) for row in data["wrong"]]
    return Lexicon([*default, *map(entry_of, words)], [*data["allowed"], *allowed])
