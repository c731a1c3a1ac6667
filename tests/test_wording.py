"""Every word of the closed vocabularies has its Chinese."""

from __future__ import annotations

from govsite_checks import wording
from govsite_checks.model import TOOL_ERROR, EffectKind, PageError, Verdict


def test_every_verdict_effect_and_error_has_words() -> None:
    assert set(wording.VERDICT) == {*Verdict, TOOL_ERROR}
    assert set(wording.EFFECT) == set(EffectKind)
    assert set(wording.PAGE_ERROR) == set(PageError)
    assert set(wording.STATUS) == {"online", "suspended", "offline", "merged"}
