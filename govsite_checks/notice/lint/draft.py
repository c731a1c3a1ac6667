"""A draft as the linter reads it: paragraphs, sentences, tables; places in it are places in what the office wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .numerals import folded
from .words import pattern

MAX_QUOTE: Final = 160
MAX_SENTENCE: Final = 2_000
_SENTENCE: Final = re.compile(rf"[^。!?]{{1,{MAX_SENTENCE}}}[。!?]?")
_QUOTED: Final = re.compile(
    r"“[^”]{0,200}”|「[^」]{0,200}」|『[^』]{0,200}』|《[^》]{0,200}》|〈[^〉]{0,200}〉"
)
_CHAPTER: Final = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``text`` is folded and what is quoted in it is blanked; ``raw`` is as the draft has it, equally long."""

    paragraph: int
    start: int
    raw: str
    text: str

    @property
    def quote(self) -> str:
        """The sentence as it is shown in a finding."""
        plain = " ".join(self.raw.split())
        return plain if len(plain) <= MAX_QUOTE else plain[: MAX_QUOTE - 1] + "…"

    def quote_at(self, place: int) -> str:
        """The sentence, or of a long one the part around a place in it."""
        if len(self.raw) <= MAX_QUOTE:
            return self.quote
        start = max(min(place - MAX_QUOTE // 2, len(self.raw) - MAX_QUOTE), 0)
        return self.raw[start : start + MAX_QUOTE].strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, counted from 1; ``problems`` where it stands in the part on problems."""

    number: int
    raw: str
    problems: bool = False
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the draft: its rows of cells, and the number of the paragraph before it."""

    paragraph: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read of a file."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = field(default=())

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


def draft_of(texts: list[str], tables: tuple[Table, ...] = ()) -> Draft:
    """A draft from the texts of its paragraphs."""
    paragraphs: list[Paragraph] = []
    problems = False
    for number, raw in enumerate(texts, start=1):
        if _CHAPTER.match(raw):
            problems = bool(pattern("sections", "problems").search(raw[:40]))
        paragraphs.append(Paragraph(number, raw, problems, tuple(_sentences(number, raw))))
    return Draft(tuple(paragraphs), tables)


def _sentences(number: int, raw: str) -> Iterator[Sentence]:
    text = _QUOTED.sub(lambda found: "□" * len(found[0]), folded(raw))
    for found in _SENTENCE.finditer(text):
        yield Sentence(number, found.start(), raw[found.start() : found.end()], found[0])
