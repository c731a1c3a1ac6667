"""Findings about links that were followed."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import Finding, Role, Snapshot, Verdict
from govsite_checks.reading.links.reach import Reach, State, answers
from govsite_checks.reading.links.verdicts import ALL_DEAD, Followed, follow, label_of, listed, quoted, report

HOME = sample.page(Role.HOME, "/", '<a href="/a/">甲。乙“丙”</a><a href="/b/"></a>')


def judged(*states: State) -> list[Finding]:
    followed = [
        Followed(f"链接{n}", sample.page(Role.LINK, f"/{n}"), Reach(state, "返回 404"), "首页链接")
        for n, state in enumerate(states)
    ]
    return list(report(followed, "站内链接", home=HOME))


OK, BROKEN, DOUBTFUL, UNKNOWN = State.OK, State.BROKEN, State.DOUBTFUL, State.UNKNOWN


@pytest.mark.parametrize(
    ("states", "verdicts"),
    [
        ((), [Verdict.NO_EVIDENCE]),
        ((OK,), [Verdict.OK]),
        ((OK, UNKNOWN), [Verdict.OK]),
        ((OK, UNKNOWN, UNKNOWN), [Verdict.NO_EVIDENCE]),
        ((UNKNOWN,), [Verdict.NO_EVIDENCE]),
        ((OK, BROKEN), [Verdict.VIOLATION]),
        ((OK, BROKEN, BROKEN, BROKEN, UNKNOWN), [Verdict.VIOLATION] * 3 + [Verdict.NO_EVIDENCE]),
        ((DOUBTFUL,), [Verdict.NEEDS_REVIEW]),
        ((BROKEN,) * (ALL_DEAD - 1), [Verdict.VIOLATION] * (ALL_DEAD - 1)),
        ((BROKEN,) * ALL_DEAD, [Verdict.NEEDS_REVIEW]),
        ((BROKEN,) * ALL_DEAD + (UNKNOWN,), [Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE]),
    ],
)
def test_verdicts(states: tuple[State, ...], verdicts: list[Verdict]) -> None:
    found = judged(*states)
    assert [finding.verdict for finding in found] == verdicts
    assert all(finding.message.count("。") == 1 for finding in found)


def test_the_finding_points_at_the_broken_address() -> None:
    found = judged(OK, BROKEN)[0]
    assert found.url == "https://www.example.gov.cn/1"
    assert found.record == "example"
    assert "“链接1”" in found.message


def test_a_name_is_never_an_accusation() -> None:
    page = sample.page(Role.EXTERNAL, "http://a.example.org/")
    dead = Followed("某协会", page, Reach(State.BROKEN, "域名不存在", by_name=True), "站外链接")
    assert [finding.verdict for finding in report([dead], "站外链接", home=HOME)] == [Verdict.NEEDS_REVIEW]


def test_words_of_a_site_in_a_sentence_of_ours() -> None:
    assert quoted("甲。乙“丙”！") == "甲 乙'丙'"
    assert quoted("字" * 40) == "字" * 29 + "…"
    assert listed(["甲", "乙"], 2) == "“甲”“乙”"
    assert listed(["甲", "乙", "丙"], 2) == "“甲”“乙”等"


def test_labels_come_from_the_page_that_links() -> None:
    a, b, hint = (
        sample.page(Role.LINK, path, status=404, error="http-status") for path in ("/a/", "/b/", "/hint/")
    )
    snapshot = Snapshot(sample.SITE, sample.AS_OF, (HOME, a, b, hint))
    known = answers(snapshot)
    assert label_of(snapshot, known, a) == "甲。乙“丙”"
    assert label_of(snapshot, known, b) == "/b/"
    # What no page links to is no link, whatever the inventory hints at.
    assert follow(snapshot, known, hint, "链接") is None
    assert follow(snapshot, known, a, "链接") is not None
