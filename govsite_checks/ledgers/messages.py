"""The ledger of 找错 messages: totals, handling in time, units that were late or had messages returned. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from govsite_checks.census.figure import Figure
from govsite_checks.summary import Ratio

from .ledger import Ledger


class State(StrEnum):
    """What became of a message by the cut-off."""

    ON_TIME = "on-time"
    LATE = "late"
    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the ledger has it, in Beijing time.

    ``due`` is the last moment in time, of a day its end. ``replied`` is the first moment of a day where the ledger gives
    no hour: a reply whose hour nobody wrote down is never late for its hour. ``assumed`` says that ``due`` was worked out
    from weekdays alone, for want of a calendar of that year's holidays.
    """

    unit: str
    received: datetime
    due: datetime
    replied: datetime | None = None
    returned: bool = False
    id: str = ""
    site: str = ""
    assumed: bool = False

    def state(self, cut_off: datetime) -> State:
        """What became of it by the cut-off: what was not due by then is neither in time nor late."""
        if self.due > cut_off:
            return State.NOT_DUE
        return State.ON_TIME if self.replied is not None and self.replied <= self.due else State.LATE


@dataclass(frozen=True, slots=True)
class UnitMessages:
    """The messages of one unit: a row of annex 2. ``on_time`` and ``late`` count those that were due by the cut-off."""

    unit: str
    received: int
    on_time: int
    late: int
    not_due: int
    returned: int

    @property
    def due(self) -> int:
        """How many were due by the cut-off."""
        return self.on_time + self.late

    @property
    def rate(self) -> Ratio:
        """The share handled in time of those due."""
        return Ratio(self.on_time, self.due, "截至监测时间点已到办理期限的留言")

    def below(self, percent: Decimal) -> bool:
        """Whether the share is less than so many percent; of a unit without a message due nothing is said."""
        return Decimal(100) * self.on_time < percent * self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages(Ledger):
    """The messages of a period, by unit.

    ``units`` are those that received messages, in the order of annex 1. ``top`` are the busiest, fewer than asked for where
    a tie leaves open who belongs to them. ``units_below`` handled less than ``least_percent`` in time. ``outside`` counts
    the rows that are no message of the period or not valid, ``assumed`` the due dates worked out without a calendar.
    ``returns_known`` is false where the ledger does not say which messages were returned.
    """

    cut_off: datetime
    units: tuple[UnitMessages, ...]
    least_percent: Decimal
    top: tuple[UnitMessages, ...] = ()
    units_below: tuple[UnitMessages, ...] = ()
    outside: int = 0
    assumed: int = 0
    returns_known: bool = True

    @property
    def total(self) -> int:
        """All messages of the period."""
        return sum(unit.received for unit in self.units)

    def unit(self, name: str) -> UnitMessages | None:
        """The row of a unit; None where it received nothing."""
        return next((unit for unit in self.units if unit.unit == name), None)

    def figures(self) -> Mapping[str, Figure]:
        """The figures of the ledger."""
        due = sum(unit.due for unit in self.units)
        not_due = sum(unit.not_due for unit in self.units)
        late = sum(unit.late > 0 for unit in self.units)
        returned = sum(unit.returned > 0 for unit in self.units)
        units = "收到网民留言的单位"
        on_time = Ratio(sum(unit.on_time for unit in self.units), due, "截至监测时间点已到办理期限的网民留言")
        aside = (("未到办理期限", not_due),) if not_due else ()
        every = [
            Figure(
                "messages-total", "网民留言总数", count=self.total, definition="监测期内收到的有效网民留言"
            ),
            Figure("messages-on-time", "按期办结率", ratio=on_time, aside=aside),
            Figure("messages-units", "收到网民留言的单位数", count=len(self.units), definition=units),
            Figure("units-late", "存在办理超时的单位比例", ratio=Ratio(late, len(self.units), units)),
        ]
        if self.returns_known:
            share = Ratio(returned, len(self.units), units)
            every.append(Figure("units-returned", "存在退回重办的单位比例", ratio=share))
        if self.top:
            share = Ratio(sum(unit.received for unit in self.top), self.total, "监测期内收到的有效网民留言")
            title = f"留言最多的 {len(self.top)} 家单位所占比例"
            every.append(Figure("messages-top-share", title, ratio=share))
        return {figure.id: figure for figure in every}


def units_of(
    messages: Iterable[Message], cut_off: datetime, order: Sequence[str] = ()
) -> tuple[UnitMessages, ...]:
    """The row of each unit that received messages; units in ``order`` first, the rest by their names."""
    counts: dict[str, Counter[str]] = {}
    for message in messages:
        count = counts.setdefault(message.unit, Counter())
        count[message.state(cut_off)] += 1
        count["returned"] += message.returned
    places = {name: number for number, name in enumerate(order)}
    names = sorted(counts, key=lambda name: (places.get(name, len(places)), name))
    return tuple(_unit(name, counts[name]) for name in names)


def _unit(name: str, count: Counter[str]) -> UnitMessages:
    on_time, late, not_due = count[State.ON_TIME], count[State.LATE], count[State.NOT_DUE]
    return UnitMessages(name, on_time + late + not_due, on_time, late, not_due, count["returned"])


def busiest(units: Sequence[UnitMessages], most: int) -> tuple[UnitMessages, ...]:
    """The units that received most, ``most`` of them at the most; where a tie leaves open who belongs, neither does."""
    ranked = sorted(units, key=lambda unit: -unit.received)
    if len(ranked) <= most:
        return tuple(ranked)
    bar = ranked[most].received
    return tuple(unit for unit in ranked[:most] if unit.received > bar)
