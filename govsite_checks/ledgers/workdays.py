"""Deadlines in working days, by the calendar of holidays and shifted working days that the State Council announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import chinese_calendar

from govsite_checks.model import CHINA

MAX_DAYS: Final = 250  # about a year of working days
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time. ``assumed`` are the years whose holidays nobody knows: there, weekdays are counted."""

    day: date
    assumed: tuple[int, ...] = ()


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether work is done on a day, and whether that is known and not merely assumed from the day of the week."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < _SATURDAY, False


def deadline(received: date, days: int) -> Deadline:
    """The working day so many after the day of receipt, which itself does not count.

    Raises:
        ValueError: ``days`` is not within 1 to ``MAX_DAYS``; in Chinese.
    """
    if not 1 <= days <= MAX_DAYS:
        raise ValueError(f"办理期限应为 1 至 {MAX_DAYS} 个工作日，现为 {days}")
    day, left = received, days
    assumed: dict[int, None] = {}
    while left:
        day += timedelta(days=1)
        works, known = is_working_day(day)
        if not known:
            assumed[day.year] = None
        left -= works
    return Deadline(day, tuple(assumed))


def end_of(day: date) -> datetime:
    """The last moment of a day in Beijing, to the second: the cut-off of a census is written so too."""
    return datetime.combine(day, time(23, 59, 59), CHINA)
