"""The words of published information, read once from ``data/publication.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from re import Pattern
from types import MappingProxyType
from typing import Any


@cache
def publication_words() -> Mapping[str, Mapping[str, Pattern[str]]]:
    """Patterns by table and name; read from disk at the first call."""
    text = files("govsite_checks.reading").joinpath("data/publication.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return MappingProxyType(
        {
            table: MappingProxyType({name: re.compile(pattern) for name, pattern in words.items()})
            for table, words in data.items()
        }
    )
