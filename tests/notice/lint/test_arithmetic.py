from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.notice.lint.arithmetic import denominators_of, largest_below, numerator, rounded, smallest


@given(st.integers(1, 3_000), st.data(), st.integers(0, 2))
def test_every_real_share_is_possible_and_named_by_its_denominator(
    of: int, data: st.DataObject, places: int
) -> None:
    n = data.draw(st.integers(0, of))
    percent = rounded(n, of, places)
    exact = Decimal(100 * n) / of
    assert percent == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    found = numerator(percent, places, of)
    assert found is not None
    assert rounded(found, of, places) == percent


@given(st.integers(1, 700), st.data(), st.integers(1, 2))
def test_a_denominator_is_found_from_its_part(of: int, data: st.DataObject, places: int) -> None:
    n = data.draw(st.integers(max(of // 20, 1), of))
    assert of in denominators_of(n, rounded(n, of, places), places)


def test_a_half_goes_up() -> None:
    assert rounded(1, 8, 1) == Decimal("12.5")
    assert rounded(1, 16, 1) == Decimal("6.3")  # 6.25
    assert rounded(455, 457, 1) == Decimal("99.6")


def test_the_smallest_denominator_of_several() -> None:
    assert smallest([(Decimal("18.6"), 1)]) == 43
    assert smallest([(Decimal("18.6"), 1), (Decimal("33.9"), 1)]) == 59
    assert smallest([(Decimal("18.61"), 2), (Decimal("33.97"), 2), (Decimal("7.13"), 2)]) is None
    assert largest_below(Decimal("96.2"), 1, 641) == 639
