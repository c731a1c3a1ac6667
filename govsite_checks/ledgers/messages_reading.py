"""The ledger of 找错 messages: from the rows of a table to messages, every row that contradicts itself named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from govsite_checks.model import CHINA
from govsite_checks.office import Fault, Row

from .gathered import Gathered, doubles
from .known import Units, folded
from .measures import MessageMeasures
from .messages import Message, Messages, busiest, units_of
from .workdays import deadline, end_of


@dataclass(frozen=True, slots=True)
class Period:
    """Which messages count: those received from ``since`` (None: from whenever) to ``cut_off``, in Beijing time."""

    cut_off: datetime
    since: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return moment <= self.cut_off and (self.since is None or moment >= self.since)


def messages_of(gathered: Gathered, units: Units, period: Period, measures: MessageMeasures) -> Messages:
    """The messages of a period, from the rows of a ledger.

    Raises:
        ValueError: the working days are out of bounds; in Chinese.
    """
    deadline(period.cut_off.date(), measures.working_days)
    faults = doubles(gathered.rows, _id, _content, "id", "留言编号")
    for row in gathered.rows:
        faults.extend(_faults(row, units))
    left = gathered.without(faults)
    years: set[int] = set()
    made = [_message(row, units, measures, years) for row in left.rows]
    counted = [
        message
        for row, message in zip(left.rows, made, strict=True)
        if period.holds(message.received) and _valid(row)
    ]
    return _result(left, counted, years, units, period, measures)


def _id(row: Row) -> Hashable:
    return folded(row.text("id"))


def _content(row: Row) -> Hashable:
    return tuple(row.values.get(key) for key in ("unit", "received", "due", "replied", "state", "returned"))


def _faults(row: Row, units: Units) -> Iterable[Fault]:
    """What the cells of a row say against each other, and a unit that nobody knows."""
    if not units.find(row.text("unit")):
        yield units.fault(row)
    received, replied, due = (row.moment(key) for key in ("received", "replied", "due"))
    if received and replied and _before(replied, received):
        yield row.fault(f"答复（{replied:%Y-%m-%d}）早于收到（{received:%Y-%m-%d}）；请核对", "replied")
    if received and due and _before(due, received):
        yield row.fault(f"办理期限（{due:%Y-%m-%d}）早于收到（{received:%Y-%m-%d}）；请核对", "due")
    if row.text("state") == "done" and not replied:
        yield row.fault("已办结却没有答复日期，无法判断是否按期；请补填", "replied")


def _before(one: datetime, other: datetime) -> bool:
    """Whether a moment lies before another, as far as the hours of both are known."""
    if one.time() == time() or other.time() == time():
        return one.date() < other.date()
    return one < other


def _valid(row: Row) -> bool:
    return row.flag("valid") is not False and row.text("state") != "invalid"


def _message(row: Row, units: Units, measures: MessageMeasures, years: set[int]) -> Message:
    received = row.moment("received") or datetime.min.replace(
        tzinfo=CHINA
    )  # the table refuses rows without it
    due, assumed = row.moment("due"), False
    if due is None:
        last = deadline(received.date(), measures.working_days)
        years.update(last.assumed)
        due, assumed = end_of(last.day), bool(last.assumed)
    elif due.time() == time():
        due = end_of(due.date())
    returned = row.flag("returned") or bool(row.number("returned_times")) or row.text("state") == "returned"
    return Message(
        units.find(row.text("unit")),
        received,
        due,
        row.moment("replied"),
        bool(returned),
        row.text("id"),
        row.text("site"),
        assumed,
    )


def _result(
    left: Gathered,
    counted: Sequence[Message],
    years: set[int],
    units: Units,
    period: Period,
    measures: MessageMeasures,
) -> Messages:
    rows = units_of(counted, period.cut_off, units.order)
    said = left.said()
    outside = len(left.rows) - len(counted)
    assumed = sum(message.assumed for message in counted)
    said["notes"] += tuple(_notes(outside, assumed, years, units, left))
    return Messages(
        **said,
        cut_off=period.cut_off,
        units=rows,
        least_percent=measures.least_percent,
        top=busiest(rows, measures.busiest),
        units_below=tuple(unit for unit in rows if unit.below(measures.least_percent)),
        outside=outside,
        assumed=assumed,
        returns_known=not left.columns.isdisjoint(("returned", "returned_times")),
    )


def _notes(outside: int, assumed: int, years: set[int], units: Units, left: Gathered) -> Iterable[str]:
    if outside:
        yield f"{outside} 条留言不在监测期内或无效，未计入"
    if assumed:
        named = "、".join(str(year) for year in sorted(years))
        yield f"{assumed} 条留言的期限按周一至周五推算：{named} 年的节假日安排尚不在日历中"
    yield from units.notes
    without_id = Counter(bool(row.text("id")) for row in left.rows)[False]
    if without_id:
        yield f"{without_id} 条留言没有编号，无法查重"
