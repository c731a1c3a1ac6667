"""Dates as government pages write them, each with how sure it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from re import Match, Pattern
from typing import Any, NamedTuple

from govsite_checks.model import CHINA

from .numerals import DAY_SIGNS, YEAR_SIGNS, small_number, year_of

FIRST_YEAR, LAST_YEAR = 1980, 2099
MAX_CHARS = 20_000
# Sources that differ by more days than this contradict each other.
TOLERANCE_DAYS = 5
# Short texts and addresses whose dates are remembered: the same rows stand on many pages of a site.
_REMEMBERED, _SHORT = 10_000, 200


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
    source is loose: such a date may clear a site and never accuses it. Of a list whose rows go down in order, a day
    without a year is the latest that it can be, and sure.
    """

    day: date
    moment: datetime | None
    text: str
    source: DateSource
    sure: bool = True


class Spot(NamedTuple):
    """A date and its place in a text. ``yearless`` is True where the text gives no year."""

    start: int
    end: int
    dated: Dated
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """What ``data/dates.toml`` says, compiled."""

    published: Pattern[str]
    likely: Pattern[str]
    other: Pattern[str]
    clock: Pattern[str]
    relative: Pattern[str]
    days_back: dict[str, int]
    day_paths: tuple[Pattern[str], ...]
    month_paths: tuple[Pattern[str], ...]
    file_path: Pattern[str]


def _before(words: list[str]) -> Pattern[str]:
    """One of some words right before a date: with a colon, a space or nothing between."""
    spaced = ("".join(rf"{re.escape(sign)}\s?" for sign in word) for word in words)
    return re.compile(rf"(?:{'|'.join(spaced)})[】\])）]?[\s:：]{{0,4}}[\[(（【]?$", re.IGNORECASE)


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads(
        files("govsite_checks.reading").joinpath("data/dates.toml").read_text(encoding="utf-8")
    )
    labels, relative, address = data["labels"], data["relative"], data["address"]
    back = {
        word: days
        for days, name in enumerate(("today", "yesterday", "before_yesterday"))
        for word in relative[name]
    }
    return _Words(
        published=_before(labels["published"]),
        likely=_before(labels["likely"]),
        other=re.compile(
            rf"(?:{'|'.join(labels['other'])})"
            r"(?:[^\s,，。;；:：()（）\[\]]{0,6}\s*[:：]|\S{0,4}(?:日期|时间|期至|日))[\s\[(（]{0,3}$"
        ),
        clock=re.compile(rf"(?:{'|'.join(labels['clock'])})\s?(?:公历)?[\s:：]{{0,4}}$"),
        relative=re.compile(
            # Alone, as beside a headline, or after 于; not in a sentence (今天上午, 3天前我市…).
            rf"(?<![\u4e00-\u4e8d\u4e8f-\u9fff\d.])(?:(?P<word>{'|'.join(back)})"
            r"|(?P<n>\d{1,3}) ?(?P<unit>分钟|小时|天|日|周|秒)(?:之|以)?前)(?![\u4e00-\u9fff:\d])"
        ),
        days_back=back,
        day_paths=tuple(re.compile(pattern, re.IGNORECASE) for pattern in address["day"]),
        month_paths=tuple(re.compile(pattern, re.IGNORECASE) for pattern in address["month"]),
        file_path=re.compile(address["file"], re.IGNORECASE),
    )


