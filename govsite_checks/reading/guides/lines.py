"""Guides written as headings and paragraphs, labelled words, lists and tabs: read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.marked import MAX_SHORT, Line, read_marked

from .tabs import Strip, strip_of
from .values import PICTURE, Found
from .words import MAX_HEAD, guide_words, head_of, kinds_of

MAX_VALUE = 60
MAX_RUN = 30
MAX_FOOT = 60
MAX_REGIONS = 40
MAX_TABS_LINE = 200
MAX_LABELLED = 4_000
# Rows of tabs that are looked for on one page.
MAX_STRIPS = 6
_MATTER = frozenset({"basis", "conditions", "materials", "process"})
_COLON = re.compile(r"[：:]")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,12})[：:]")


# A heading without its place: its words, its classes, what stands beside it, whether nothing does.
Said = tuple[str, frozenset[str], str, bool]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading in the lines: where, its words and classes, and what stands beside it."""

    at: int
    text: str
    kinds: frozenset[str]
    beside: str
    bare: bool  # nothing stands beside it


def body_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a page without its header, navigation and footer."""
    return document.derive(_body_lines)


def _body_lines(document: Document) -> tuple[Line, ...]:
    lines = read_marked(document, document.derive(outside))
    foot = guide_words().foot
    cut = len(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - MAX_FOOT), -1):
        text = lines[index].text
        if len(text) < 300 and foot["mark"].search(text):
            cut = index
        elif any(head.kinds & _MATTER for head in heads_in(index, lines[index])):
            break
    start = (n for n in range(max(0, cut - 6), cut) if foot["start"].match(lines[n].text))
    return lines[: next(start, cut) if cut < len(lines) else cut]


def outside(document: Document) -> tuple[LexborNode, ...]:
    """The elements of a page that are no part of its matter: header, menus, footer."""
    words = guide_words()
    found = {node.mem_id: node for node in document.css(words.regions["always"])[:MAX_REGIONS]}
    for node in document.css(words.regions["footers"])[:MAX_REGIONS]:
        if words.region_says["footer_says"].search(node.text()):
            found.setdefault(node.mem_id, node)
    for node in document.css(words.regions["menus"])[:MAX_REGIONS]:
        if not words.region_says["matter"].search(node.text()):
            found.setdefault(node.mem_id, node)
    return tuple(node for node in found.values() if node.tag not in {"body", "html"})


def from_lines(
    document: Document, lines: tuple[Line, ...], in_tables: frozenset[str]
) -> tuple[tuple[Found, ...], str]:
    """What headings and labels among the lines say, and why a row of tabs could not be told apart (else empty)."""
    heads = [
        head
        for index, line in enumerate(lines)
        for head in heads_in(index, line)
        if not (line.cell and head.kinds & in_tables)
    ]
    found: list[Found] = []
    unclear = ""
    tabs: set[str] = set()
    number = looked = 0
    while number < len(heads):
        run = heads[number : number + _run(heads, number, lines)]
        # Words that were tabs before are headings when they come again, and so are those of a heading's element.
        maybe = len(run) >= 2 and run[0].text not in tabs and not lines[run[0].at].strong
        looked += maybe
        maybe = maybe and looked <= MAX_STRIPS
        strip = strip_of(document, [head.text for head in run]) if maybe else None
        if strip is not None:
            tabs.update(head.text for head in run)
            unclear = unclear or _take_strip(strip, run, heads, found)
            number += len(run)
            continue
        head = heads[number]
        end = heads[number + 1].at if number + 1 < len(heads) else len(lines)
        text = _value(head, lines, end)
        found.extend(Found(kind, head.text, text) for kind in sorted(head.kinds))
        number += 1
    return tuple(found), unclear


def heads_in(index: int, line: Line) -> list[Head]:
    """The headings and labels of one line, in order."""
    if len(line.text) < 2:
        return []
    said = _known(line) if len(line.raw) <= MAX_SHORT else _said(line)
    return [Head(index, *one) for one in said]


def _said(line: Line) -> tuple[Said, ...]:
    text = line.text
    parts = [head_of(part) for part in line.fields] if len(text) <= MAX_TABS_LINE else []
    if len(parts) > 1 and all(map(kinds_of, parts)):
        return tuple((part, kinds_of(part), "", True) for part in parts)
    first = _first(line)
    labels = _LABEL.findall(text[:MAX_LABELLED])
    if len(labels) > (1 if first is not None else 0):
        return _more(text[:MAX_LABELLED], first)
    return (first,) if first is not None else ()


_known = lru_cache(maxsize=8192)(_said)


def _first(line: Line) -> Said | None:
    """The heading that a line is, or begins with."""
    text = line.text
    head = head_of(text)
    # What follows a colon is no part of a heading, though both may join to words that look like two.
    if not _COLON.search(head) and (kinds := kinds_of(head)):
        return head, kinds, "", True
    colon = _COLON.search(text, 0, 3 * MAX_HEAD)
    beginnings = [text[: colon.start()]] if colon else []
    if (fields := line.fields) and len(fields) > 1 and len(fields[0]) <= MAX_HEAD:
        beginnings.append(fields[0])
    if " " in text[4:12]:
        beginnings.append(text[: text.index(" ", 4)])
    for beginning in beginnings:
        head = head_of(beginning)
        if kinds := kinds_of(head):
            beside = text[len(beginning) :].lstrip(" ：:】])）")
            return head, kinds, beside, not beside
    return None


def _more(text: str, first: Said | None) -> tuple[Said, ...]:
    """Labels further on in a line, as in 办理时间：9时 联系电话：12345."""
    marks = list(_marks(text, len(first[0]) if first is not None else -1))
    if not marks:
        return (first,) if first is not None else ()
    result: list[Said] = []
    if first is not None:
        start = text.find(first[2]) if first[2] else marks[0][0]
        beside = text[start : marks[0][0]].strip(" ；;，,。") if first[2] else ""
        result.append((first[0], first[1], beside, False))
    for number, (_, end, label) in enumerate(marks):
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        result.append((label, kinds_of(label), text[end:stop].strip(" ；;，,"), False))
    return tuple(result)


def _marks(text: str, after: int) -> Iterator[tuple[int, int, str]]:
    """The labels in a text beyond a place: where each begins, where its value begins, its words."""
    for found in _LABEL.finditer(text):
        label = found[1]
        # The whole of it, or its end, where words without a space stand before it.
        for length in (len(label), *range(min(10, len(label) - 1), 3, -1)):
            if kinds_of(label[-length:]):
                if found.end(1) - length > after:
                    yield found.end(1) - length, found.end(), label[-length:]
                break


def _value(head: Head, lines: tuple[Line, ...], end: int) -> str:
    """What stands beside a heading and in the lines up to the next one."""
    parts = [head.beside]
    if lines[head.at].picture and not head.bare:
        parts.append(PICTURE)
    for line in lines[head.at + 1 : min(end, head.at + 1 + MAX_VALUE)]:
        parts.append(line.text or (PICTURE if line.picture else ""))
    return " ".join(part for part in parts if part)


def _run(heads: list[Head], start: int, lines: tuple[Line, ...]) -> int:
    """How many different bare headings stand directly beside or below one another from here on."""
    seen: set[str] = set()
    at = heads[start].at
    for head in heads[start : start + MAX_RUN]:
        between = lines[at + 1 : head.at]
        if not head.bare or head.text in seen or len(between) > 3 or any(line.text for line in between):
            break
        seen.add(head.text)
        at = head.at
    return len(seen)


def _take_strip(strip: Strip, run: list[Head], heads: list[Head], found: list[Found]) -> str:
    """Put what the panels of tabs hold under their headings; why that could not be done, else empty."""
    if strip.panels:
        for head in run:
            text = strip.panels.get(head.text)
            if text is not None:
                found.extend(Found(kind, head.text, text) for kind in sorted(head.kinds))
        return ""
    elsewhere = {kind for head in heads if head not in run for kind in head.kinds}
    if all(head.kinds & elsewhere for head in run):
        return ""
    return "要素标题是选项卡，其内容与标题的对应关系未能读出"
