"""What a baseline covers, and what leaves or enters it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from govsite_checks import baseline
from govsite_checks.baseline import Baseline, Entry, Kind
from govsite_checks.model import Effect, EffectKind, Finding, Judgement, Verdict

DAY = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
ENTRY = Entry(
    "s1",
    "footer-icp",
    "violation",
    date(2026, 1, 1),
    date(2026, 3, 31),
    ("http://a.gov.cn/", "http://a.gov.cn/b"),
    "换版中",
)


def judged(verdict: str = "violation", *pages: str, site: str = "s1", at: datetime = DAY) -> Judgement:
    found = tuple(Finding(Verdict(verdict), "未见ICP备案编号。", page) for page in pages)
    return Judgement(
        site,
        "footer-icp",
        1,
        "p",
        verdict,
        Effect(EffectKind.DEDUCT),
        "未见ICP备案编号。",
        found,
        "c",
        at,
    )


def test_what_is_listed_is_tolerated_with_the_days_that_are_left() -> None:
    known = Baseline.of([ENTRY])
    words = known.tolerance(judged("violation", "http://a.gov.cn/"))
    assert words == "基线已列入（2026-01-01 起，还有 30 天到期）：换版中"
    assert known.refusal(judged("violation", "http://a.gov.cn/")) == ""


@pytest.mark.parametrize(
    ("judgement", "refusal"),
    [
        (judged("violation", "http://a.gov.cn/new"), "基线之外新增 1 处：http://a.gov.cn/new"),
        (judged("violation", "http://a.gov.cn/", site="s2"), ""),
        (
            judged("violation", "http://a.gov.cn/", at=datetime(2026, 3, 31, 16, 0, tzinfo=UTC)),
            "基线条目已于 2026-03-31 到期",
        ),
        (judged("no-evidence", "http://a.gov.cn/"), ""),
    ],
)
def test_what_is_new_run_out_or_unseen_is_not(judgement: Judgement, refusal: str) -> None:
    known = Baseline.of([ENTRY])
    assert known.tolerance(judgement) == ""
    assert known.refusal(judgement) == refusal


def test_the_last_day_counts_in_beijing() -> None:
    last = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)
    assert Baseline.of([ENTRY]).tolerance(judged("violation", "http://a.gov.cn/", at=last))


def test_a_doubt_that_became_a_violation_is_new() -> None:
    doubt = replace(ENTRY, verdict="needs-review")
    assert Baseline.of([doubt]).tolerance(judged("needs-review", "http://a.gov.cn/"))
    assert not Baseline.of([doubt]).tolerance(judged("violation", "http://a.gov.cn/"))
    assert Baseline.of([ENTRY]).tolerance(judged("needs-review", "http://a.gov.cn/"))


def test_what_could_not_be_seen_is_known_only_as_that() -> None:
    unseen = Baseline.of([replace(ENTRY, verdict="no-evidence", pages=())])
    assert unseen.tolerance(judged("no-evidence", "http://a.gov.cn/new"))
    assert not unseen.tolerance(judged("violation", "http://a.gov.cn/"))
    assert not unseen.tolerance(judged("needs-review", "http://a.gov.cn/"))
    assert not Baseline.of([ENTRY]).tolerance(judged("no-evidence"))


def test_what_is_fixed_leaves_by_itself_and_nothing_else() -> None:
    other = replace(ENTRY, site="s2")
    unseen = replace(ENTRY, site="s3")
    known = Baseline.of([ENTRY, other, unseen])
    kept, changes = baseline.pruned(
        known,
        [
            judged("ok"),
            judged("violation", "http://a.gov.cn/b", site="s2"),
            judged("no-evidence", site="s3"),
        ],
    )
    assert {e.site: e.pages for e in kept.entries.values()} == {
        "s2": ("http://a.gov.cn/b",),
        "s3": ENTRY.pages,
    }
    assert [(c.entry.site, c.kind) for c in changes] == [("s1", Kind.FIXED), ("s2", Kind.FEWER)]


def test_an_update_explains_each_change() -> None:
    late = datetime(2026, 6, 1, tzinfo=UTC)
    known = Baseline.of([ENTRY, replace(ENTRY, site="s2"), replace(ENTRY, site="s3", until=date(2027, 1, 1))])
    news = [
        judged("no-evidence", at=late),
        judged("violation", "http://a.gov.cn/", site="s2", at=late),
        judged("violation", "http://a.gov.cn/", "http://a.gov.cn/x", site="s3", at=late),
        judged("violation", "http://a.gov.cn/", site="s4", at=late),
    ]
    kept, told = baseline.updated(known, news, days=30, accept=False)
    assert [(c.entry.site, c.kind) for c in told] == [
        ("s2", Kind.FEWER),
        ("s3", Kind.FEWER),
        ("s1", Kind.UNSEEN),
        ("s2", Kind.EXPIRED),
        ("s3", Kind.LEFT_OUT),
        ("s4", Kind.LEFT_OUT),
    ]
    assert set(kept.entries) == set(known.entries)
    kept, told = baseline.updated(known, news, days=30, accept=True)
    assert [(c.entry.site, c.kind) for c in told][3:] == [
        ("s2", Kind.RENEWED),
        ("s3", Kind.WIDER),
        ("s4", Kind.ADDED),
    ]
    renewed = kept.entries["s2", "footer-icp"]
    assert (renewed.until, renewed.reason) == (date(2026, 7, 1), "换版中")
    assert kept.entries["s3", "footer-icp"].pages == ("http://a.gov.cn/", "http://a.gov.cn/x")


def test_more_pages_than_are_listed_are_known_as_any() -> None:
    many = judged("violation", *(f"http://a.gov.cn/{i}" for i in range(201)))
    kept, _ = baseline.updated(Baseline(), [many], days=1, accept=True)
    assert kept.entries["s1", "footer-icp"].pages == ()
    assert kept.tolerance(judged("violation", "http://a.gov.cn/other"))


def test_a_file_is_read_as_it_was_written_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    known = Baseline.of(
        [replace(ENTRY, site="1100000088"), ENTRY, replace(ENTRY, site="s2", pages=(), reason="")]
    )
    baseline.save(path, known)
    first = path.read_bytes()
    assert baseline.load(path) == known
    baseline.save(path, baseline.load(path))
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("baseline: 2\n", "baseline"),
        ("baseline: 1\nentries:\n  - {site: a, rule: b, since: 2026-01-01}\n", "entries[0].until"),
        (
            "baseline: 1\nentries:\n" + "  - {site: a, rule: b, since: 2026-01-01, until: 2026-01-02}\n" * 2,
            "同一网站的同一规则列了两次：a::b",
        ),
        ("baseline: 1\nentrys: []\n", "是否为 entries"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "baseline.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=r"baseline\.yaml") as refused:
        baseline.load(path)
    assert says in str(refused.value)
