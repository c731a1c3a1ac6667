"""A template and its material to the blocks of a notice; numbers of headings are made here, so that none is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .material import Material
from .speaking import Mention, MissingError, Speaker, chinese, pieces, plain
from .template import Line, Mark, Renderer, lines


class Part(StrEnum):
    """What a block of a notice is."""

    TITLE = "title"
    RECIPIENTS = "recipients"
    CHAPTER = "chapter"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was written: its pieces of text and figures, and the line of the template that it is from."""

    pieces: tuple[str | Mention, ...]
    line: int

    @property
    def text(self) -> str:
        """As it is read."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its figures."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Mention))


@dataclass(slots=True)
class Block:
    """A paragraph or a heading; ``heading`` is the heading of a section that its sentences go on behind."""

    part: Part
    heading: str = ""
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As it is read."""
        return self.heading + "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence, or a part of one, that was not written, and why, in Chinese."""

    line: int
    section: str
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says, and what it does not say."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def title(self) -> str:
        """Its title."""
        return next((block.text for block in self.blocks if block.part is Part.TITLE), "通报")

    @property
    def text(self) -> str:
        """All of it, one paragraph a line."""
        return "\n".join(block.text.replace("|", "\n") for block in self.blocks) + "\n"


_PLAIN = {
    Mark.TITLE: Part.TITLE,
    Mark.RECIPIENTS: Part.RECIPIENTS,
    Mark.ATTACHMENT: Part.ATTACHMENT,
    Mark.SIGNATURE: Part.SIGNATURE,
}


def compose(material: Material, template: str) -> Notice:
    """Write the notice of a material.

    Raises:
        NoticeTemplateError: the template is wrong; the message names the line.
    """
    return _Composing(material).compose(template)


class _Composing:
    """One notice being written."""

    def __init__(self, material: Material) -> None:
        self._speaker = Speaker(material)
        self._renderer = Renderer(self._speaker.functions())
        self._blocks: list[Block] = []
        self._left_out: list[LeftOut] = []
        self._open = False  # whether the last block is a paragraph that goes on
        self._section = ""

    def compose(self, template: str) -> Notice:
        for line in lines(template):
            if line.mark is Mark.BREAK:
                self._open = False
            elif line.mark in (Mark.CHAPTER, Mark.HEADING):
                self._heading(line)
            else:
                self._written(line)
        return Notice(tuple(_numbered(self._blocks)), tuple(self._left_out))

    def _heading(self, line: Line) -> None:
        sentence = self._render(line)
        self._section = sentence.text if sentence else ""
        if sentence:
            part = Part.CHAPTER if line.mark is Mark.CHAPTER else Part.SECTION
            self._blocks.append(Block(part, heading=sentence.text))
        self._open = line.mark is Mark.HEADING and sentence is not None

    def _written(self, line: Line) -> None:
        sentence = self._render(line)
        if sentence is None or not sentence.text:
            return
        if line.mark in _PLAIN:
            self._blocks.append(Block(_PLAIN[line.mark], sentences=[sentence]))
        elif self._open:
            self._blocks[-1].sentences.append(sentence)
        else:
            self._blocks.append(Block(Part.PARAGRAPH, sentences=[sentence]))
        self._open = line.mark is Mark.SENTENCE

    def _render(self, line: Line) -> Sentence | None:
        """The sentence of a line; None where something it needs is missing, which is listed."""
        speaker = self._speaker
        speaker.mentions, speaker.gaps = [], []
        try:
            text = self._renderer.render(line)
        except MissingError as missing:
            self._left_out.append(LeftOut(line.number, self._section, str(missing)))
            return None
        if plain(text):
            self._left_out += [LeftOut(line.number, self._section, gap) for gap in speaker.gaps]
        return Sentence(tuple(pieces(text, speaker.mentions)), line.number)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without headings that nothing stands under, the others numbered: 一、 and （一）."""
    kept = [block for at, block in enumerate(blocks) if not _idle(blocks, at)]
    chapter = section = 0
    for block in kept:
        if block.part is Part.CHAPTER:
            chapter, section = chapter + 1, 0
            block.heading = f"{chinese(chapter)}、{block.heading}"
        elif block.part is Part.SECTION:
            section += 1
            block.heading = f"（{chinese(section)}）{block.heading}"
        yield block


def _idle(blocks: list[Block], at: int) -> bool:
    """Whether a heading has nothing under it."""
    block = blocks[at]
    if block.part is Part.SECTION:
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        return not block.sentences and (following is None or following.part is not Part.PARAGRAPH)
    if block.part is not Part.CHAPTER:
        return False
    for other in blocks[at + 1 :]:
        if other.part is Part.CHAPTER:
            break
        if other.sentences and other.part in (Part.SECTION, Part.PARAGRAPH):
            return False
    return True
