"""The kinds of tables: their columns are sound, and the page for offices names what each must have."""

from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.ledgers.kinds import KINDS, columns_for
from govsite_checks.office.columns import head_forms

PAGE = Path(__file__).parents[2] / "docs" / "ledgers.md"


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_claimed_by_two_columns(kind: str) -> None:
    names = [form for column in columns_for(kind) for head in column.heads for form in head_forms(head)[:1]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_names_what_a_table_must_have(kind: str) -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if KINDS[kind] in line]
    needed = [column.title for column in columns_for(kind) if column.required or column.present]
    assert needed
    assert all(any(title in row for row in rows) for title in needed)


def test_there_is_no_other_kind() -> None:
    with pytest.raises(KeyError):
        columns_for("../messages")
