"""What came of a survey is published once it is over."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.reach import answers
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document
from govsite_checks.reading.talk.joined import today_of
from govsite_checks.reading.talk.surveys import Survey, read_surveys, shows_result


def _row(beside: str, days_ago: int = 60) -> str:
    return (
        f'<ul><li><a href="/s/1.html">停车收费办法意见征集</a><em>已结束</em>{beside}<span>{sample.day(days_ago)}</span></li>'
        f'<li><a href="/s/2.html">公交线路满意度问卷</a><em>进行中</em><span>{sample.day(days_ago + 9)}</span></li></ul>'
    )


@rule(
    id="survey-results-published",
    title="调查征集结束后公布结果",
    clause="index-2019/survey",
    remediation="在每次调查征集结束后公布结果和意见采纳情况。",
    needs=(Role.COLUMN,),
    auto="P",
    examples=[
        Example.ok(
            "", says="1次", pages=(sample.column("survey", _row('<a href="/s/1.html#r">查看结果</a>')),)
        ),
        Example.needs_review("", says="“停车收费办法意见征集”", pages=(sample.column("survey", _row("")),)),
        Example.ok(
            "",
            says="1次",
            pages=(
                sample.column("survey", _row("")),
                sample.page(
                    "article", "/s/1.html", "<h1>意见征集</h1><h3>结果反馈</h3><p>收到意见五条。</p>"
                ),
            ),
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("survey", _row("", 400)),)),
    ],
    catalogue=("survey",),
)
def survey_results_published(snapshot: Snapshot, *, window_days: int = 365) -> Iterable[Finding]:
    """Each survey that is said to be over shows a result, in its row or on its page.

    检查内容：
        近一年（默认365天）内已写明结束的调查征集，是否在列表或详情页公布结果。未见结果的列出名称，供人工查看。
    检查依据：
        国办秘函〔2019〕19号“征集调查”：结束后公布结果。
    整改方法：
        在活动页面或栏目中公布结果和意见采纳情况。
    人工判断：
        结果可能另文发布或刚刚结束尚在汇总，因此未见结果的一律由人工确认，不直接判为不符合。
    已知局限：
        只看列表和抽查到的详情页；未写明是否结束的活动不计。
    """
    today = today_of(snapshot)
    over: list[tuple[Survey, Page]] = [
        (survey, page)
        for page in snapshot.pages_of(Role.COLUMN)
        if page.seen and page.column is not None and page.column.type == ColumnType.SURVEY
        for survey in document(snapshot, page).derive(read_surveys)
        if survey.ended and (survey.dated is None or (today - survey.dated.day).days <= window_days)
    ]
    if not over:
        text = f"未见近{window_days}天内已写明结束的调查征集。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, snapshot.home)
        return
    without = [(survey, page) for survey, page in over if not _has_result(snapshot, survey)]
    if without:
        names = listed([survey.title for survey, _ in without], 3, 30)
        text = f"已结束的{len(over)}次调查征集中，{len(without)}次未见公布结果：{names}，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, without[0][1])
    else:
        yield Finding.at(Verdict.OK, f"所见已结束的{len(over)}次调查征集均公布结果。", over[0][1])


def _has_result(snapshot: Snapshot, survey: Survey) -> bool:
    """Whether the row or the page of a survey shows a result."""
    page = snapshot.derive(answers).of(survey.url) if survey.url else None
    return survey.result or (
        page is not None and page.seen and bool(page.text) and shows_result(document(snapshot, page))
    )
