"""The site publishes the report on its own work of last year by 31 January."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import Seen, clean
from govsite_checks.reading.page.document import document
from govsite_checks.reading.publication.annual_report import (
    DUE_DAY,
    DUE_MONTH,
    Report,
    read_reports,
    year_due,
    year_in,
)
from govsite_checks.reading.publication.kinds import Offer, absence, offer_of

_REPORT = "2017年政府网站工作年度报表"
_OLD = "2016年政府网站工作年度报表"


@rule(
    id="annual-report-published",
    title="按时公布上一年度的网站工作年度报表",
    clause="annual-report-2018/annual-report",
    remediation="每年1月31日前，在首页显著位置公布上一年度的《政府网站工作年度报表》。",
    examples=[
        Example.ok(sample.home(("/r/1.html", _REPORT)), says="2017 年度"),
        Example.ok(
            sample.home(("/wzbb/", "网站年度报表")),
            says="2017 年度",
            pages=(
                sample.column(
                    "annual-report", f'<li><a href="/r/1.html">{_REPORT}</a>2018-01-20</li>', "/wzbb/"
                ),
            ),
        ),
        Example.ok(
            sample.home(("/r/1.html", "示例市人民政府门户网站2017年度工作报表")),
            says="2017 年度",
            note="名称写法不同",
        ),
        Example.violation(sample.home(("/r/0.html", _OLD)), says="只见 2016 年度", pages=(sample.sitemap(),)),
        Example.violation(sample.home(), says="未见 2017 年度", pages=(sample.sitemap(),)),
        Example.violation(
            sample.home(("/nb/1.html", "2017年政府信息公开工作年度报告")),
            says="未见 2017 年度",
            pages=(sample.sitemap(),),
            note="信息公开年报是另一件事",
        ),
        Example.needs_review(
            sample.home(("/wzbb/", "政府网站年度报表")), says="“政府网站年度报表”", note="栏目未能查看"
        ),
        Example.needs_review(
            sample.home().replace("<p>", '<a href="/r/1.html"><img src="r.png"></a><p>'),
            says="图片链接",
            pages=(sample.sitemap(),),
            note="报表可能以图片链接公布",
        ),
        Example.violation(
            sample.home(("/wzbb/", "网站年度报表")),
            says="2018-03-15",
            pages=(
                sample.column(
                    "annual-report",
                    f'<li><a href="/r/1.html">{_REPORT}</a><span>2018-03-15</span></li>'
                    f'<li><a href="/r/0.html">{_OLD}</a><span>2017-01-15</span></li>',
                    "/wzbb/",
                ),
                sample.page(
                    "article", "/r/1.html", f"<h1>{_REPORT}</h1><p>发布时间：2018-03-15 09:00</p><p>正文</p>"
                ),
            ),
            note="公布日期晚于 1 月 31 日",
        ),
        Example.needs_review(
            sample.home(("/r/0.html", _OLD), ("/wzbb/", "网站年度报表")),
            says="“网站年度报表”",
            pages=(sample.sitemap(),),
        ),
        Example.needs_review("<p>首页</p>", says="内容极少"),
    ],
    catalogue=("annual-report-0131",),
)
def annual_report_published(snapshot: Snapshot) -> Iterable[Finding]:
    """The report on last year's work of the website is on the site.

    检查内容：
        首页、网站地图和各栏目中，是否有上一年度的《政府网站工作年度报表》；监测时间点在1月31日及以前的，看再上一年度的。
    检查依据：
        国办函〔2018〕12号：每年1月31日前在本网站首页显著位置公布。
    整改方法：
        每年1月31日前，在首页显著位置公布上一年度的《政府网站工作年度报表》。
    人工判断：
        报表栏目未能查看、首页有不带文字的图片链接，以及首页未能看全时，由人工确认。
    已知局限：
        位置是否显著需人工判断；公布日期以页面标明的为准，网站迁移时改写了日期的会显得晚；主管单位的监管年度报表和信息公开年报不算。
    """
    due = year_due(snapshot.as_of)
    reports = snapshot.derive(read_reports)
    there = [report for report in reports if report.year == due]
    if there:
        yield _judge_date(there, due)
        return
    yield _absent(snapshot, reports, due)


def _judge_date(there: list[Report], due: int) -> Finding:
    limit = date(due + 1, DUE_MONTH, DUE_DAY)
    days = [report.dated.day for report in there if report.dated is not None and report.dated.sure]
    report = there[0]
    said = f"有 {due} 年度的网站工作年度报表“{clean(report.title, 40)}”"
    if days and min(days) > limit:
        return Finding.at(
            Verdict.VIOLATION, f"{said}，标明的发布日期为 {min(days)}，晚于 {limit}。", report.page
        )
    return Finding.at(Verdict.OK, f"{said}。", report.page)


def _absent(snapshot: Snapshot, reports: tuple[Report, ...], due: int) -> Finding:
    """What may be said where the report of the year was not seen."""
    latest = max((report.year for report in reports), default=0)
    what = f" {due} 年度的网站工作年度报表"
    if latest:
        what += f"（只见 {latest} 年度的）"
    home = snapshot.home
    unread = _unread(offer_of(snapshot, (ColumnType.ANNUAL_REPORT,)))
    if unread:
        return Finding.at(
            Verdict.NEEDS_REVIEW, f"未见{what}，有相关栏目或链接“{unread}”未能全部查看，需人工确认。", home
        )
    if home.seen and any(link.picture and not link.text for link in document(snapshot, home).links):
        return Finding.at(
            Verdict.NEEDS_REVIEW,
            f"首页、网站地图和已查看的栏目中未见{what}；首页有不带文字的图片链接，需人工确认。",
            home,
        )
    near = () if latest else (ColumnType.ANNUAL_REPORT,)
    return absence(snapshot, near, what)


def _unread(offer: Offer) -> str:
    """The name of a column of reports that was not seen whole; empty where there is none."""
    if any(kept.seen in {Seen.DATED, Seen.UNSURE} and not kept.more for kept in offer.columns):
        return ""
    if offer.columns:
        return offer.columns[0].title
    if offer.link is not None:
        return "" if year_in(offer.link.label) else clean(offer.link.label, 20)
    return "网站工作年度报表" if offer.hint else ""
