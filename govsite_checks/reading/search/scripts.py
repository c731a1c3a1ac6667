"""Search addresses that a page's own scripts put together: read off their literals, never run.

Understood is a literal that ends with ``name=`` and is joined with what was typed, as in
``location.href = '/search?site=1&q=' + encodeURIComponent(words)`` or a template string of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govsite_checks.reading.page.document import Document

from .lexicon import form_words

MAX_SCRIPTS = 60
MAX_SCRIPT = 200_000
MAX_BUILT = 30

# Possessive quantifiers and \Z alternatives: no backtracking, so hostile input stays linear.
_TOKEN = re.compile(
    r"""//[^\n\r]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/|\Z) | <!--[^\n\r]*+
      | (?P<str>"(?:[^"\\\n\r]|\\[\s\S])*+" | '(?:[^'\\\n\r]|\\[\s\S])*+' | `(?:[^`\\]|\\[\s\S])*+`)""",
    re.VERBOSE,
)
_ASKS = re.compile(r"=(?:[\"']\s*\+|\$\{)")
_OPENS = re.compile(r"[?&#][\w.\-]{1,40}=$")
_PAIR = re.compile(r"[?&#;]?([\w.\-\[\]]{1,40})=([^&#]{0,200})")
# What stands between two joined literals: no statement ends within it.
_JOINED = re.compile(r"\s*\+([^;{}\n]{1,160}?)\+\s*")
_LAST = re.compile(r"\s*\+([^;\n]{1,160})")
_HOLE = re.compile(r"\$\{([^{}]{0,160})\}")
_TYPED = re.compile(
    r"encodeURI|escape\s*\(|\.val\s*\(|\.value\b|key|word|search|keyw|\bqt?\b|input|text|str", re.IGNORECASE
)
_ESCAPES = re.compile(r"(?<![\w.])escape\s*\(")
_RELATIVE = re.compile(r"(?:https?:|/|\.|[\w\-]+[/.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Built:
    """An address that a script builds from typed words.

    ``address`` is what is written before the first ``?`` or ``#``; ``field`` the name that the words are given, ``fixed``
    the other names with their values, None for a value that only running the script would tell. ``fragment`` is True
    where the words stand behind ``#``, which no server sees. ``coding`` is ``escape`` where they are written so, ``page``
    where a browser writes them in the page's own encoding.
    """

    address: str
    field: str
    fixed: tuple[tuple[str, str | None], ...] = ()
    fragment: bool = False
    coding: str = ""


def read_built(document: Document) -> tuple[Built, ...]:
    """The search addresses that the inline scripts and handlers of a page build, each once."""
    found: dict[Built, None] = {}
    for script in _scripts(document):
        for built in _built_in(script):
            if _searches(built):
                found.setdefault(built)
            if len(found) >= MAX_BUILT:
                return tuple(found)
    return tuple(found)


def _scripts(document: Document) -> Iterator[str]:
    if _ASKS.search(document.html[:5_000_000]) is None:
        return
    for node in document.css("script:not([src])")[:MAX_SCRIPTS]:
        text = node.text()[:MAX_SCRIPT]
        if _ASKS.search(text) is not None:
            yield text
    for node in document.css("[onclick*='='], form[onsubmit], [onkeydown*='='], a[href^='javascript:']")[
        :MAX_SCRIPTS
    ]:
        for name in ("onclick", "onsubmit", "onkeydown", "href"):
            handler = node.attributes.get(name) or ""
            if _ASKS.search(handler[:2_000]) is not None:
                yield handler[:2_000]


def _searches(built: Built) -> bool:
    words = form_words()
    name = built.field.lower()
    if words.other_action.search(built.address):
        return False
    if words.action.search(built.address):
        return True
    return name in words.fields and name not in words.weak_fields


def _built_in(script: str) -> Iterator[Built]:
    # A browser writes what no script has encoded in the encoding of the page.
    coding = "" if "encodeURI" in script else "page"
    pieces = [(m.start("str"), m.end("str"), m["str"]) for m in _TOKEN.finditer(script) if m["str"]]
    taken = -1
    for number, (_, end, literal) in enumerate(pieces):
        if number <= taken:
            continue
        if literal[0] == "`":
            parts = _HOLE.split(literal[1:-1])
            if len(parts) > 1 and _OPENS.search(parts[0]):
                yield from _made(parts, coding)
            continue
        if not _OPENS.search(literal[1:-1]):
            continue
        parts, taken = _concatenation(script, pieces, number, end)
        if len(parts) > 1:
            yield from _made(parts, coding)


def _concatenation(
    script: str, pieces: list[tuple[int, int, str]], number: int, end: int
) -> tuple[list[str], int]:
    """Literals and expressions by turns, from one literal to the end of its concatenation; the last literal's number."""
    parts = [pieces[number][2][1:-1]]
    for following in range(number + 1, min(number + 12, len(pieces))):
        start = pieces[following][0]
        between = script[end:start] if start - end <= 200 else ""
        joined = _JOINED.fullmatch(between)
        if joined is None:
            break
        parts += [joined[1], pieces[following][2][1:-1]]
        number, end = following, pieces[following][1]
    last = _LAST.match(script, end)
    if last is not None:
        parts.append(last[1])
    return parts, number


def _made(parts: list[str], coding: str) -> Iterator[Built]:
    """The address of literals (even places) and expressions (odd ones)."""
    address, mark, opening = _split(parts[0])
    if not _RELATIVE.match(address):
        return
    pairs: list[tuple[str, str | None, str]] = []
    fragment = mark == "#"
    parts = [opening, *parts[1:]]
    for place in range(0, len(parts), 2):
        expression = parts[place + 1] if place + 1 < len(parts) else ""
        found = _PAIR.findall(parts[place])
        for name, value in found[:-1]:
            pairs.append((name, value, ""))
        if found:
            name, value = found[-1]
            open_ended = expression and not value and parts[place].endswith("=")
            pairs.append((name, None if open_ended else value, expression if open_ended else ""))
    word = _word_of(pairs)
    if word is None:
        return
    if _ESCAPES.search(pairs[word][2]):
        coding = "escape"
    fixed = tuple((name, value) for place, (name, value, _) in enumerate(pairs) if place != word)
    yield Built(address, pairs[word][0], fixed, fragment, coding)


def _split(literal: str) -> tuple[str, str, str]:
    """Address, ``?`` or ``#`` (whichever the last name stands behind), and the names."""
    place = literal.rfind("#")
    if place >= 0 and "=" in literal[place:]:
        head = literal[:place]
        return head, "#", literal[place:]
    head, mark, tail = literal.partition("?")
    return head, mark, mark + tail


def _word_of(pairs: list[tuple[str, str | None, str]]) -> int | None:
    """Which of the names is given what was typed."""
    words = form_words()
    open_ended = [place for place, (_, value, _) in enumerate(pairs) if value is None]
    for wanted in (words.fields - words.weak_fields, words.weak_fields):
        for place in open_ended:
            if pairs[place][0].lower() in wanted:
                return place
    return next((place for place in open_ended if _TYPED.search(pairs[place][2])), None)
