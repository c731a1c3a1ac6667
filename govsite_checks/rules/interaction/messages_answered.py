"""No message of the last year waits for more than three months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.talk.joined import Talk, read_talk, today_of
from govsite_checks.reading.talk.parts import REPLIED, WAITING
from govsite_checks.reading.talk.words import REFUSED, state_of


def _list(days_ago: int, state: str, replied: str = "", title: str = "路灯不亮") -> str:
    return (
        "<table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>回复时间</th></tr>"
        f'<tr><td><a href="/m/1.html">{title}</a></td><td>{sample.day(days_ago)}</td><td>{state}</td>'
        f"<td>{replied}</td></tr></table>"
    )


def _letter(days_ago: int, rest: str) -> str:
    return f"<h1>路灯不亮</h1><p>来信时间：{sample.day(days_ago)}</p><p>来信内容：</p><p>巷口的路灯不亮。</p>{rest}"


@rule(
    id="messages-answered",
    title="公众留言3个月以内得到答复",
    clause="census-2015/interaction-unresponsive",
    remediation="尽快答复超过3个月的留言，并公开答复内容；已受理、转办不算答复。",
    needs=(Role.COLUMN,),
    auto="P",
    examples=[
        Example.ok(
            "", says="1条", pages=(sample.column("consultation", _list(120, "已回复", sample.day(115))),)
        ),
        Example.ok("", says="1条", pages=(sample.column("consultation", _list(92, "已受理")),)),
        Example.violation(
            "",
            says="“路灯不亮”",
            pages=(sample.column("consultation", _list(93, "已受理")),),
            note="已受理不是答复",
        ),
        Example.violation(
            "",
            says="93天",
            pages=(
                sample.page(
                    "message",
                    "/m/1.html",
                    _letter(93, "<h3>回复内容</h3><p></p>"),
                    column=sample.column_of("consultation"),
                ),
                sample.column("consultation", _list(93, "")),
            ),
        ),
        Example.ok(
            "",
            says="1条",
            pages=(
                sample.column("consultation", _list(200, "办理中")),
                sample.page(
                    "message",
                    "/m/1.html",
                    _letter(200, "<p>回复内容：</p><p>您好，路灯已修复。</p>"),
                    column=sample.column_of("consultation"),
                ),
            ),
            note="列表未更新，详情页已有答复",
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
        Example.no_evidence(
            "",
            says="未见",
            pages=(sample.column("reporting", _list(120, "已受理")),),
            note="信访、举报等专门渠道不要求公开答复",
        ),
        Example.needs_review(
            "",
            says="脚本",
            pages=(
                sample.column("consultation", _list(120, "")),
                sample.page(
                    "message",
                    "/m/1.html",
                    _letter(
                        120,
                        '<h3>回复内容</h3><div id="r"></div><script>$.get("/r/1",'
                        'function(d){$("#r").html(d)})</script>',
                    ),
                    column=sample.column_of("consultation"),
                ),
            ),
        ),
        Example(
            "",
            (Expected(Verdict.OK, "365天"),),
            pages=(sample.column("consultation", _list(366, "已受理")),),
            note="来信早于一年的不计",
        ),
    ],
    catalogue=("interaction-unresponsive",),
)
def messages_answered(
    snapshot: Snapshot, *, window_days: int = 365, late_days: int = 92
) -> Iterable[Finding]:
    """No message asked within the window has waited for longer than the limit.

    检查内容：
        咨询投诉类栏目中，来信在规定时间以内（默认365天）的留言，有没有超过3个月（默认92天，第92天仍视为未超过）未答复的。
        “已受理”“办理中”“已转办”等不算答复。在线访谈、调查征集、信访和举报等专门渠道不在此列。
    检查依据：
        国办发〔2015〕15号普查评分表“互动回应差”和国办秘函〔2019〕19号“互动回应差”，均为单项否决。
    整改方法：
        逐条答复超期的留言，在栏目中公开答复内容和时间。
    人工判断：
        只有来信时间明确，并且页面写明尚未答复、或详情页完整可读而没有任何答复的，才判为不符合。
        状态不明、答复可能由脚本生成或在图片、附件、框架中，列表与详情页说法不一时，需人工查看。
    已知局限：
        只能看到公开的留言，未公开的看不到；只看抽查到的列表页和详情页；拒绝受理的不算未答复；留言是否有效不作判断。
    """
    talk = snapshot.derive(read_talk)
    if not talk.pages and not talk.heard:
        yield _nothing(talk, snapshot)
        return
    found = list(_overdue(talk, snapshot, window_days, late_days))
    yield from found
    if not found:
        yield _fine(talk, snapshot, window_days, late_days)


def _overdue(talk: Talk, snapshot: Snapshot, window_days: int, late_days: int) -> Iterator[Finding]:
    today = today_of(snapshot)
    for heard in talk.heard:
        message = heard.message
        waited = heard.days_waited(today)
        if (
            waited is None
            or not late_days < waited <= window_days
            or message.state == REPLIED
            or message.replied
        ):
            continue
        said = f"留言“{quoted(message.title)}”提出于{message.asked.day if message.asked else ''}"
        if message.state == WAITING and not (heard.own_page and heard.scripted):
            how = f"页面显示“{quoted(message.said)}”" if message.said else "页面未见答复"
            text = f"{said}，距监测时间点{waited}天，{how}。"
            yield Finding.at(Verdict.VIOLATION, text, heard.page, snippet=message.said or message.title)
        elif heard.scripted or (heard.own_page and state_of(message.said) != REFUSED):
            why = heard.scripted or "是否已答复不能确认"
            yield Finding.at(
                Verdict.NEEDS_REVIEW,
                f"{said}，距监测时间点{waited}天，未见答复；{why}，需人工确认。",
                heard.page,
            )


def _nothing(talk: Talk, snapshot: Snapshot) -> Finding:
    if talk.unseen:
        return Finding.at(Verdict.NO_EVIDENCE, "未能查看咨询投诉类栏目。", talk.unseen[0])
    return Finding.at(Verdict.NO_EVIDENCE, "已查看的页面中未见应当答复公众留言的栏目。", snapshot.home)


def _fine(talk: Talk, snapshot: Snapshot, window_days: int, late_days: int) -> Finding:
    """That nothing is overdue, or that nothing could be told."""
    today = today_of(snapshot)
    page = talk.pages[0][0] if talk.pages else talk.heard[0].page
    told = [h for h in talk.heard if h.days_waited(today) is not None or h.message.state == REPLIED]
    if told:
        text = f"所见{len(told)}条留言中，未见近{window_days}天内提出、超过{late_days}天未答复的。"
        return Finding.at(Verdict.OK, text, page)
    if talk.scripted:
        return Finding.at(Verdict.NEEDS_REVIEW, f"未能读到留言：{talk.scripted}，需人工查看。", page)
    return Finding.at(Verdict.NO_EVIDENCE, "咨询投诉类栏目中未见标明提出时间或办理状态的留言。", page)
