"""What a script writes into its page, read off its literal strings without running it.

Understood are ``document.write``, ``innerHTML`` and its kin, jQuery's ``html`` and ``append``, concatenation,
variables that hold literals, ``unescape`` and ``decodeURIComponent``, all escapes and template strings. What is
computed at run time is not guessed: ``Script.residue`` keeps every literal, so that a reader can tell "writes
nothing of the kind" from "may write it, not understood".
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
    r"|insertBefore|prependTo)\s*\("
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
_PACKED = re.compile(r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c|\batob\s*\(")
_DECODERS = {"unescape", "decodeURIComponent", "decodeURI"}
_HOLE = re.compile(r"\$\{[^}]*\}")
_HINT = re.compile(
    r"[\u2e80-\uffdc]|\\u|\\x|%u|%[0-9A-Fa-f]{2}|conac|jiucuo|icp|foot|bottom|&#", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Write:
    """HTML that a script puts into its page.

    ``in_place`` is true for ``document.write``; otherwise ``target`` is the selector or id that the script names, as
    written, or empty. ``whole`` is false when a part of the text is only known at run time.
    """

    html: str
    in_place: bool
    target: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Load:
    """An address that a script asks for at run time; ``target`` is the selector that receives it, where known."""

    url: str
    target: str = ""
    script: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A script as far as it can be read: what it writes, what it loads, its literals, and whether it is packed."""

    writes: tuple[Write, ...] = ()
    loads: tuple[Load, ...] = ()
    residue: str = ""
    opaque: bool = False


@dataclass(slots=True)
class _Reader:
    code: str
    strings: list[str]
    steps: int = 0
    size: int = 0
    names: dict[str, list[int]] | None = field(default=None)
    known: dict[tuple[str, int], tuple[str, bool]] = field(default_factory=dict)

    def string(self, index: str) -> str:
        return _decoded(self.strings[int(index)])

    def assignments(self, name: str) -> list[int]:
        if self.names is None:
            self.names = {}
            for found in _ASSIGN.finditer(self.code):
                self.names.setdefault(found[1], []).append(found.end())
        return self.names.get(name, [])

    def value(self, start: int, *, statement: bool, depth: int = 0) -> tuple[str, bool]:
        """The literal text of an expression: a call's arguments, or a statement's right side."""
        out: list[str] = []
        whole, level, glued = True, 0, True
        decoding: list[tuple[int, str]] = []
        pending = ""
        for found in _PIECE.finditer(self.code, start, start + MAX_OUTPUT):
            self.steps += 1
            if self.steps > MAX_STEPS or self.size > MAX_OUTPUT:
                return "".join(out), False
            index, name, mark = found.groups()
            if index is not None:
                text = self.string(index)
                if "${" in text:
                    text, whole = _HOLE.sub("", text), False
                if decoding:
                    text = _unescaped(text, decoding[-1][1])
                out.append(text)
                self.size += len(text)
                glued = False
            elif name is not None:
                if name in _DECODERS:
                    pending = name
                elif self.code[found.start() - 1 : found.start()] != "." and depth < MAX_DEPTH and not level:
                    text, known = self.variable(name, depth, found.start())
                    out.append(text)
                    whole = whole and known
                elif name not in {"join"}:
                    whole = False
                glued = False
            elif mark in "([{":
                level += 1
                if pending and mark == "(":
                    decoding.append((level, pending))
                pending = ""
            elif mark in ")]}":
                if decoding and decoding[-1][0] == level:
                    decoding.pop()
                level -= 1
                if level < 0:
                    break
                glued = False
            elif level == 0 and statement and mark in ";,":
                break
            elif mark == "\n":
                if statement and level == 0 and not glued and not _CONTINUES.match(self.code, found.end()):
                    break
            elif mark in "+=?:.,":
                glued = True
        return "".join(out), whole

    def variable(self, name: str, depth: int, before: int) -> tuple[str, bool]:
        """The literals that were assigned to a name before ``before``, one after another."""
        if name in {"var", "let", "const", "return", "function", "new", "document", "window", "this"}:
            return "", name not in {"new", "this", "function"}
        every = self.assignments(name)
        places = every[: min(bisect_left(every, before), MAX_ASSIGNMENTS)]
        if not places:
            return "", False
        key = (name, len(places))
        if key not in self.known:
            self.known[key] = ("", False)  # a name that is made of itself stays unknown
            parts = [self.value(place, statement=True, depth=depth + 1) for place in places]
            self.known[key] = ("".join(text for text, _ in parts), all(whole for _, whole in parts))
        return self.known[key]


_CONTINUES = re.compile(r"\s*[+.?:,]")


def read_script(text: str) -> Script:
    """What ``text``, JavaScript of any age, writes and loads. Never raises; linear in the length of the text."""
    if len(text) > MAX_SCRIPT:
        return Script(opaque=True)
    reader = _skeleton(text)
    writes = tuple(_writes(reader))
    residue = " ".join(
        _decoded(raw) if "\\" in raw or "%" in raw else raw for raw in reader.strings if _HINT.search(raw)
    )
    if "%" in residue:
        residue = _unescaped(residue, "unescape")
    cut = reader.steps > MAX_STEPS or reader.size > MAX_OUTPUT or len(reader.strings) >= MAX_STRINGS
    opaque = cut or _PACKED.search(text) is not None
    return Script(writes, tuple(_loads(reader)), residue, opaque)


def _skeleton(text: str) -> _Reader:
    """The code without its comments, each string replaced by a numbered mark."""
    text = text.replace(_MARK, " ")
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
        head = reader.code[max(0, found.start() - 160) : found.start()]
        if found["place"]:
            html, whole = reader.value(found.end(), statement=False)
            if html or not whole:
                yield Write(html, True, whole=whole)
            continue
        target = _TARGET.search(head)
        selector = reader.string(target[1]) if target else ""
        made = _MADE.search(head)
        if made and selector.lstrip().startswith("<"):
            target_html, _ = reader.value(found.end(), statement=False)
            yield Write(selector, False, target_html[:80])
            continue
        html, whole = reader.value(found.end(), statement=bool(found["set"]))
        if found["call"] == "insertAdjacentHTML":
            html = re.sub(r"^\s*(?:before|after)(?:begin|end)", "", html, flags=re.IGNORECASE)
        if html:
            yield Write(html, False, selector[:80], whole)


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
