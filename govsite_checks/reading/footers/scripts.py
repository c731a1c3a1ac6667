"""What a script writes into its page, read off its literal strings without running it.

Understood are ``document.write``, ``innerHTML`` and its kin, jQuery's ``html`` and ``append``, concatenation,
variables that hold literals, ``unescape`` and ``decodeURIComponent``, all escapes and template strings. What is
computed at run time is not guessed but told: ``Write.open`` says that shown text is missing from a write,
``Script.builds`` that the script makes or fetches content in a way that is not read, and ``Script.residue`` keeps
every literal, so that a reader can tell "writes nothing of the kind" from "may write it, not understood".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

MAX_SCRIPT = 3_000_000
MAX_OUTPUT = 1_000_000
MAX_STEPS = 400_000
MAX_STRINGS = 200_000
MAX_DEPTH = 4
MAX_ASSIGNMENTS = 200

# Possessive quantifiers and \Z alternatives: no backtracking, so hostile input stays linear.
_TOKEN = re.compile(
    r"""//[^\n\r]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/|\Z) | <!--[^\n\r]*+
      | "(?:[^"\\\n\r]|\\[\s\S])*+" | '(?:[^'\\\n\r]|\\[\s\S])*+' | `(?:[^`\\]|\\[\s\S])*+`
      | (?<=[(,=:\[!&|?{};+\n])/(?![*/\s])(?:[^/\\\[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.){0,80}+\]){1,160}+/[gimsuy]{0,6}+""",
    re.VERBOSE,
)
_MARK = "\ue000"
_PIECE = re.compile(rf"{_MARK}(\d+){_MARK}|([A-Za-z_$][\w$]*)|([()\[\]{{}};,\n+=?:.])")
_WRITE = re.compile(
    r"\b(?P<place>write(?:ln)?)\s*\("
    r"|\.\s*(?P<set>innerHTML|outerHTML|innerText|textContent)\s*\+?=(?!=)"
    r"|\.\s*(?P<call>insertAdjacentHTML|html|append|prepend|after|before|text|replaceWith|appendTo|insertAfter"
    r"|insertBefore|prependTo|appendChild|replaceChild|replaceChildren|setHTML)\s*\("
)
_MADE = re.compile(rf"\$\s*\(\s*{_MARK}(\d+){_MARK}\s*\)?\s*$")
_TARGET = re.compile(rf"{_MARK}(\d+){_MARK}[^{_MARK}]{{0,60}}$")
_LOAD = re.compile(
    rf"(?:\.\s*load|\bfetch|\$\s*\.\s*(?:get|post)|\bopen)\s*\(\s*(?:{_MARK}\d+{_MARK}\s*,\s*)?{_MARK}(?P<url>\d+){_MARK}"
    rf"|\burl\s*:\s*{_MARK}(?P<ajax>\d+){_MARK}|\.\s*src\s*=\s*{_MARK}(?P<src>\d+){_MARK}"
)
_ASSIGN = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*(?:\[[^\]\n]{0,40}\]\s*)?(?:\+?=(?![=>])|\.\s*push\s*\()"
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|[\s\S]))")
_PERCENT = re.compile(r"%u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})")
_PLAIN = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": " ",
    "f": " ",
    "v": " ",
    "0": "",
    "\n": "",
    "\r": "",
    "\r\n": "",
}
# Code that is only code once it runs: packers, obfuscators, decoders.
_PACKED = re.compile(
    r"\beval\s*\((?!\s*[\"'(])|\bnew\s+Function\s*\(|\batob\s*\(|\b_0x[0-9a-f]{4,}|fromCharCode\s*\((?!\s*\d)"
)
# A part that a framework fills: `new Vue({el: "#x"})`, `createApp(A).mount("#x")`, `render(A, getElementById("x"))`.
_MOUNT = re.compile(
    rf"(?:\bel\s*:|\.\s*\$?mount\s*\()\s*{_MARK}(\d+){_MARK}"
    rf"|\b(?:render|createRoot|hydrate)\s*\([^;{_MARK}]{{0,160}}\(\s*{_MARK}(\d+){_MARK}"
)
_RECEIVER = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*$")
# What makes or fetches content. Elements of these names show no text of their own.
_BUILDS = re.compile(
    rf"createElement(?:NS)?\s*\(\s*(?:{_MARK}(?P<made>\d+){_MARK})?|\bnew\s+Vue\b|\bcreateApp\b|\bReactDOM\b|\bcreateRoot\b"
    r"|customElements|webpack(?:Jsonp|Chunk)|\bXMLHttpRequest\b|\bfetch\s*\(|\baxios\b"
    r"|\$\s*\.\s*(?:ajax|get|post|getJSON)\s*\(|\.\s*load\s*\(|\bimport\s*\("
)
_NODES = frozenset(("appendChild", "insertBefore", "replaceChild"))
_SILENT = frozenset(("script", "link", "style", "img", "meta", "canvas", "iframe", "a", "form", "input"))
_DECODERS = {"unescape", "decodeURIComponent", "decodeURI"}
# A part of a text that is only known at run time.
_OPEN = "\ue001"
_ANY_TAG = re.compile(r"<[^<>]*>?")
# Names that stand for dates, counters, addresses and sizes: whatever their value, it is no part of a footer that counts.
_TRIFLE = re.compile(
    r"date|year|month|week|day|hour|minute|second|time|clock|lunar|nongli|calendar|locat|href|url|proto|host|domain|path|root|ctx"
    r"|count|hits|click|visit|num|total|index|page|size|width|height|random|math|length|isnan|parseint|^(?:i|j|k|n)$",
    re.IGNORECASE,
)
_CHANGERS = frozenset(
    ("join", "replace", "replaceAll", "trim", "toString", "concat", "reverse", "split", "String")
)
_SYNTAX = frozenset(
    (
        "var",
        "let",
        "const",
        "return",
        "function",
        "new",
        "document",
        "window",
        "this",
        "true",
        "false",
        "null",
    )
)
_HOLE = re.compile(r"\$\{[^}]*\}")
_HINT = re.compile(
    r"[\u2e80-\uffdc]|\\u|\\x|%u|%[0-9A-Fa-f]{2}|conac|jiucuo|icp|foot|bottom|&#", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Write:
    """HTML that a script puts into its page.

    ``in_place`` is true for ``document.write``; otherwise ``target`` is the selector or id that the script names, as
    written, or empty. ``whole`` is false when a part of the text is only known at run time, ``open`` is true when
    that part is shown text, not an address in a tag, a date or a counter.
    """

    html: str
    in_place: bool
    target: str = ""
    whole: bool = True
    open: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """An address that a script asks for at run time; ``target`` is the selector that receives it, where known."""

    url: str
    target: str = ""
    script: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A script as far as it can be read: what it writes, what it loads, its literals, and whether it is packed.

    ``builds`` tells that it makes elements or asks a server for content in a way that is not read.
    """

    writes: tuple[Write, ...] = ()
    loads: tuple[Load, ...] = ()
    residue: str = ""
    opaque: bool = False
    builds: bool = False


@dataclass(slots=True)
class _Reader:
    code: str
    strings: list[str]
    steps: int = 0
    size: int = 0
    names: dict[str, list[int]] | None = field(default=None)
    known: dict[tuple[str, int], tuple[str, bool]] = field(default_factory=dict)
    decoder: str = ""

    def string(self, index: str) -> str:
        return _decoded(self.strings[int(index)])

    def assignments(self, name: str) -> list[int]:
        if self.names is None:
            self.names = {}
            for found in _ASSIGN.finditer(self.code):
                self.names.setdefault(found[1], []).append(found.end())
        return self.names.get(name, [])

    def value(self, start: int, *, statement: bool, depth: int = 0) -> tuple[str, bool]:
        """The literal text of an expression: a call's arguments, or a statement's right side.

        Where shown text may be missing stands ``_OPEN``; the flag tells whether anything at all is missing.
        """
        out: list[str] = []
        whole, glued = True, True
        # The brackets around: g groups or lists, d decodes, i is an index, c a call or a block.
        around: list[str] = []
        counts = {"g": 0, "d": 0, "i": 0, "c": 0}
        pending = ""
        for found in _PIECE.finditer(self.code, start, start + MAX_OUTPUT):
            self.steps += 1
            if self.steps > MAX_STEPS or self.size > MAX_OUTPUT:
                return "".join((*out, _OPEN)), False
            index, name, mark = found.groups()
            if index is not None:
                text = self.string(index)
                if "${" in text:
                    text, whole = _HOLE.sub(_hole, text), False
                if counts["d"] or pending:
                    text = _unescaped(text, pending or self.decoder)
                out.append(text)
                self.size += len(text)
                glued = False
            elif name is not None:
                if name in _DECODERS:
                    pending = self.decoder = name
                else:
                    inner = bool(counts["c"] or counts["i"])
                    text, known = self.named(name, found.start(), depth, inner=inner)
                    out.append(_unescaped(text, self.decoder) if counts["d"] else text)
                    self.size += len(text)
                    whole = whole and known
                glued = False
            elif mark in "([{":
                around.append(self.bracket(mark, found.start(), pending))
                counts[around[-1]] += 1
                pending = ""
            elif mark in ")]}":
                if not around:
                    break
                counts[around.pop()] -= 1
                glued = False
            elif not around and statement and mark in ";,":
                break
            elif mark == "\n":
                if statement and not around and not glued and not _CONTINUES.match(self.code, found.end()):
                    break
            elif mark in "+=?:.,":
                glued = True
        return "".join(out), whole

    def bracket(self, mark: str, place: int, pending: str) -> str:
        """What an opening bracket at a place is for."""
        if pending and mark == "(":
            return "d"
        before = self.code[place - 1 : place]
        follows = before.isalnum() or before in ("_", "$", ")", "]", _MARK)
        if mark == "{":
            return "c"
        return ("i" if mark == "[" else "c") if follows else "g"

    def named(self, name: str, place: int, depth: int, *, inner: bool) -> tuple[str, bool]:
        """What a name in an expression stands for; ``inner``: it is an argument or an index."""
        if name in _SYNTAX:
            return "", name not in {"new", "this", "function"}
        if name in _CHANGERS:
            return "", name == "join"
        if self.code[place - 1 : place] == ".":
            return ("" if inner or _TRIFLE.search(name) else _OPEN), False
        if inner:
            return "", False
        if depth >= MAX_DEPTH:
            return _OPEN, False
        return self.variable(name, depth, place)

    def variable(self, name: str, depth: int, before: int) -> tuple[str, bool]:
        """The literals that were assigned to a name before ``before``, one after another."""
        every = self.assignments(name)
        places = every[: min(bisect_left(every, before), MAX_ASSIGNMENTS)]
        if not places:
            member = _MEMBER.match(self.code, before + len(name))
            told = member is not None and member[1] not in _CHANGERS  # what it is, its member says
            return "" if told or _TRIFLE.search(name) else _OPEN, False
        key = (name, len(places))
        if key not in self.known:
            self.known[key] = ("", False)  # a name that is made of itself stays unknown
            parts = [self.value(place, statement=True, depth=depth + 1) for place in places]
            self.known[key] = ("".join(text for text, _ in parts), all(whole for _, whole in parts))
        return self.known[key]

    def target(self, head: str, place: int) -> str:
        """The selector, id or HTML of what a method is called on: the last string before it, or its variable's."""
        near = _TARGET.search(head)
        if near:
            return self.string(near[1])
        receiver = _RECEIVER.search(head.rstrip(". \n\t"))
        every = self.assignments(receiver[1]) if receiver else []
        last = bisect_left(every, place)
        if not last:
            return ""
        start = every[last - 1]
        string = _FIRST.match(self.code, start, min(start + 120, place))
        return self.string(string[1]) if string else ""


_MEMBER = re.compile(r"\s*\.\s*([A-Za-z_$][\w$]*)")
_COUNTER = re.compile(r"visit|count|hits|click|date|time|year|week|weather|tianqi|clock", re.IGNORECASE)
_FIRST = re.compile(rf"[^;\n{_MARK}]*{_MARK}(\d+){_MARK}")


def _hole(found: re.Match[str]) -> str:
    return "" if _TRIFLE.search(found[0]) else _OPEN


_CONTINUES = re.compile(r"\s*[+.?:,]")


def read_script(text: str) -> Script:
    """What ``text``, JavaScript of any age, writes and loads. Never raises; linear in the length of the text."""
    if len(text) > MAX_SCRIPT:
        return Script(opaque=True, builds=True)
    reader = _skeleton(text)
    writes = tuple(_writes(reader))
    residue = " ".join(
        _decoded(raw) if "\\" in raw or "%" in raw else raw for raw in reader.strings if _HINT.search(raw)
    )
    if "%" in residue:
        residue = _unescaped(residue, "unescape")
    cut = reader.steps > MAX_STEPS or reader.size > MAX_OUTPUT or len(reader.strings) >= MAX_STRINGS
    opaque = cut or _PACKED.search(text) is not None
    return Script(writes, tuple(_loads(reader)), residue, opaque, _builds(reader))


def _skeleton(text: str) -> _Reader:
    """The code without its comments, each string replaced by a numbered mark."""
    text = text.replace(_MARK, " ").replace(_OPEN, " ")
    out: list[str] = []
    strings: list[str] = []
    last = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if len(strings) >= MAX_STRINGS:
            break
        out.append(text[last : found.start()])
        last = found.end()
        if token[0] in "\"'`":
            out.append(f"{_MARK}{len(strings)}{_MARK}")
            strings.append(token[1:-1])
        elif token[0] == "/" and token[1] not in "/*":
            out.append("0")
        else:
            out.append("\n" if token.startswith(("//", "<!--")) else " ")
    out.append(text[last:])
    return _Reader("".join(out), strings)


def _writes(reader: _Reader) -> Iterator[Write]:
    for found in _WRITE.finditer(reader.code):
        if reader.steps > MAX_STEPS or reader.size > MAX_OUTPUT:
            return
        if found["place"]:
            html, whole = reader.value(found.end(), statement=False)
            if html or not whole:
                yield _write(html, True, "", whole)
            continue
        head = reader.code[max(0, found.start() - 160) : found.start()]
        selector = reader.target(head, found.start())
        html, whole = reader.value(found.end(), statement=bool(found["set"]))
        if selector.lstrip().startswith("<") and _MADE.search(head):
            yield _write(selector, False, html.replace(_OPEN, ""), True)
            continue
        if found["call"] in _NODES and _is_silent(html):
            continue
        if found["call"] == "insertAdjacentHTML":
            html = re.sub(r"^\s*(?:before|after)(?:begin|end)", "", html, flags=re.IGNORECASE)
        if html:
            yield _write(html, False, selector, whole)
    for found in _MOUNT.finditer(reader.code):
        yield Write("", False, reader.string(found[1] or found[2])[:80], whole=False, open=True)


def _is_silent(html: str) -> bool:
    """Whether what is put into the page are new elements that show no text: a script, a style sheet, a picture."""
    names = {part.strip().lower() for part in html.split(_OPEN)} - {"", "head", "body"}
    return bool(names) and names <= _SILENT


def _write(html: str, in_place: bool, target: str, whole: bool) -> Write:
    opened = _OPEN in html and _OPEN in _ANY_TAG.sub("", html)
    opened = opened and not _COUNTER.search(target)
    return Write(html.replace(_OPEN, ""), in_place, target[:80], whole, opened)


def _builds(reader: _Reader) -> bool:
    made = (found["made"] for found in _BUILDS.finditer(reader.code))
    return any(index is None or reader.string(index).lower() not in _SILENT for index in made)


def _loads(reader: _Reader) -> Iterator[Load]:
    for count, found in enumerate(_LOAD.finditer(reader.code)):
        if count >= 50:
            return
        index = found["url"] or found["ajax"] or found["src"]
        head = reader.code[max(0, found.start() - 120) : found.start()]
        target = _TARGET.search(head)
        yield Load(
            reader.string(index).strip(), reader.string(target[1])[:80] if target else "", bool(found["src"])
        )


def _decoded(raw: str) -> str:
    """A JavaScript string's text from the characters between its quotes."""
    if "\\" not in raw:
        return raw

    def one(found: re.Match[str]) -> str:
        braces, four, two, other = found.groups()
        if other is not None:
            return _PLAIN.get(other, other)
        code = int(braces or four or two, 16)
        return chr(code) if code < 0x110000 else "\ufffd"

    return _ESCAPE.sub(one, raw)


def _unescaped(text: str, how: str) -> str:
    if how != "unescape":
        return unquote(text, errors="replace")
    return _PERCENT.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
