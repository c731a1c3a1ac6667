"""How the history writes down what it keeps. A number here means the same for ever: files hold it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govsite_checks.census.quarter import Quarter
from govsite_checks.model import TOOL_ERROR, Verdict

NUMBER: Final[Mapping[str, int]] = MappingProxyType(
    {
        Verdict.OK: 1,
        Verdict.VIOLATION: 2,
        Verdict.NEEDS_REVIEW: 3,
        Verdict.NO_EVIDENCE: 4,
        Verdict.NOT_APPLICABLE: 5,
        TOOL_ERROR: 6,
    }
)
VERDICT_OF: Final[Mapping[int, str]] = MappingProxyType({number: str(v) for v, number in NUMBER.items()})


class HistoryError(Exception):
    """The history or what is to go into it cannot be used; the message is Chinese: what, where, what to do."""


def number_of(quarter: Quarter) -> int:
    """A quarter as a number that counts them one by one."""
    return quarter.year * 4 + quarter.number - 1


def quarter_of(number: int) -> Quarter:
    """The quarter of a number."""
    return Quarter(number // 4, number % 4 + 1)