# One sign for one sign, so that places in a text stay what they were.
_PLAIN = dict(zip("０１２３４５６７８９－—–−‐―／．：　\xa0", "0123456789------/.:  ", strict=True))
_NOT_PLAIN = re.compile("[０-９－—–−‐―／．：　\xa0]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = r"(?:[0-3]\d(?=\d{2}:\d{2})|\d{1,2}(?!\d))"
_CLOCK = (
    r"(?:(?:T| {0,3})(?:周.|星期.)? {0,2}(?P<h>[01]?\d|2[0-3])(?::|时|点) ?(?P<i>[0-5]?\d)(?!\d)"
    r"(?:(?::|分) ?(?P<s>[0-5]?\d)(?!\d))?)?"
)
_FULL = re.compile(
    rf"(?<!\d)(?<!\d[-./])(?P<y>\d{{4}}) ?(?:年 ?(?P<m>\d{{1,2}}) ?月 ?(?P<d>{_DAY}) ?[日号]?"
    rf"|(?P<sep>[-/.]) ?(?P<m2>\d{{1,2}}) ?(?P=sep) ?(?P<d2>{_DAY})(?![-./]\d{{1,3}}(?!\d))){_CLOCK}"
)
_NUMERALS = re.compile(rf"([{YEAR_SIGNS}]{{4}})年([{DAY_SIGNS}]{{1,3}})月([{DAY_SIGNS}]{{1,4}})[日号]")
_MONTH_DAY = re.compile(
    r"(?<!\d)(?<!\d[-./:年])(?<!年)(?:(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]|(?P<m2>\d\d)(?P<sep>[-/])(?P<d2>\d\d)(?!(?![星周来发作])[\u4e00-\u9fff]))"
    rf"(?![\d%℃])(?![-./:]\d){_CLOCK}"
)
_EIGHT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
# A day and its month in blocks of their own, line under line.
_BLOCKS = re.compile(
    r"(?m)^(?:(?P<d>\d{1,2})日?\n(?P<y>(?:19|20)\d\d)[-./年] ?(?P<m>\d{1,2})月?"
    r"|(?P<y2>(?:19|20)\d\d)[-./年] ?(?P<m2>\d{1,2})月?\n(?P<d2>\d{1,2})日?"
    r"|(?P<m3>\d{1,2})[-./月] ?(?P<d3>\d{1,2})日?\n(?P<y3>(?:19|20)\d\d)年?"
    r"|(?P<y4>(?:19|20)\d\d)年?\n(?P<m4>\d{1,2})[-./月] ?(?P<d4>\d{1,2})日?"
    r"|(?P<d5>\d{1,2})日?\n(?P<m5>\d{1,2})月\n?(?P<y5>(?:19|20)\d\d)年?)$"
)


def plain(text: str) -> str:
    """Full-width digits and signs, long dashes and wide spaces made plain, sign for sign."""
    return _NOT_PLAIN.sub(_plain_sign, text[:MAX_CHARS])


def _plain_sign(found: Match[str]) -> str:
    return _PLAIN[found[0]]


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(day: date, found: Match[str]) -> datetime | None:
    hour, minute, second = found["h"], found["i"], found["s"]
    if hour is None:
        return None
    return datetime(day.year, day.month, day.day, int(hour), int(minute), int(second or 0), tzinfo=CHINA)


def _spot(
    start: int, end: int, day: date, moment: datetime | None, text: str, as_of: datetime, source: DateSource
) -> Spot:
    sure = day <= as_of.astimezone(CHINA).date() and source is not DateSource.LOOSE
    return Spot(start, end, Dated(day, moment, text[start:end].strip(), source, sure))


def spots_in(
    text: str, as_of: datetime, source: DateSource = DateSource.TEXT, *, yearless: bool = False
) -> tuple[Spot, ...]:
    """The dates in a text with their places, in order; those without a year, in the latest year possible, if asked for.

    A day after ``as_of`` is unsure, and so is a year that is not given.
    """
    return spots_in_plain(plain(text), as_of, source, yearless=yearless)


def spots_in_plain(
    flat: str, as_of: datetime, source: DateSource = DateSource.TEXT, *, yearless: bool = False
) -> tuple[Spot, ...]:
    """``spots_in`` of a text that ``plain`` has been over."""
    return (_spots_of_short if len(flat) <= _SHORT else _spots)(flat, as_of, source, yearless)


def _spots(flat: str, as_of: datetime, source: DateSource, yearless: bool) -> tuple[Spot, ...]:
    found = [*_full(flat, as_of, source), *_relative(flat, as_of, source)]
    if yearless:
        taken = [(spot.start, spot.end) for spot in found]
        found += [
            spot
            for spot in _month_days(flat, as_of, source)
            if all(spot.end <= start or spot.start >= end for start, end in taken)
        ]
    return tuple(sorted(found, key=lambda spot: spot.start))


_spots_of_short = lru_cache(maxsize=_REMEMBERED)(_spots)


def dates_in(text: str, as_of: datetime, source: DateSource = DateSource.TEXT) -> tuple[Dated, ...]:
    """The dates with a year in a text, and the relative ones (昨天, 3天前), in order."""
    return tuple(spot.dated for spot in spots_in(text, as_of, source))


def first_date(text: str, as_of: datetime, source: DateSource = DateSource.TEXT) -> Dated | None:
    """The first date with a year in a text, or a relative one; None where there is none."""
    return next(iter(dates_in(text, as_of, source)), None)


def _full(flat: str, as_of: datetime, source: DateSource) -> Iterator[Spot]:
    for found in _FULL.finditer(flat):
        day = _day(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))
        if day is not None:
            yield _spot(*found.span(), day, _moment(day, found), flat, as_of, source)
    if "年" in flat:
        for found in _NUMERALS.finditer(flat):
            day = _day(year_of(found[1]), small_number(found[2]), small_number(found[3]))
            if day is not None:
                yield _spot(*found.span(), day, None, flat, as_of, source)
    if "\n" in flat:
        for found in _BLOCKS.finditer(flat):
            day = _day(*(int(_one(found, name)) for name in "ymd"))
            if day is not None:
                yield _spot(*found.span(), day, None, flat, as_of, source)


