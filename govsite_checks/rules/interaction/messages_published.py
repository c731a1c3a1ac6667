"""Messages are public with their times, the replying unit and the reply, and new ones appear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.dates.reading import dates_in
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document
from govsite_checks.reading.talk.joined import Heard, Talk, read_talk, today_of
from govsite_checks.reading.talk.messages import MessageList
from govsite_checks.reading.talk.parts import REPLIED

_COLUMN = sample.column_of("consultation")


def _list(*days_ago: int) -> str:
    rows = "".join(
        f'<tr><td><a href="/m/{number}.html">第{number}封来信</a></td><td>{sample.day(ago)}</td><td>已回复</td></tr>'
        for number, ago in enumerate(days_ago, 1)
    )
    return f"<table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th></tr>{rows}</table>"


def _letter(number: int, ago: int, time: bool = True, unit: bool = True) -> str:
    when = f"<p>回复时间：{sample.day(ago - 3)}</p>" if time else ""
    who = "<p>回复单位：市城管局</p>" if unit else ""
    return (
        f"<h1>第{number}封来信</h1><p>来信时间：{sample.day(ago)}</p><p>来信内容：</p><p>路灯不亮。</p>"
        f"{who}{when}<p>回复内容：</p><p>您好，已修复。</p>"
    )


def _site(time: bool = True, unit: bool = True) -> tuple[object, ...]:
    return (
        sample.column("consultation", _list(20, 30, 40)),
        *(
            sample.page("message", f"/m/{n}.html", _letter(n, 10 + 10 * n, time, unit), column=_COLUMN)
            for n in (1, 2)
        ),
    )


@rule(
    id="messages-published",
    title="公开留言的时间、答复单位和答复内容并保持更新",
    clause="index-2019/message-public",
    remediation="在公开的留言中列明留言时间、答复时间、答复单位和答复内容，并至少每2个月公开新的留言。",
    needs=(Role.COLUMN,),
    auto="P",
    examples=[
        Example.ok("", says="3条", pages=_site()),
        Example.violation("", says="答复时间", pages=_site(time=False)),
        Example.needs_review("", says="答复单位", pages=_site(unit=False)),
        Example.ok("", says="最新", pages=(sample.column("consultation", _list(62, 80, 90)),)),
        Example.violation("", says="63天", pages=(sample.column("consultation", _list(63, 80, 90)),)),
        Example.needs_review(
            "",
            says="需人工确认",
            pages=(sample.column("consultation", _list(63)),),
            note="只有一条，可能未看全",
        ),
        Example.needs_review(
            "",
            says="未见公开的留言",
            pages=(sample.column("consultation", '<a href="/w.html">我要写信</a>'),),
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("message-public",),
)
def messages_published(snapshot: Snapshot, *, window_days: int = 62, few: int = 3) -> Iterable[Finding]:
    """Public messages show who answered what and when, and the newest is not old.

    检查内容：
        咨询投诉类栏目是否公开留言，公开的留言是否列明留言时间、答复时间、答复单位和答复内容；最新一条是否在2个月以内（默认62天）。
    检查依据：
        国办秘函〔2019〕19号“留言公开”。
    整改方法：
        在列表或详情页列明四项内容，并及时公开新的留言。
    人工判断：
        抽查的两条以上已答复留言，列表和详情页都只见一个日期的，判为未列明答复时间；至少三条留言、日期都明确而且按时间
        排列，最新一条仍超过期限的，判为未及时公开。其余情形（未见答复单位、答复内容，未见公开的留言等）由人工确认。
    已知局限：
        只看抽查到的列表页和详情页；期间没有收到留言的，由主管单位酌定。
    """
    talk = snapshot.derive(read_talk)
    if not talk.pages:
        page = talk.unseen[0] if talk.unseen else snapshot.home
        yield Finding.at(Verdict.NO_EVIDENCE, "已查看的页面中未见咨询投诉类栏目。", page)
        return
    if not talk.heard:
        why = f"；{talk.scripted}" if talk.scripted else ""
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"咨询投诉类栏目中未见公开的留言{why}，需人工确认。", talk.pages[0][0]
        )
        return
    found = [*_unsaid(talk, snapshot), *_old(talk, snapshot, window_days, few)]
    yield from found or [_fine(talk, window_days)]


def _unsaid(talk: Talk, snapshot: Snapshot) -> Iterator[Finding]:
    """What the pages of answered messages do not show."""
    answered = [h for h in talk.heard if h.own_page and not h.scripted and h.message.state == REPLIED]
    for name in ("答复时间", "答复单位", "答复内容"):
        without = [heard for heard in answered if not _said(heard, name)]
        if not without or len(without) < len(answered):
            continue
        sure = (
            name == "答复时间" and len(without) >= 2 and all(_one_date(heard, snapshot) for heard in without)
        )
        text = f"抽查的{len(without)}条已答复留言均未见{name}，如“{quoted(without[0].message.title)}”"
        verdict = Verdict.VIOLATION if sure else Verdict.NEEDS_REVIEW
        yield Finding.at(verdict, f"{text}。" if sure else f"{text}，需人工确认。", without[0].page)


def _said(heard: Heard, name: str) -> object:
    message = heard.message
    return {"答复时间": message.replied, "答复单位": message.unit, "答复内容": message.reply}[name]


def _one_date(heard: Heard, snapshot: Snapshot) -> bool:
    """Whether a message's page shows no second day that could be that of the reply."""
    text = document(snapshot, heard.page).text
    return len({dated.day for dated in dates_in(text, snapshot.as_of)}) <= 1


def _old(talk: Talk, snapshot: Snapshot, window_days: int, few: int) -> Iterator[Finding]:
    """Whether the newest public message is too old."""
    today = today_of(snapshot)
    days = [d for h in talk.heard for d in (h.message.asked, h.message.replied) if d is not None]
    newest = max((dated.day for dated in days if (dated.day - today).days <= 7), default=None)
    if newest is None or (today - newest).days <= window_days:
        return
    sure = sum(dated.sure for dated in days) >= few and all(dated.sure for dated in days)
    sure = sure and not talk.scripted and not talk.unseen and all(_in_order(shown) for _, shown in talk.pages)
    text = f"所见最新一条公开留言的日期为{newest}，距监测时间点{(today - newest).days}天，超过{window_days}天"
    verdict = Verdict.VIOLATION if sure else Verdict.NEEDS_REVIEW
    yield Finding.at(verdict, f"{text}。" if sure else f"{text}，需人工确认。", talk.pages[0][0])


def _in_order(shown: MessageList) -> bool:
    """Whether a list goes down by the days of its messages."""
    days = [message.asked.day for message in shown.messages if message.asked is not None]
    return len(days) == len(shown.messages) and days == sorted(days, reverse=True)


def _fine(talk: Talk, window_days: int) -> Finding:
    told = [h for h in talk.heard if h.message.asked is not None or h.message.state == REPLIED]
    page = talk.pages[0][0]
    if not told:
        return Finding.at(Verdict.NEEDS_REVIEW, "公开的留言未见留言时间和答复情况，需人工确认。", page)
    days = [d.day for h in told for d in (h.message.asked, h.message.replied) if d is not None]
    newest = f"，最新一条的日期为{max(days)}，在{window_days}天以内" if days else ""
    return Finding.at(Verdict.OK, f"咨询投诉类栏目公开留言，所见{len(told)}条{newest}。", page)
