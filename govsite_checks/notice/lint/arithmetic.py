"""Which shares whole numbers give, rounded half up in whole numbers: no binary fraction can tip a half."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

# From a few hundred on, almost every share with one decimal place fits: that it does says nothing.
MOST: Final = 300


def rounded(numerator: int, denominator: int, decimals: int) -> Decimal:
    """The percentage of a fraction with so many decimal places, half up."""
    scale = 10**decimals
    units = (200 * scale * numerator + denominator) // (2 * denominator)
    return Decimal(units).scaleb(-decimals)


def numerator(percent: Decimal, decimals: int, denominator: int) -> int | None:
    """A whole number that gives the percentage over this denominator, None where there is none."""
    close = int(percent * denominator / 100)
    for candidate in range(max(close - 1, 0), min(close + 2, denominator) + 1):
        if rounded(candidate, denominator, decimals) == percent:
            return candidate
    return None


def nearest(percent: Decimal, decimals: int, denominator: int) -> str:
    """The fraction over this denominator that comes closest, with its share: ``436/457=95.4%``."""
    close = int(percent * denominator / 100)
    options = range(max(close - 1, 0), min(close + 2, denominator) + 1)
    best = min(options, key=lambda k: (abs(Decimal(100 * k) / denominator - percent), k), default=denominator)
    return fraction(best, denominator, decimals)


def fraction(numerator: int, denominator: int, decimals: int) -> str:
    """A fraction with its share: ``455/457=99.6%``."""
    return f"{numerator}/{denominator}={rounded(numerator, denominator, decimals)}%"


def smallest(percents: Sequence[tuple[Decimal, int]], most: int = MOST) -> int | None:
    """The smallest denominator over which every one of the percentages (with its decimal places) can stand."""
    for candidate in range(2, most + 1):
        if all(numerator(percent, decimals, candidate) is not None for percent, decimals in percents):
            return candidate
    return None


def largest_below(percent: Decimal, decimals: int, denominator: int) -> int | None:
    """The largest denominator, not above this one, over which the percentage can stand."""
    for candidate in range(denominator, max(denominator - MOST, 1), -1):
        if numerator(percent, decimals, candidate) is not None:
            return candidate
    return None


def denominators_of(part: int, percent: Decimal, decimals: int) -> range:
    """The whole numbers of which ``part`` is this percentage; empty where there is none."""
    if not percent:
        return range(0)
    around = int(100 * part / percent)
    step = int(100 * part / (percent * percent) / 10**decimals) + 2
    fits = [
        candidate
        for candidate in range(max(around - min(step, MOST), part, 1), around + min(step, MOST) + 1)
        if rounded(part, candidate, decimals) == percent
    ]
    return range(fits[0], fits[-1] + 1) if fits else range(0)
