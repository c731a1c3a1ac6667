"""Which pages and regions are pictured, the gravest first and no more than a site may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from govsite_checks import sample
from govsite_checks.collect.looks.locate import Spot
from govsite_checks.model import (
    Effect,
    EffectKind,
    Finding,
    Judgement,
    Page,
    Role,
    Snapshot,
    Verdict,
)
from govsite_checks.pictures.choose import MAX_PAGES, MAX_PICTURES, Wish, choose

HOME = sample.page(Role.HOME, "/", "<p>首页</p>")
LIST = replace(sample.page(Role.COLUMN, "/news/", "<p>列表</p>"), record="list")
DEAD = sample.page(Role.LINK, "/dead.html", error="http-status", status=404, parent="/news/")
SCRIPT = sample.page(Role.FOOTER_SCRIPT, "/f.js", "x", content_type="text/javascript")
PAGES = (HOME, LIST, DEAD, SCRIPT)


def snapshot(*pages: Page) -> Snapshot:
    return Snapshot(sample.SITE, sample.AS_OF, pages or PAGES)


def judged(rule: str, *findings: Finding, kind: EffectKind = EffectKind.DEDUCT) -> Judgement:
    return Judgement("a", rule, 1, "p", findings[0].verdict, Effect(kind), "", findings, "c", sample.AS_OF)


def family(rule: str) -> str:
    return rule.partition("-")[0]


def at(page: Page, snippet: str = "", verdict: Verdict = Verdict.VIOLATION) -> Finding:
    return Finding.at(verdict, "所见。", page, snippet=snippet)


def chosen(*judgements: Judgement, mode: str = "violations", pages: tuple[Page, ...] = PAGES) -> list[Wish]:
    return choose(snapshot(*pages), judgements, family, mode)


def test_the_home_page_is_always_pictured() -> None:
    (wish,) = chosen()
    assert (wish.page, wish.top, wish.spots) == (HOME, True, {})
    assert chosen(mode="never") == []


def test_a_home_page_that_was_not_seen_is_not() -> None:
    assert chosen(pages=(replace(HOME, error="timeout", text=""),)) == []


def test_a_violation_is_looked_for_by_its_words_on_its_page() -> None:
    _, wish = chosen(judged("updates-x", at(LIST, "2017-01-01")))
    assert wish.page is LIST
    assert not wish.top
    ((spot, shows),) = wish.spots.items()
    assert spot == Spot(words="2017-01-01")
    assert [(shown.rule, shown.snippet) for shown in shows] == [("updates-x", "2017-01-01")]


def test_a_missing_mark_of_a_footer_is_looked_for_at_the_foot() -> None:
    (wish,) = chosen(judged("footer-icp", at(HOME)), judged("footer-police", at(HOME)))
    assert list(wish.spots) == [Spot(foot=True)]
    assert [shown.rule for shown in wish.spots[Spot(foot=True)]] == ["footer-icp", "footer-police"]


def test_a_violation_of_a_page_as_a_whole_is_shown_by_its_top() -> None:
    home, wish = chosen(judged("layout-x", at(LIST)), judged("layout-y", at(HOME)))
    assert [shown.rule for shown in home.top_shows] == ["layout-y"]
    assert (wish.page, wish.top) == (LIST, True)


def test_a_dead_link_is_looked_for_where_it_stands() -> None:
    _, wish = chosen(judged("links-x", Finding(Verdict.VIOLATION, "打不开。", DEAD.url, record="example2")))
    assert wish.page is LIST
    assert list(wish.spots) == [Spot(address=DEAD.url)]


def test_an_address_in_the_snippet_is_looked_for_too() -> None:
    (wish,) = chosen(judged("domain-x", at(HOME, "//x.cn/a.js //y.cn/b.js")))
    assert list(wish.spots) == [Spot(words="//x.cn/a.js //y.cn/b.js", address="//x.cn/a.js")]


def test_what_is_no_violation_is_not_pictured_but_for_marks_where_all_is_wanted() -> None:
    judgements: tuple[Judgement, ...] = (
        judged("footer-icp", at(HOME, "京ICP备1号", Verdict.OK)),
        judged("layout-x", at(HOME, "某市", Verdict.OK)),
        judged("updates-x", at(HOME, "某处", Verdict.NEEDS_REVIEW)),
        judged("bonus-x", at(HOME, "加分"), kind=EffectKind.BONUS),
    )
    assert [wish.spots for wish in chosen(*judgements)] == [{}]
    (wish,) = chosen(*judgements, mode="all")
    assert list(wish.spots) == [Spot(words="京ICP备1号", foot=True)]


def test_a_script_is_no_page_to_show() -> None:
    assert [wish.page for wish in chosen(judged("footer-x", at(replace(SCRIPT, record="s"))))] == [HOME]


def test_the_gravest_come_first_and_the_number_is_bounded() -> None:
    many = [judged("updates-x", *(at(HOME, f"第{n}处") for n in range(50)), kind=EffectKind.NOTICE)]
    veto = judged("zz-veto", at(LIST, "否决"), kind=EffectKind.VETO)
    wishes = chosen(*many, veto)
    assert sum(wish.count for wish in wishes) == MAX_PICTURES
    assert [wish.page for wish in wishes] == [HOME, LIST]

    pages = [
        replace(LIST, url=f"{LIST.url}{n}", final_url=f"{LIST.url}{n}", record=str(n)) for n in range(20)
    ]
    wishes = chosen(judged("updates-x", *(at(page, "处") for page in pages)), pages=(HOME, *pages))
    assert len(wishes) == MAX_PAGES


def test_what_stands_beyond_is_shown_where_it_shares_a_picture() -> None:
    make: Callable[[int], Judgement] = lambda n: judged(f"footer-{n:03}", at(HOME))  # noqa: E731
    (wish,) = chosen(*map(make, range(60)))
    assert wish.count == 2
    assert len(wish.spots[Spot(foot=True)]) == 60
