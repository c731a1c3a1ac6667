"""Quarters of a year, as offices name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from govsite_checks.model import CHINA

_FORM: Final = re.compile(r"(\d{4})Q([1-4])")
_SAID: Final = "一二三四"
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no quarter."""
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.number <= 4):
            raise ValueError(f"没有 {self.year} 年第 {self.number} 季度")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """The quarter of ``2018Q3``.

        Raises:
            ValueError: the text is none; the message is Chinese.
        """
        found = _FORM.fullmatch(text.strip().upper())
        if not found:
            raise ValueError(f"季度 {text[:20]!r} 无法识别：请写作 2018Q3")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        """As it is written on a command line: ``2018Q3``."""
        return f"{self.year}Q{self.number}"

    @property
    def said(self) -> str:
        """As a notice writes it: ``2018年第三季度``."""
        return f"{self.year}年第{_SAID[self.number - 1]}季度"

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many later, or earlier where the number is negative."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return self.plus(-1)

    @property
    def last_moment(self) -> datetime:
        """The last second of the quarter, Beijing time."""
        after = self.plus(1)
        return datetime(after.year, after.number * 3 - 2, 1, tzinfo=CHINA) - timedelta(seconds=1)
