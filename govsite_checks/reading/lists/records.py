"""Rows that a page carries as text for its own script: the ``<datastore>`` of records of some content systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govsite_checks.reading.page.document import Document

MAX_RECORDS = 1_000
MAX_RECORD_CHARS = 20_000

_OPENING, _CLOSING = "<record>", "</record>"
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_TOTAL = re.compile(r"<totalpage>\s*(\d{1,6})\s*</totalpage>", re.IGNORECASE)


def records_of(document: Document) -> Document | None:
    """The records of a page as it was sent, as a document of their own at the same address; None where it has none."""
    text = document.page.text
    start = text.find("<datastore")
    if start < 0:
        return None
    found = list(_records(text, start))
    if not found:
        return None
    html = "\n".join(_row(record) for record in found)
    return Document(
        replace(document.page, text=f"<body><ul>{html}</ul></body>", rendered=None), document.as_of
    )


def _records(text: str, at: int) -> Iterator[str]:
    """The contents of the records from a place on; one that is not closed ends them."""
    for _ in range(MAX_RECORDS):
        start = text.find(_OPENING, at)
        end = text.find(_CLOSING, start)
        if start < 0 or end < 0:
            return
        yield _CDATA.sub("", text[start + len(_OPENING) : min(end, start + MAX_RECORD_CHARS)])
        at = end


def _row(record: str) -> str:
    """A record as a row of a list, whatever it is written as."""
    if "<tr" in record[:200].lower():
        return f"<li><table>{record}</table></li>"
    inner = re.sub(r"^\s*<li\b[^>]*>|</li>\s*$", "", record, flags=re.IGNORECASE)
    return f"<li>{inner}</li>"


def pages_of_records(document: Document) -> int:
    """How many pages the store of records speaks of; 0 where it does not say."""
    found = _TOTAL.search(document.page.text) if "<datastore" in document.page.text else None
    return int(found[1]) if found else 0
