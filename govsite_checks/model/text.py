"""Bounds of the texts that come from outside, and how they are made safe to print; the time of the country."""

from __future__ import annotations

import re
from datetime import timedelta, timezone

# All of the country keeps the time of Beijing.
CHINA = timezone(timedelta(hours=8))

MESSAGE_CHARS = 300
SNIPPET_CHARS = 200
URL_CHARS = 2000
DETAIL_CHARS = 60
DETAILS = 20

# Control characters, line and bidirectional overrides and lone surrogates: what a hostile page could use
# to rewrite a terminal, a log or the order in which a sentence is read.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]+"
)


def printable(text: str, limit: int) -> str:
    """Text from outside made safe to print on one line, at most ``limit`` characters long."""
    if len(text) <= limit and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text  # as most texts are, among them all that were made printable before
    # What is thrown away is never looked at: a page may hand over megabytes.
    flat = " ".join(_UNPRINTABLE.sub(" ", text[: limit * 4]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
