"""The home page shows something new."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.home_news import HomeNews, read_home_news
from govsite_checks.reading.lists.upkeep import Seen, clean, day_of

# Fewer dated items than these say nothing of a home page.
_FEWEST = 3


@rule(
    id="home-updated",
    title="首页两周内有信息更新",
    clause="census-2015/homepage-not-updated",
    remediation="在首页展示的栏目中及时发布信息，确保两周内有更新，并标明发布日期。",
    examples=[
        Example.ok(sample.rows(14, 20, 30), says="在14天以内"),
        Example.violation(sample.rows(15, 20, 30, 40, 50), says="距监测时间点15天"),
        Example.needs_review(
            sample.rows(15, 20, 30, 40), says="没有看到栏目页", note="没有栏目，首页信息也很少"
        ),
        Example.needs_review(
            f'<meta name="ArticleTitle" content="某通知">{sample.rows(15, 20, 30, 40, 50)}',
            says="单篇内容",
            note="作为首页打开的是一篇文章",
        ),
        Example.ok(sample.rows(3, 20, 40, pattern="%m-%d"), note="日期没有年份"),
        Example.ok(sample.rows(100, 2, 40), note="置顶的旧信息之后有新信息"),
        Example.ok(
            '<a href="/news/">动态要闻</a>',
            says="在14天以内",
            pages=(sample.column("news", sample.rows(6, 20, 40)),),
            note="首页仅为导航，更新在二级页面",
        ),
        Example.violation(
            '<a href="/news/">动态要闻</a>',
            says="2018-08-26",
            pages=(sample.column("news", sample.rows(15, 20, 40)),),
        ),
        Example.needs_review("<a href='/news/'>动态要闻</a>", says="不足3条"),
        Example.needs_review(
            sample.rows(15, 20, 30),
            says="1个栏目未能确认",
            pages=(sample.column("notice", status=None, error=PageError.TIMEOUT),),
        ),
        Example.needs_review(
            '<div id="app"></div><script src="/app.js"></script>', says="前端框架", note="内容由脚本生成"
        ),
        Example.violation(
            "",
            says="距监测时间点15天",
            pages=(
                sample.rendered(
                    sample.page(
                        Role.HOME,
                        "/",
                        '<p id="clock"></p><div id="app"></div><script src="/app.js"></script>',
                    ),
                    f"<p>今天是{sample.day(0)} 星期一</p>{sample.rows(15, 20, 30, 40, 50)}",
                ),
            ),
            note="由脚本生成的首页，页头的时钟不是信息的日期",
        ),
        Example.needs_review(sample.rows(-20, 15, 20, 30), says="之后", note="日期晚于监测时间点"),
    ],
    catalogue=("homepage-not-updated",),
    auto="P",
)
def home_updated(snapshot: Snapshot, *, window_days: int = 14) -> Iterable[Finding]:
    """Something that the home page shows, or a column that it leads to, is at most two weeks old.

    检查内容：
        首页上的信息，以及首页所列栏目中的信息，最新一条的日期距监测时间点是否在规定天数以内（默认14天，第14天仍视为已更新）。
    检查依据：
        国办发〔2015〕15号普查评分表单项否决“网站不更新”；国办秘函〔2019〕19号“首页不更新”。首页仅为导航入口的，查看二级页面。
    整改方法：
        在首页展示的栏目中及时发布信息，并标明发布日期。
    人工判断：
        首页和已知栏目全部看到、列表不由脚本生成、日期可以确认，且都早于规定天数时，才给出不符合。首页和栏目都没有日期、
        有栏目不能确认、内容由脚本生成、没有看到栏目而首页信息很少或为单篇内容，或有日期晚于监测时间点的，需人工查看。
    已知局限：
        按一次采集判断，不代替连续两周的监测。信息的日期以网站标注的为准。
    """
    home, news = snapshot.home, snapshot.derive(read_home_news)
    fresh = news.within(snapshot, window_days)
    if fresh:
        newest = max(item.dated.day for item in fresh if item.dated is not None)
        yield Finding.at(
            Verdict.OK,
            f"首页及所列栏目最新信息日期为{newest}，在{window_days}天以内，共见{len(fresh)}条。",
            home,
        )
        return
    doubt = _doubt(snapshot, news)
    days = [
        item.dated.day
        for item in (*news.rows, *(i for c in news.columns for i in c.items))
        if item.dated is not None and item.dated.sure
    ]
    if len(days) < _FEWEST:
        said = f"：{doubt}" if doubt else ""
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"首页和已查看的栏目中日期可以确认的信息不足{_FEWEST}条{said}。", home
        )
        return
    newest = max(days)
    age = (day_of(snapshot.as_of) - newest).days
    said = f"首页及已查看的栏目中最新信息日期为{newest}，距监测时间点{age}天，超过{window_days}天"
    if doubt:
        yield Finding.at(Verdict.NEEDS_REVIEW, f"{said}；{doubt}，需人工确认。", home)
    else:
        yield Finding.at(Verdict.VIOLATION, f"{said}。", home)


def _doubt(snapshot: Snapshot, news: HomeNews) -> str:
    """Why something new may be there all the same, or nothing."""
    if news.doubt:
        return news.doubt
    if any(item.dated is not None and not item.dated.sure for item in news.rows):
        ahead = any(item.dated is not None and item.dated.day > day_of(snapshot.as_of) for item in news.rows)
        return "首页有日期在监测时间点之后的信息" if ahead else "首页部分日期不能确认"
    known = any(c.seen is Seen.DATED for c in news.columns)
    if news.unplaced:
        return f"首页另有{len(news.unplaced)}条信息的日期不能确认"
    if news.open:
        names = "、".join(f"“{c.title}”" for c in news.open[:5])
        return f"有{len(news.open)}个栏目未能确认（{clean(names, 100)}）"
    return "首页列表不能确认" if not news.sure and not known else news.thin