def _one(found: Match[str], name: str) -> str:
    """The group of a name, or of that name with a number, that took part."""
    numbered = (found[f"{name}{number}"] for number in range(2, 6))
    return found[name] or next(value for value in numbered if value)


def _relative(flat: str, as_of: datetime, source: DateSource) -> Iterator[Spot]:
    if "天" not in flat and "日" not in flat and "前" not in flat and "刚" not in flat:
        return
    words = _words()
    now = as_of.astimezone(CHINA)
    for found in words.relative.finditer(flat):
        word = found["word"]
        back = timedelta(days=words.days_back[word]) if word else int(found["n"]) * _UNITS[found["unit"]]
        yield _spot(*found.span(), (now - back).date(), None, flat, as_of, source)


_UNITS = {
    "秒": timedelta(seconds=1),
    "分钟": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
    "周": timedelta(days=7),
}


def _month_days(flat: str, as_of: datetime, source: DateSource) -> Iterator[Spot]:
    for found in _MONTH_DAY.finditer(flat):
        month, of_month = int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
        day = latest_day(month, of_month, as_of)
        if day is not None:
            spot = _spot(*found.span(), day, _moment(day, found), flat, as_of, source)
            yield spot._replace(dated=replace(spot.dated, sure=False), yearless=True)


def latest_day(month: int, of_month: int, as_of: datetime) -> date | None:
    """The last such day up to ``as_of``, or one of the week after it; None where there is no such day."""
    today = as_of.astimezone(CHINA).date()
    for year in range(today.year + 1, today.year - 9, -1):
        day = _day(year, month, of_month)
        if day is not None and day <= today + timedelta(days=7):
            return day
    return None


def eight_digits(text: str, as_of: datetime, source: DateSource = DateSource.TEXT) -> Dated | None:
    """A text that is nothing but eight digits, as 20180910, read as a date."""
    flat = plain(text).strip()
    found = _EIGHT.fullmatch(flat)
    day = _day(int(found[1]), int(found[2]), int(found[3])) if found else None
    return _spot(0, 8, day, None, flat, as_of, source).dated if day is not None else None


@lru_cache(maxsize=_REMEMBERED)
def date_in_address(url: str, as_of: datetime) -> Dated | None:
    """The day that the path of a page's address carries; None where it carries none or is the address of a file."""
    path = _path(url)
    for pattern in _words().day_paths if path else ():
        for found in pattern.finditer(path):
            day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
            if day is not None:
                return _spot(*found.span(), day, None, path, as_of, DateSource.ADDRESS).dated
    return None


@lru_cache(maxsize=_REMEMBERED)
def month_in_address(url: str) -> tuple[int, int]:
    """The year and the month that the path of a page's address carries, (0, 0) where it carries none."""
    path = _path(url)
    for pattern in _words().month_paths if path else ():
        for found in pattern.finditer(path):
            if FIRST_YEAR <= int(found["y"]) <= LAST_YEAR:
                return int(found["y"]), int(found["m"])
    return 0, 0


def _path(url: str) -> str:
    if not _YEAR.search(url):
        return ""
    bare = url.partition("#")[0].partition("?")[0]
    start = bare.find("://")
    if start >= 0:
        start = bare.find("/", start + 3)
        bare = bare[start:] if start >= 0 else ""
    path = bare[:1_000]
    return "" if _words().file_path.search(path) else path


def label_before(text: str, start: int) -> str:
    """What the words right before a place in a text say of the date there: published, likely, other, or nothing."""
    return _said_by(text[max(0, start - 20) : start])


@lru_cache(maxsize=_REMEMBERED)
def _said_by(before: str) -> str:
    words = _words()
    if words.published.search(before):
        return "published"
    if words.clock.search(before) or words.other.search(before):
        return "other"
    return "likely" if words.likely.search(before) else ""


def contradict(one: Dated | None, other: Dated | None) -> bool:
    """Whether two sources of one date differ by more than a few days."""
    return one is not None and other is not None and abs((one.day - other.day).days) > TOLERANCE_DAYS
