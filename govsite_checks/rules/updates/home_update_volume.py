"""Enough is new on the home page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from govsite_checks import sample
from govsite_checks.model import Example, Finding, PageError, Snapshot, Verdict, rule
from govsite_checks.reading.lists.home_news import read_home_news
from govsite_checks.reading.lists.upkeep import Upkeep, day_of


@rule(
    id="home-update-volume",
    title="首页两周内更新10条以上",
    clause="census-2015/homepage-update-volume",
    remediation="增加首页所列栏目的信息发布量，两周内更新不少于10条。",
    examples=[
        Example.ok(sample.rows(*range(1, 11)), says="10条"),
        Example.violation(sample.rows(*range(1, 10), 40, 50), says="9条"),
        Example.violation(sample.rows(*range(6, 17)), says="9条"),
        Example.ok(
            sample.rows(*range(1, 7)),
            says="12条",
            pages=(sample.column("notice", sample.rows(*range(1, 7), folder="/b/")),),
        ),
        Example.needs_review(
            sample.rows(1, 2, 3),
            says="3条",
            pages=(sample.column("notice", status=None, error=PageError.TIMEOUT),),
        ),
        Example.needs_review(sample.rows(1, 2, 3, 4), says="4条", note="没有看到栏目，首页信息很少"),
        Example.needs_review("<a href='/news/'>动态要闻</a>", says="未见"),
    ],
    catalogue=("homepage-update-volume",),
)
def home_update_volume(
    snapshot: Snapshot, *, window_days: int = 14, min_items: int = 10
) -> Iterable[Finding]:
    """At least ten items of the home page and its columns are of the last two weeks.

    检查内容：
        首页及首页所列栏目中，日期在监测时间点前规定天数以内（默认14天）的信息条数，同一地址只计一次，默认不少于10条。
    检查依据：
        国办发〔2015〕15号普查评分表“首页栏目”更新数量。10条的界线和分值未核实。
    整改方法：
        增加首页所列栏目的信息发布量。
    人工判断：
        首页和已知栏目全部看到、列表不由脚本生成时才给出不符合，否则需人工清点。
    已知局限：
        栏目只数已采集的列表页，条数不足而列表还有下一页时，以已采集的为限，不再往后翻。
    """
    home, news = snapshot.home, snapshot.derive(read_home_news)
    fresh = news.within(snapshot, window_days)
    said = f"首页及所列栏目{window_days}天内更新{len(fresh)}条"
    first = day_of(snapshot.as_of) - timedelta(days=window_days)
    dated = news.rows or any(c.items for c in news.columns)
    if len(fresh) >= min_items:
        yield Finding.at(Verdict.OK, f"{said}，不少于{min_items}条。", home)
    elif not dated:
        yield Finding.at(Verdict.NEEDS_REVIEW, "首页和已查看的栏目中未见带日期的信息，需人工清点。", home)
    elif news.doubt or news.thin or news.open or news.unplaced or not _whole(news.columns, first):
        yield Finding.at(Verdict.NEEDS_REVIEW, f"{said}，未看到全部信息，需人工清点。", home)
    else:
        yield Finding.at(Verdict.VIOLATION, f"{said}，少于{min_items}条。", home)


def _whole(columns: Iterable[Upkeep], first: date) -> bool:
    """Whether what was seen of each list reaches back beyond the window, or is all of it."""
    return all(
        not column.more or any(item.dated is not None and item.dated.day < first for item in column.items)
        for column in columns
    )
