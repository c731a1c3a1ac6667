"""New-media accounts: what tables do not tell is not held against anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.known import Units
from govsite_checks.ledgers.measures import media_measures
from govsite_checks.ledgers.newmedia import Merge, NewMedia, Update
from govsite_checks.ledgers.newmedia_reading import new_media_of
from govsite_checks.model import CHINA

Sheet = Callable[..., Path]
ROSTER = ["账号名称", "平台", "主办单位", "账号状态", "最近更新时间"]
POSTS = ["账号名称", "平台", "发布时间", "标题", "正文", "阅读量", "点赞数"]
CUT_OFF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
LONG = "为进一步优化营商环境方便企业群众办事我市自九月起推行政务服务一窗受理请各有关单位按照通知要求认真做好各项准备工作"


def read(sheet: Sheet, roster: list[list[Any]], posts: list[list[Any]] | None = None) -> NewMedia:
    accounts = gather([sheet(ROSTER, *roster, name="账号.xlsx")], "accounts")
    exported = None if posts is None else gather([sheet(POSTS, *posts, name="发布.xlsx")], "posts")
    return new_media_of(accounts, exported, Units(["市教委", "市交通委"]), CUT_OFF, media_measures())


def post(day: str, text: str = "早安", account: str = "教育发布", platform: str = "微信") -> list[Any]:
    return [account, platform, day, "", text, 100, 3]


def updates(found: NewMedia) -> list[tuple[str, Update]]:
    return [(row.account, row.update) for row in found.accounts]


def test_the_window_counts_days_up_to_the_cut_off(sheet: Sheet) -> None:
    found = read(
        sheet,
        [
            ["甲", "微博", "市教委", "正常", "2018-08-27"],
            ["乙", "抖音", "市教委", "正常", "2018-08-26"],
            ["丙", "头条号", "市教委", "正常", ""],
            ["丁", "微信", "市教委", "已注销", "2018-01-01"],
            ["戊", "微信", "市教委", "", "2018-09-11"],
        ],
    )
    assert updates(found) == [
        ("甲", Update.FRESH),
        ("乙", Update.STALE),
        ("丙", Update.UNKNOWN),
        ("戊", Update.UNKNOWN),
    ]
    figures = found.figures()
    assert figures["newmedia-accounts"].count == 4
    assert figures["newmedia-updated"].text == "50%"
    assert figures["newmedia-updated"].aside == (("最近更新时间不详", 2),)
    assert "newmedia-original" not in figures


def test_tables_that_end_early_accuse_nobody(sheet: Sheet) -> None:
    roster = [["教育发布", "微信公众号", "市教委", "正常", "2018-06-01"]]
    assert updates(read(sheet, roster)) == [("教育发布", Update.UNKNOWN)]
    assert updates(read(sheet, roster, [post("2018-07-01")])) == [("教育发布", Update.UNKNOWN)]
    other = [*roster, ["交通发布", "微信", "市交通委", "", ""]]
    found = read(sheet, other, [post("2018-06-05"), post("2018-09-09", account="交通发布")])
    assert updates(found) == [("教育发布", Update.STALE), ("交通发布", Update.FRESH)]
    assert [row.account for row in found.closings] == ["教育发布"]
    assert found.accounts[0].last == date(2018, 6, 5)
    elsewhere = [*roster, ["交通发布", "微博", "市交通委", "", ""]]
    newer = post("2018-09-09", account="交通发布", platform="新浪微博")
    assert updates(read(sheet, elsewhere, [post("2018-06-05"), newer]))[0] == ("教育发布", Update.UNKNOWN)


def test_posts_and_interaction_are_counted(sheet: Sheet) -> None:
    roster = [["教育发布", "微信", "市教委", "", ""], ["交通发布", "微信", "市交通委", "", ""]]
    posts = [post(f"2018-09-0{day}", f"{LONG}{day}") for day in (1, 2)]
    posts += [post("2018-09-05", f"{LONG}1", "交通发布")] + [
        post(f"2018-09-{day:02}", f"{LONG[::-1]}{day * 7}", "交通发布") for day in (6, 7)
    ]
    posts += [post("2018-09-08"), post("2018-09-20")]
    found = read(sheet, roster, posts)
    education, traffic = found.accounts
    assert (education.posts, education.compared, education.copies) == (3, 2, 0)
    assert (traffic.posts, traffic.compared, traffic.copies) == (3, 3, 1)
    assert (traffic.reads, traffic.interactions) == (300, 9)
    original = found.figures()["newmedia-original"]
    assert original.ratio is not None
    assert (original.ratio.n, original.ratio.of, original.aside) == (4, 5, (("文字过少", 1),))
    assert found.figures()["newmedia-interaction"].text == "100%"
    assert "1 条发布晚于监测时间点，未计入" in found.notes
    assert found.copying == ()


def test_an_account_that_mostly_follows_others_is_named(sheet: Sheet) -> None:
    roster = [["教育发布", "微信", "市教委", "", ""], ["交通发布", "微信", "市交通委", "", ""]]
    texts = [f"{LONG[n:]}{LONG[:n]}" for n in range(0, 50, 5)]
    posts = [post("2018-09-01", text) for text in texts]
    posts += [post("2018-09-05", text, "交通发布") for text in texts]
    found = read(sheet, roster, posts)
    assert [(row.account, row.copies) for row in found.copying] == [("交通发布", 10)]


def test_accounts_of_one_unit_on_one_platform_are_candidates(sheet: Sheet) -> None:
    found = read(
        sheet,
        [
            ["教育发布", "微信", "市教委", "", ""],
            ["教育考试", "微信公众号", "市教委", "", ""],
            ["教育发布", "微博", "市教委", "", ""],
            ["教育旧号", "微信", "市教委", "停用", ""],
        ],
    )
    assert found.merges == (Merge("市教委", "微信公众号", ("教育发布", "教育考试")),)


def test_bad_rows_of_both_tables_are_named(sheet: Sheet) -> None:
    found = read(
        sheet,
        [
            ["教育发布", "微信", "市教委", "", ""],
            ["教育发布", "微信", "市教委", "停用", ""],
            ["体育发布", "微信", "市体育局", "", ""],
            ["交通发布", "微信", "市交通委", "", ""],
            ["交通发布", "微信", "市交通委", "", ""],
        ],
        [post("2018-09-09", account="无名"), post("昨天", account="交通发布"), *[post("2018-09-09", account="交通发布")] * 2],
    )  # fmt: skip
    assert [row.account for row in found.accounts] == ["交通发布"]
    assert (found.rows_read, found.rows_refused) == (2, 7)
    assert [str(one).rsplit("/", 1)[-1].split(" ")[0] for one in found.refused] == [
        "账号.xlsx[表1]:2:A",
        "账号.xlsx[表1]:3:A",
        "账号.xlsx[表1]:4:C",
        "账号.xlsx[表1]:6:A",
        "发布.xlsx[表1]:2:A",
        "发布.xlsx[表1]:3:C",
        "发布.xlsx[表1]:5:D",
    ]
