"""Wrong wordings: found where they are words, spared where a right word holds them by chance."""

from __future__ import annotations

import pytest

from govsite_checks.reading.page.tables import table
from govsite_checks.reading.safety.lexical import MAX_HITS, Entry, entry_of, lexicon_of


def found(text: str, words: tuple[str, ...] = (), allowed: tuple[str, ...] = ()) -> list[str]:
    return [hit.entry.wrong for hit in lexicon_of(words, allowed).find(text)]


@pytest.mark.parametrize("row", table("wording")["wrong"], ids=lambda row: row[0])
def test_each_entry_is_found_and_its_right_form_is_not(row: list[str]) -> None:
    wrong, right, why = row
    assert found(f"文中写作{wrong}的地方") == [wrong]
    assert found(f"文中写作{right}的地方") == []
    assert why
    assert wrong != right
    assert wrong not in right


@pytest.mark.parametrize("text", ["该报发布署名文章", "中医一脉博大精深", "三足鼎立相助"])
def test_right_words_that_hold_a_wrong_one(text: str) -> None:
    assert found(text) == []


def test_every_allowed_word_spares_something() -> None:
    wrong = [row[0] for row in table("wording")["wrong"]]
    assert all(any(word in allowed for word in wrong) for allowed in table("wording")["allowed"])


def test_an_allowed_word_spares_only_its_own_place() -> None:
    assert found("发布署名文章，并布署工作") == ["布署"]


def test_a_user_adds_words_and_allows_some() -> None:
    assert found("城市长期规划", ("市长",)) == ["市长"]
    assert found("城市长期规划", ("市长",), ("城市长期",)) == []
    # An allowed word that begins later still wins where it is longer.
    assert found("甲乙丙丁", ("甲乙",), ("乙丙丁",)) == []
    assert found("甲乙丙", ("甲乙",), ("乙丙",)) == ["甲乙"]
    assert found("全面布署", (), ("布署",)) == []


def test_the_longest_of_several_wrong_words() -> None:
    assert found("甲乙丙", ("甲乙", "甲乙丙")) == ["甲乙丙"]


@pytest.mark.parametrize("written", ["错词→正词", "错词->正词", "错词 = 正词", "错词=>正词"])
def test_how_a_user_writes_an_entry(written: str) -> None:
    assert entry_of(written) == Entry("错词", "正词")


def test_an_entry_without_a_right_word() -> None:
    assert entry_of(" 错词 ") == Entry("错词")
    assert found("空", ("", " ", "→")) == []


def test_context_and_bounds() -> None:
    hit = lexicon_of().find("前" * 50 + "布署" + "后" * 50)[0]
    assert hit.context == "前" * 12 + "布署" + "后" * 12
    assert len(lexicon_of().find("布署。" * 1_000)) == MAX_HITS
