"""The tables of words, names and hosts in ``data/``, each read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from re import Pattern
from types import MappingProxyType
from typing import Any


@cache
def table(name: str) -> MappingProxyType[str, Any]:
    """The contents of ``data/<name>.toml``; read from disk at the first call, not to be changed."""
    text = files("govsite_checks.reading").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def any_of(patterns: Iterable[str]) -> Pattern[str]:
    """One pattern out of many regular expressions; case is ignored."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def any_word(words: Iterable[str]) -> Pattern[str]:
    """One pattern out of many plain words, the longest first; case is ignored."""
    return any_of(re.escape(word) for word in sorted(words, key=len, reverse=True))
