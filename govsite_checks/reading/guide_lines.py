"""Guides written as headings and paragraphs, labelled words, lists and tabs: read line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Document
from .guide_tabs import Strip, strip_of
from .guide_values import PICTURE, Found
from .guide_words import MAX_HEAD, guide_words, head_of, kinds_of
from .marked import Line, read_marked

MAX_VALUE = 60
MAX_RUN = 30
_COLON = re.compile(r"[：:]")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,12})[：:]")


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
    words = guide_words()
    lines = read_marked(document, words.regions)
    for index, line in enumerate(lines):
        if words.foot["mark"].search(line.text) and len(line.text) < 300:
            start = next(
                (n for n in range(max(0, index - 6), index) if words.foot["start"].match(lines[n].text)),
                index,
            )
            return lines[:start]
    return lines


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
    number = 0
    while number < len(heads):
        run = heads[number : number + _run(heads, number, lines)]
        # Words that were tabs before are headings when they come again, and so are those of a heading's element.
        maybe = len(run) >= 2 and run[0].text not in tabs and not lines[run[0].at].strong
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
    text = line.text
    if not text:
        return []
    parts = [head_of(part) for part in line.fields]
    if len(parts) > 1 and all(map(kinds_of, parts)):
        return [Head(index, part, kinds_of(part), "", bare=True) for part in parts]
    first = _first(index, line)
    heads = [first] if first is not None else []
    if len(_LABEL.findall(text)) > (1 if heads else 0):
        heads = _more(index, text, heads)
    return heads


def _first(index: int, line: Line) -> Head | None:
    """The heading that a line is, or begins with."""
    text = line.text
    head = head_of(text)
    if kinds := kinds_of(head):
        return Head(index, head, kinds, "", bare=True)
    colon = _COLON.search(text, 0, 3 * MAX_HEAD)
    fields = line.fields
    beginnings = [text[: colon.start()]] if colon else []
    beginnings += [fields[0]] if len(fields) > 1 and len(fields[0]) <= MAX_HEAD else []
    beginnings += [text.split(" ", 1)[0]] if " " in text[:12] and len(text.split(" ", 1)[0]) >= 4 else []
    for beginning in beginnings:
        head = head_of(beginning)
        if kinds := kinds_of(head):
            beside = text[len(beginning) :].lstrip(" ：:】])）")
            return Head(index, head, kinds, beside, bare=not beside)
    return None


def _more(index: int, text: str, heads: list[Head]) -> list[Head]:
    """Labels further on in a line, as in 办理时间：9时 联系电话：12345."""
    marks: list[tuple[int, int, str]] = []
    for found in _LABEL.finditer(text):
        label = found[1]
        for length in range(min(10, len(label)), 3, -1):
            if kinds_of(label[-length:]):
                marks.append((found.end(1) - length, found.end(), label[-length:]))
                break
    if heads:
        marks = [mark for mark in marks if mark[0] > len(heads[0].text)]
    if not marks:
        return heads
    result: list[Head] = []
    if heads:
        first = heads[0]
        start = text.find(first.beside) if first.beside else marks[0][0]
        beside = text[start : marks[0][0]].strip(" ；;，,。") if first.beside else ""
        result.append(Head(index, first.text, first.kinds, beside, bare=False))
    for number, (_, end, label) in enumerate(marks):
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        beside = text[end:stop].strip(" ；;，,")
        result.append(Head(index, label, kinds_of(label), beside, bare=False))
    return result


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
