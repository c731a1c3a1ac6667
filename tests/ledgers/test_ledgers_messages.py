"""The figures of messages: who was due, who was late, who is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.ledgers.messages import Message, Messages, State, UnitMessages, busiest, units_of
from govsite_checks.model import CHINA

CUT_OFF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def message(due: str, replied: str = "", unit: str = "市教委", *, returned: bool = False) -> Message:
    return Message(unit, at("2018-09-01"), at(due), at(replied) if replied else None, returned)


def unit(name: str, on_time: int = 0, late: int = 0, not_due: int = 0, returned: int = 0) -> UnitMessages:
    return UnitMessages(name, on_time + late + not_due, on_time, late, not_due, returned)


@pytest.mark.parametrize(
    ("due", "replied", "state"),
    [
        ("2018-09-05T23:59:59", "2018-09-05", State.ON_TIME),
        ("2018-09-05T17:00:00", "2018-09-05", State.ON_TIME),  # the hour of the reply is not known
        ("2018-09-05T17:00:00", "2018-09-05T17:00:00", State.ON_TIME),
        ("2018-09-05T17:00:00", "2018-09-05T17:00:01", State.LATE),
        ("2018-09-05T23:59:59", "2018-09-06", State.LATE),
        ("2018-09-05T23:59:59", "", State.LATE),
        ("2018-09-10T23:59:59", "", State.LATE),  # due at the very cut-off
        ("2018-09-11T23:59:59", "", State.NOT_DUE),
        ("2018-09-11T23:59:59", "2018-09-03", State.NOT_DUE),
    ],
)
def test_what_became_of_a_message(due: str, replied: str, state: State) -> None:
    assert message(due, replied).state(CUT_OFF) is state


def ledger(*units: UnitMessages, **more: object) -> Messages:
    return Messages(cut_off=CUT_OFF, units=units, least_percent=Decimal(75), **more)  # type: ignore[arg-type]


def test_figures_carry_their_n_and_their_definition() -> None:
    rows = (
        unit("市公安局", 200, not_due=1),
        unit("市教委", 9, 3, 2, returned=2),
        unit("市粮食局", 2, 1, returned=1),
        unit("市科委", 0, 0, 5),
    )
    figures = ledger(*rows, top=rows[:2]).figures()
    assert figures["messages-total"].count == 223
    on_time = figures["messages-on-time"]
    assert on_time.ratio is not None
    assert (on_time.ratio.n, on_time.ratio.of, on_time.text) == (211, 215, "98.1%")
    assert on_time.aside == (("未到办理期限", 8),)
    for id, n in (("units-late", 2), ("units-returned", 2)):
        ratio = figures[id].ratio
        assert ratio is not None
        assert (ratio.n, ratio.of, ratio.definition) == (n, 4, "收到网民留言的单位")
    top = figures["messages-top-share"].ratio
    assert top is not None
    assert (top.n, top.of) == (215, 223)


def test_what_is_not_known_gives_no_figure() -> None:
    figures = ledger(unit("甲", 1), returns_known=False).figures()
    assert "units-returned" not in figures
    assert "messages-top-share" not in figures
    assert not ledger(unit("甲", not_due=1)).figures()["messages-on-time"].known


def test_a_unit_is_below_only_by_what_was_due() -> None:
    assert unit("甲", 2, 1).below(Decimal(75))
    assert not unit("甲", 3, 1).below(Decimal(75))
    assert not unit("甲", not_due=4).below(Decimal(75))
    assert unit("甲", 3, 1).below(Decimal("75.1"))


def test_ties_leave_out_whoever_may_not_belong_to_the_busiest() -> None:
    one, two, three = unit("甲", 10), unit("乙", 5), unit("丙", 5)
    assert busiest([three, two, one], 2) == (one,)
    assert busiest([two, three], 1) == ()
    assert busiest([two, three], 2) == (two, three)
    assert busiest([], 2) == ()


def test_units_stand_in_the_order_of_the_inventory_then_by_name() -> None:
    made = units_of([message("2018-09-05", unit=name) for name in "丙乙甲"], CUT_OFF, ("乙",))
    assert [row.unit for row in made] == ["乙", "丙", "甲"]


moments = st.integers(0, 20 * 86_400).map(lambda seconds: at("2018-09-01") + timedelta(seconds=seconds))
messages = st.builds(
    Message,
    st.sampled_from("甲乙丙"),
    st.just(at("2018-09-01")),
    moments,
    st.none() | moments,
    st.booleans(),
)


@given(st.lists(messages, max_size=40))
def test_every_message_is_counted_once(every: list[Message]) -> None:
    units = units_of(every, CUT_OFF)
    assert sum(row.received for row in units) == len(every)
    assert sum(row.on_time + row.late + row.not_due for row in units) == len(every)
    assert sum(row.returned for row in units) == sum(one.returned for one in every)
