"""Dates of publication agree with each other and with the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.dates.clashes import Clash, read_clashes


def _article(label: str, shown: str, path: str = "/a/1.html", modified: str = "") -> tuple[Page, ...]:
    html = (
        f'<meta name="PubDate" content="{label}"><title>关于示例工作的报道</title>'
        f"<h1>关于示例工作的报道</h1><div>发布时间：{shown}　来源：本站</div><p>示例正文。</p>"
    )
    return (sample.page(Role.ARTICLE, path, html, modified=modified),)


@rule(
    id="publication-dates-plausible",
    title="发布日期合理，各处一致",
    clause="index-2019/security-leak-incident",
    remediation="按实际发布时间标注日期，页面、标签和网址中的日期保持一致。",
    needs=(Role.COLUMN, Role.ARTICLE),
    examples=[
        Example.ok("", says="未见", pages=_article("2018-09-03 08:30", "2018-09-03 08:30")),
        Example.ok("", says="未见", pages=(sample.column("news", sample.rows(0, 1, 2)),)),
        Example.needs_review(
            "", says="标注的日期为2018-09-30", pages=(sample.column("news", sample.rows(-20, 1, 2)),)
        ),
        Example.ok("", pages=(sample.column("survey", sample.rows(-20, 1, 2)),), note="预告的活动在将来举行"),
        Example.needs_review(
            "",
            says="PubDate标签中为2018-09-03，页面中为2018-08-20",
            pages=_article("2018-09-03 08:30", "2018-08-20"),
        ),
        Example.needs_review(
            "",
            says="网址中为2018-07-01",
            pages=_article("2018-09-03 08:30", "2018-09-03", "/t20180701_12.html"),
        ),
        Example.ok(
            "", pages=_article("2018-09-03 08:30", "2018-09-03", "/t20180901_12.html"), note="相差两天"
        ),
        Example.needs_review(
            "",
            says="最后修改于2018-08-01",
            pages=_article("2018-09-03 08:30", "2018-09-03", modified="Wed, 01 Aug 2018 01:00:00 GMT"),
        ),
        Example.ok(
            "",
            pages=_article("2018-09-03 08:30", "2018-09-03", modified="Mon, 10 Sep 2018 01:00:00 GMT"),
            note="重新生成页面会改变修改时间",
        ),
    ],
    catalogue=("security-leak-incident",),
    auto="P",
)
def publication_dates_plausible(snapshot: Snapshot, *, tolerance_days: int = 7) -> Iterable[Finding]:
    """No date of publication lies ahead of the look, and those of one page agree.

    检查内容：
        列表和内容页标注的发布日期是否晚于监测时间点；内容页的PubDate标签、页面显示和网址中的日期，以及文件的最后修改时间，
        相互差距是否超过规定天数（默认7天）。每类一条结论，注明页数和一个例子。
    检查依据：
        国办秘函〔2019〕19号单项否决“安全、泄密事故等严重问题”中关于伪造发布日期的情形。
    整改方法：
        按实际发布时间标注日期，各处保持一致。
    人工判断：
        日期不一致只是线索，改版迁移、转载和预告都可能造成，是否属于伪造由人判断，本项不作不符合的结论。
    已知局限：
        没有年份的日期不比较。最后修改时间晚于发布日期很常见，不作为线索。
    """
    clashes = snapshot.derive(read_clashes)
    found = False
    for kind, least in (("ahead", 1), ("differing", tolerance_days + 1), ("modified", tolerance_days + 1)):
        of_kind = [clash for clash in clashes if clash.kind == kind and clash.days >= least]
        if of_kind:
            found = True
            yield _finding(of_kind)
    if not found:
        yield Finding.at(Verdict.OK, "已查看的列表和内容页中未见不合理的发布日期。", snapshot.home)


_SAYING = {
    "ahead": "发布日期晚于监测时间点",
    "differing": "各处标注的发布日期不一致",
    "modified": "发布日期晚于文件的最后修改时间",
}


def _finding(clashes: list[Clash]) -> Finding:
    first = clashes[0]
    said = f"有{len(clashes)}条信息{_SAYING[first.kind]}，如{first.said}，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, said, first.page)
