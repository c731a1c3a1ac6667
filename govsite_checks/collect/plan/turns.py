"""Fair shares of a budget: one of each group before two of any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def in_turn(items: Iterable[T], group: Callable[[T], Hashable]) -> list[T]:
    """Items ordered so that each group comes once before any comes twice; else in the order in which they came."""
    turns: Counter[Hashable] = Counter()
    ordered: list[tuple[int, int, T]] = []
    for number, item in enumerate(items):
        turns[group(item)] += 1
        ordered.append((turns[group(item)], number, item))
    return [item for _, _, item in sorted(ordered, key=lambda row: row[:2])]
