"""Content pages show the time of publication as YYYY-MM-DD HH:MM."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.articles.sources import is_list
from govsite_checks.reading.dates.reading import DateSource, plain
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document

_STANDARD = re.compile(r"\d{4}-\d{2}-\d{2} {1,3}\d{2}:\d{2}(?::\d{2})?")


def _article(shown: str) -> tuple[Page, ...]:
    html = f"<h1>示例市召开专题会议</h1><p>发布时间：{shown}</p><p>会议研究了有关工作。</p>"
    return (sample.page("article", "/a/1.html", f"<title>示例市召开专题会议</title>{html}"),)


@rule(
    id="date-format-standard",
    title="内容页的发布时间按规定格式显示",
    clause="guideline-2017/datetime-format",
    remediation="把内容页的发布时间改为“年-月-日 时:分”的格式，如 2018-09-10 10:00。",
    needs=(Role.ARTICLE,),
    examples=[
        Example.ok("", says="1 个", pages=_article("2018-09-01 09:30")),
        Example.ok("", says="1 个", pages=_article("２０１８-０９-０１ ０９：３０"), note="全角数字读作半角"),
        Example.violation("", says="“2018年9月1日”", pages=_article("2018年9月1日")),
        Example.violation("", says="“2018-09-01”", pages=_article("2018-09-01")),
        Example.no_evidence(
            "",
            says="未读到",
            pages=(sample.page("article", "/a/1.html", "<h1>示例市召开专题会议</h1><p>正文</p>"),),
        ),
    ],
    catalogue=("datetime-format",),
)
def date_format_standard(snapshot: Snapshot) -> Iterable[Finding]:
    """Each sampled content page that shows a time of publication near its title shows it to the minute, with dashes.

    检查内容：
        抽查的内容页标题附近的发布时间是否为“年-月-日 时:分”，带秒的也可以。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：发布时间按“YYYY-MM-DD HH:MM”显示。
    整改方法：
        修改内容页模板的时间格式；列表页可以只显示日期。
    人工判断：
        格式明确，由机器判断；没有读到发布时间的页面不作判断。
    已知局限：
        只看标题附近标明或单独成行的时间；由脚本写入的时间读不到；列表页不在检查之内。
    """
    shown: list[str] = []
    other: list[tuple[Page, str]] = []
    for page in snapshot.pages_of(Role.ARTICLE):
        dated = document(snapshot, page).derive(read_article).shown if page.seen else None
        if dated is None or dated.source is not DateSource.TEXT:
            continue
        if _STANDARD.fullmatch(plain(dated.text)):
            shown.append(dated.text)
        elif not is_list(document(snapshot, page)):  # where the dates are those of rows
            shown.append(dated.text)
            other.append((page, dated.text))
    if not shown:
        yield Finding.at(Verdict.NO_EVIDENCE, "抽查的内容页未读到标题附近的发布时间。", snapshot.home)
    elif other:
        names = listed(list(dict.fromkeys(text for _, text in other)), 3, 30)
        text = (
            f"抽查的 {len(shown)} 个内容页中有 {len(other)} 个的发布时间不是“年-月-日 时:分”格式（{names}）。"
        )
        yield Finding.at(Verdict.VIOLATION, text, other[0][0], snippet=other[0][1])
    else:
        yield Finding.at(Verdict.OK, f"抽查的 {len(shown)} 个内容页的发布时间符合格式。", snapshot.home)
