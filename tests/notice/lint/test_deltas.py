from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("draft", "value", "real"),
    [
        ("全市政府网站数量由845个降至457个，减少390个。", 390, "388"),
        ("全市政府网站数量从上季度的845个减少到457个，共压减390个。", 390, "388"),
        ("全市政府网站457个，较上季度的845个减少390个。", 390, "388"),
        ("全市政府网站数量由845个降至457个，下降46.9%。", 46.9, "388/845=45.9%"),
        ("全市政府网站数量由457个降至845个。", 845, "457"),
        ("合格率由94.7%提升至97.0%，提高3.3个百分点。", 3.3, "2.3"),
        ("合格率为97.0%，较上季度的94.7%提升3.3个百分点。", 3.3, "2.3"),
        ("合格率由97.0%下降至94.7%，提高2.3个百分点。", 2.3, "-2.3"),
    ],
)
def test_differences_that_the_figures_do_not_give(found, draft: str, value: float, real: str) -> None:
    assert found(draft) == [("delta", value, None, real)]


@pytest.mark.parametrize(
    "draft",
    [
        "全市政府网站数量由845个降至457个，减少388个。",
        "全市政府网站数量由845个降至457个，下降45.9%。",
        "全市政府网站数量由845个降至457个，减少近400个。",
        "合格率由94.7%提升至97.0%，提高2.3个百分点。",
        "合格率由95%提升至97%，提高1.5个百分点。",  # 95.4 and 96.9 are written so too
        "合格率由94.7%提升至97.0%，提高2.4个百分点。",  # the exact figures may round so
        "留言由120条增至150条，网站减少3个。",
    ],
)
def test_differences_that_hold_or_may_hold(found, draft: str) -> None:
    assert found(draft) == []
