"""What the tests of the linter share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govsite_checks.notice.lint import lint
from govsite_checks.notice.lint.draft import draft_of

Found = list[tuple[str, int | float | str, int | None, str]]


@pytest.fixture
def found() -> Callable[..., Found]:
    """The findings in a draft of these paragraphs: kind, value, denominator, nearest."""

    def look(*paragraphs: str, **against: object) -> Found:
        drafts = {name: draft_of(value) if name == "previous" else value for name, value in against.items()}
        return [
            (str(item.kind), item.value, item.denominator, item.nearest)
            for item in lint(draft_of(list(paragraphs)), **drafts)
        ]

    return look
