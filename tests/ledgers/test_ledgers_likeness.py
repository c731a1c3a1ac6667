"""Posts that follow others': near-duplicates are found, what cannot be told is said."""

from __future__ import annotations

import random
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.ledgers.likeness import Origin, Text, origins, plain
from govsite_checks.model import CHINA

SIGNS = "一二三四五六七八九十百千万政务公开办事服务企业群众通知市区县教育交通文化体育税收医疗社保就业创业"


def prose(seed: int, length: int = 120) -> str:
    return "".join(random.Random(seed).choices(SIGNS, k=length))


def post(owner: str, moment: str, text: str) -> Text:
    return Text(owner, datetime.fromisoformat(moment).replace(tzinfo=CHINA), text)


def found(*texts: Text) -> list[Origin]:
    return origins(texts, 85, 40)


def test_the_later_of_two_that_are_alike_is_the_copy() -> None:
    text = prose(1)
    changed = f"【转载】{text[:50]}，{text[50:100]}……{text[102:]}"
    assert found(post("乙", "2018-09-02", changed), post("甲", "2018-09-01", text)) == [
        Origin.COPY,
        Origin.OWN,
    ]


def test_accounts_of_one_unit_may_share_their_posts() -> None:
    assert found(post("甲", "2018-09-01", prose(1)), post("甲", "2018-09-02", prose(1))) == [Origin.OWN] * 2


def test_which_came_first_is_not_guessed() -> None:
    same = [post("甲", "2018-09-01 08:00", prose(1)), post("乙", "2018-09-01", prose(1))]
    assert sorted(found(*same)) == [Origin.OPEN, Origin.OWN]
    hours = [post("甲", "2018-09-01 08:00", prose(1)), post("乙", "2018-09-01 08:01", prose(1))]
    assert found(*hours) == [Origin.OWN, Origin.COPY]


def test_others_texts_and_short_ones_are_no_copies() -> None:
    assert found(post("甲", "2018-09-01", prose(1)), post("乙", "2018-09-02", prose(2))) == [Origin.OWN] * 2
    assert found(post("甲", "2018-09-01", "早安"), post("乙", "2018-09-02", "早安")) == [Origin.SHORT] * 2
    # One sentence in common is no copy.
    shared = prose(3, 30)
    assert (
        found(post("甲", "2018-09-01", prose(4) + shared), post("乙", "2018-09-02", prose(5) + shared))
        == [Origin.OWN] * 2
    )


def test_editing_marks_do_not_matter() -> None:
    assert plain("ＡＢ，c d！（三）") == "abcd三"


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 3), st.integers(1, 28)), max_size=30))
def test_the_first_of_each_text_is_never_a_copy(rows: list[tuple[str, int, int]]) -> None:
    texts = [post(owner, f"2018-09-{day:02}", prose(seed)) for owner, seed, day in rows]
    result = found(*texts)
    assert len(result) == len(texts)
    for text, origin in zip(texts, result, strict=True):
        earlier = [
            other
            for other in texts
            if other.text == text.text and other.owner != text.owner and other.published < text.published
        ]
        assert (origin is Origin.COPY) == bool(earlier)


def test_what_everybody_posts_stays_bounded() -> None:
    texts = [post(f"单位{n}", f"2018-09-{1 + n % 28:02} 08:00", prose(7)) for n in range(3_000)]
    result = origins(texts, 85, 40)
    assert result.count(Origin.OWN) <= 200
    assert result.count(Origin.COPY) >= 2_700
