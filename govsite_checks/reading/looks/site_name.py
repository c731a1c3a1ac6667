"""Whether words show a site's name: in full, or in a form that people shorten it to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from govsite_checks.reading.page.tables import table
from govsite_checks.reading.page.text import plain

MAX_TEXT = 5_000
# A shorter piece says too little to be a name.
LEAST = 3
_NOISE = re.compile(r"[\W_]+")
_PIECES = re.compile(r"[\s_\-—–|·•,，:：/>»【】\[\]()（）!！]+")

Shown = Literal["full", "short", ""]


def letters(text: str) -> str:
    """Words without spaces and signs, in one writing."""
    return _NOISE.sub("", plain(text[:MAX_TEXT])).lower()


@lru_cache(maxsize=256)
def core_of(name: str) -> str:
    """The name of the body that a site's name holds: without 门户网站 and its like, unless nothing else is left."""
    core = letters(name)
    for suffix in _suffixes():
        if core.endswith(suffix) and len(core) - len(suffix) >= LEAST:
            return core[: -len(suffix)]
    return core


def shows(name: str, text: str) -> Shown:
    """How a text shows a site's name.

    A piece of the text between signs whose characters stand in the name, in their order, is a short form of it
    (昌平区政府, 市发改委); a piece that is no more than the region is none.
    """
    core = core_of(name)
    if core and core in letters(text):
        return "full"
    pieces = (core_of(piece) for piece in _PIECES.split(plain(text[:MAX_TEXT])) if piece)
    return "short" if any(len(piece) >= LEAST and _within(piece, core) for piece in pieces) else ""


def is_generic(title: str) -> bool:
    """Whether a title names nobody: 首页, index, nothing at all."""
    return letters(title) in _generic()


def _within(piece: str, core: str) -> bool:
    rest = iter(core)
    return len(piece) <= len(core) and all(sign in rest for sign in piece)


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(table("layout")["name"]["suffixes"], key=len, reverse=True))


@cache
def _generic() -> frozenset[str]:
    return frozenset(("", *map(letters, table("layout")["name"]["generic"])))
