"""Texts from outside made fit for the XML that office files are made of."""

from __future__ import annotations

import re

from govsite_checks.model import printable

# Not characters at all; a file that holds one opens in no program.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def xml_text(text: str, limit: int) -> str:
    """A text on one line, at most ``limit`` characters long, that XML can hold."""
    return printable(_NO_CHARACTERS.sub(" ", text[: limit * 4]), limit)
