"""The course of a problem: since when, until when, back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.census.course import Episode, Sight, State, episodes
from govsite_checks.census.quarter import Quarter

FIRST = Quarter(2017, 1)
LETTERS = {
    "v": "violation", "o": "ok", "n": "no-evidence", "r": "needs-review", "t": "tool-error", "x": "not-applicable", "w": "violation",
}  # fmt: skip


def course(letters: str) -> list[Sight]:
    """A letter a quarter; a capital is the second version of the rule, a blank a quarter that is missing."""
    return [
        Sight(FIRST.plus(n), LETTERS[letter.lower()], 1 + letter.isupper(), letter.lower() == "w")
        for n, letter in enumerate(letters)
        if letter != " "
    ]


def told(letters: str) -> list[tuple[int, int, str, int | None]]:
    """since, last seen, state, until; quarters as numbers from 0."""
    number = {FIRST.plus(n): n for n in range(len(letters))}
    return [
        (number[e.since], number[e.seen], str(e.state), None if e.until is None else number[e.until])
        for e in episodes(course(letters))
    ]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("ooo", []),
        ("ovv", [(1, 2, "open", None)]),
        ("vvo", [(0, 1, "rectified", 2)]),
        ("vov", [(0, 0, "rectified", 1), (2, 2, "relapsed", None)]),
        ("vovo", [(0, 0, "rectified", 1), (2, 2, "rectified", 3)]),
        ("vn rtv", [(0, 5, "open", None)]),
        ("vn", [(0, 0, "open", None)]),
        ("vwo", [(0, 0, "rectified", 2)]),
        ("vow", [(0, 0, "rectified", 1)]),
        ("w", []),
        ("vx", [(0, 0, "ended", 1)]),
        ("voxv", [(0, 0, "rectified", 1), (3, 3, "open", None)]),
        ("vO", [(0, 0, "ended", 1)]),
        ("voV", [(0, 0, "rectified", 1), (2, 2, "open", None)]),
        ("vVO", [(0, 0, "ended", 1), (1, 1, "rectified", 2)]),
    ],
)
def test_a_course(letters: str, expected: list[tuple[int, int, str, int | None]]) -> None:
    assert told(letters) == expected


@given(st.text("vonrtxwVOW ", max_size=24), st.randoms())
def test_a_problem_is_never_told_without_a_violation_and_order_does_not_matter(
    letters: str, random: object
) -> None:
    sights = course(letters)
    found = episodes(sights)
    shuffled = sights.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert episodes(shuffled) == found
    seen = {s.quarter for s in sights if s.verdict == "violation" and not s.waived}
    for episode in found:
        assert {episode.since, episode.seen} <= seen
        assert episode.since <= episode.seen
        if episode.state is State.RECTIFIED:
            assert any(s.quarter == episode.until and s.verdict == "ok" for s in sights)
    assert sum(episode.is_open for episode in found) <= 1


def test_a_relapse_is_open_too() -> None:
    assert Episode(FIRST, FIRST, 1, State.RELAPSED).is_open
