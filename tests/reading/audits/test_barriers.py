from __future__ import annotations

import re

from govsite_checks.model import Barrier
from govsite_checks.reading.audits.barriers import is_fault, meaning
from govsite_checks.reading.page.tables import table


def test_every_rule_has_words_a_cure_and_a_subject_that_nobody_verified() -> None:
    for rule in table("audit")["rules"]:
        known = meaning(rule)
        assert re.fullmatch("[^。；]{4,30}", known.says), rule
        assert re.fullmatch("[^。；]{4,40}", known.fix), rule
        assert known.item is not None
        assert not known.item.verified


def test_a_rule_that_nobody_knows_gets_neutral_words() -> None:
    assert meaning("brand-new").says == "页面元素不符合 axe 规则 brand-new"
    assert meaning("brand-new").item is None


def test_best_practice_and_what_axe_leaves_open_are_no_faults() -> None:
    assert is_fault(Barrier("image-alt", tags=("cat.text-alternatives", "wcag2a")))
    assert not is_fault(Barrier("region", tags=("best-practice",)))
    assert not is_fault(Barrier("target-size", tags=("wcag22aa",)))
    assert not is_fault(Barrier("color-contrast", tags=("wcag2aa",), sure=False))
