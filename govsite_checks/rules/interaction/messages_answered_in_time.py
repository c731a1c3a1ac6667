"""Messages are answered within a few working days."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.talk.joined import Heard, read_talk, today_of


def _list(asked: int, replied: int) -> str:
    return (
        "<table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>回复时间</th></tr>"
        f'<tr><td><a href="/m/1.html">办证地点在哪里</a></td><td>{sample.day(asked)}</td><td>已回复</td>'
        f"<td>{sample.day(replied)}</td></tr></table>"
    )


@rule(
    id="messages-answered-in-time",
    title="简单常见的咨询在5个工作日内答复",
    clause="index-2019/message-reply",
    remediation="建立留言分办和催办机制，简单常见的咨询在5个工作日内答复。",
    needs=(Role.COLUMN, Role.MESSAGE),
    auto="N",
    examples=[
        Example.ok("", says="1条", pages=(sample.column("consultation", _list(60, 53)),)),
        Example.needs_review("", says="8天", pages=(sample.column("consultation", _list(60, 52)),)),
        Example.needs_review("", says="超过节假日", pages=(sample.column("consultation", _list(60, 42)),)),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
        Example.no_evidence(
            "", says="未见", pages=(sample.column("consultation", _list(400, 300)),), note="来信早于一年"
        ),
    ],
    catalogue=("message-reply-5d",),
)
def messages_answered_in_time(
    snapshot: Snapshot, *, working_days: int = 5, holiday_days: int = 10, window_days: int = 365
) -> Iterable[Finding]:
    """The days between question and answer are no more than the working days allowed can take.

    检查内容：
        留言的提出时间和答复时间都明确时，两者相隔的天数。5个工作日最多相隔7天（不遇节假日），超过的逐条列出，供人工判断。
    检查依据：
        国办秘函〔2019〕19号“办理答复”：简单常见的咨询应在5个工作日内网上答复。
    整改方法：
        建立分办、催办机制，简单常见的咨询在5个工作日内答复。
    人工判断：
        期限只适用于简单常见的咨询，是否属于此类由人工判断，因此只列出候选，不直接判为不符合。
    已知局限：
        只统计公开的留言；不推算法定节假日，超过期限加节假日余量（默认10天）的另行注明。
    """
    today = today_of(snapshot)
    timed = [
        heard
        for heard in snapshot.derive(read_talk).heard
        if _days(heard) is not None and (heard.days_waited(today) or 0) <= window_days
    ]
    if not timed:
        text = f"未见近{window_days}天内提出且时间、答复时间均明确的留言。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, snapshot.home)
        return
    limit = working_days * 7 // 5
    late = [heard for heard in timed if (_days(heard) or 0) > limit]
    for heard in late:
        days = _days(heard) or 0
        more = "，超过节假日可能顺延的天数" if days > limit + holiday_days else ""
        text = (
            f"留言“{quoted(heard.message.title)}”提出后{days}天答复{more}，是否属于简单常见的咨询需人工判断。"
        )
        yield Finding.at(Verdict.NEEDS_REVIEW, text, heard.page)
    if not late:
        yield Finding.at(Verdict.OK, f"所见{len(timed)}条留言均在提出后{limit}天以内答复。", timed[0].page)


def _days(heard: Heard) -> int | None:
    """Days from question to answer; None where one of the two is not sure."""
    asked, replied = heard.message.asked, heard.message.replied
    if asked is None or replied is None or not asked.sure or not replied.sure or replied.day < asked.day:
        return None
    return (replied.day - asked.day).days
