"""A notice to files: the Word document, and beside it where each of its figures comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from govsite_checks.files import write_text
from govsite_checks.model import CHINA
from govsite_checks.office import OfficialDocument, Run

from .composing import Block, Notice, Part, Sentence
from .material import Material
from .speaking import Mention

SCHEMA = 1


def notice_document(notice: Notice, material: Material, *, comments: bool = True) -> OfficialDocument:
    """The Word document; with ``comments`` each figure has a remark in the margin that says where it comes from."""
    document = OfficialDocument(material.as_of, subject=notice.title)
    attachments = [block.text for block in notice.blocks if block.part is Part.ATTACHMENT]
    for block in notice.blocks:
        if block.part is Part.ATTACHMENT:
            document.attachments(attachments)
            attachments = []
        else:
            _write(document, block, comments)
    return document


def _write(document: OfficialDocument, block: Block, comments: bool) -> None:
    runs = list(_runs(block.sentences, comments))
    if block.part is Part.TITLE:
        document.title(block.text)
    elif block.part is Part.RECIPIENTS:
        document.recipients(block.text)
    elif block.part is Part.CHAPTER:
        document.heading(block.heading)
    elif block.part is Part.SECTION:
        document.heading(block.heading, 2, *runs)
    elif block.part is Part.SIGNATURE:
        authority, _, day = block.text.partition("|")
        document.signature(authority.strip(), day.strip())
    else:
        document.paragraph(*runs)


def _runs(sentences: Iterable[Sentence], comments: bool) -> Iterable[Run]:
    for sentence in sentences:
        for piece in sentence.pieces:
            if isinstance(piece, str):
                yield Run(piece)
            else:
                yield Run(piece.text, comment=piece.source if comments else "")


def write_sources(path: Path, notice: Notice, material: Material) -> None:
    """Write where each sentence's figures come from, what was left out and why, and every row that was refused.

    Raises:
        OSError: the file cannot be written.
    """
    content = {
        "schema": SCHEMA,
        "title": notice.title,
        "quarter": str(material.census.quarter),
        "as_of": material.as_of.astimezone(CHINA).isoformat(),
        "sentences": [_sentence(block, sentence) for block in notice.blocks for sentence in block.sentences],
        "left_out": [
            {"line": gone.line, "section": gone.section, "why": gone.why} for gone in notice.left_out
        ],
        "ledgers": [
            {
                "ledger": title,
                "rows_read": ledger.rows_read,
                "rows_refused": ledger.rows_refused,
                "refused": [str(row) for row in ledger.refused],
                "notes": list(ledger.notes),
            }
            for title, ledger in material.ledgers
        ],
    }
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _sentence(block: Block, sentence: Sentence) -> dict[str, Any]:
    return {
        "section": block.heading,
        "line": sentence.line,
        "text": sentence.text,
        "figures": [_figure(mention) for mention in sentence.mentions],
    }


def _figure(mention: Mention) -> dict[str, Any]:
    figure = mention.figure
    sides = {} if figure.ratio is None else {"n": figure.ratio.n, "of": figure.ratio.of}
    before = {} if figure.before is None else {"before": {"n": figure.before.n, "of": figure.before.of}}
    return {
        "id": figure.id,
        "text": mention.text,
        "title": figure.title,
        **({} if figure.count is None else {"count": figure.count}),
        **sides,
        "definition": figure.definition or (figure.ratio.definition if figure.ratio else ""),
        "aside": dict(figure.aside),
        **before,
        **({} if figure.count_before is None else {"count_before": figure.count_before}),
    }
