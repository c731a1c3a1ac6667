"""Dates as government pages write them, each with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DateSource(StrEnum):
    """Where a publication date was read, the surest first."""

    LABEL = "label"  # the PubDate meta label
    ADDRESS = "address"  # in the address, as in /t20231206_
    TEXT = "text"  # words such as 发布时间 near the title
    ROW = "row"  # beside the link on a list page
    LOOSE = "loose"  # somewhere on the page: never enough for a violation


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: the day, the moment where an hour is given (Beijing time), its wording, where it was read.

    ``sure`` is False where the year was guessed, the day lies after ``as_of``, sources contradict each other, or the
    source is loose: such a date may clear a site and never accuses it.
    """

    day: date
    moment: datetime | None
    text: str
    source: DateSource
    sure: bool = True
