"""The site has a channel through which one can ask online."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channel_verdicts import absent
from govsite_checks.reading.columns.channels import channel
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document, host_of
from govsite_checks.reading.talk.joined import owes_replies
from govsite_checks.reading.talk.messages import MessageList, read_messages
from govsite_checks.reading.talk.words import message_words

_LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))
_FORM = '<form action="/send" method="post"><textarea name="text"></textarea><input type="submit" value="提交"></form>'


@rule(
    id="consultation-channel-present",
    title="提供有效的网上咨询渠道",
    clause="index-2019/interaction-unresponsive",
    remediation="开设可以在网上提交咨询的栏目（如领导信箱、在线咨询），并保证能够提交；信访、举报等专门渠道不算。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok(_LINKS, says="可以", pages=(sample.column("consultation", _FORM, title="局长信箱"),)),
        Example.ok(
            _LINKS,
            says="我要写信",
            pages=(sample.column("consultation", '<a href="/w.html">我要写信</a>', title="局长信箱"),),
        ),
        Example.violation(sample.home(), says="未见网上咨询渠道", pages=(sample.sitemap(),)),
        Example.needs_review(sample.home(), says="未见网站地图"),
        Example.violation(
            sample.home(),
            says="专门渠道",
            pages=(
                sample.sitemap(),
                sample.column("reporting", _FORM, title="网上举报"),
            ),
            note="举报等专门渠道不算",
        ),
        Example.needs_review(_LINKS + '<a href="https://12345.example.com/">12345热线</a>', says="12345"),
        Example.needs_review(_LINKS + '<a href="javascript:;">局长信箱</a>', says="局长信箱"),
        Example.needs_review(_LINKS + '<a href="/hd/">互动交流</a>', says="互动交流"),
        Example.needs_review("<p>加载中</p>", says="链接很少"),
        Example.needs_review(
            _LINKS,
            says="未见填写",
            pages=(sample.column("consultation", '<a href="javascript:;">我要写信</a>', title="局长信箱"),),
        ),
        Example.no_evidence(
            _LINKS,
            says="局长信箱",
            pages=(sample.column("consultation", title="局长信箱", status=None, error="timeout"),),
        ),
    ],
    catalogue=("interaction-unresponsive", "consultation-column"),
)
def consultation_channel_present(snapshot: Snapshot) -> Iterable[Finding]:
    """A column in which one can write to the site is there.

    检查内容：
        网站是否有咨询投诉类栏目，栏目中是否有可填写的表单、写信入口或已公开的留言。信访、纪检举报等专门渠道不计。
    检查依据：
        国办秘函〔2019〕19号“互动回应差”：未提供有效的网上咨询渠道的，单项否决。
    整改方法：
        开设网上咨询栏目，保证能够填写和提交；使用上级平台的，在首页设置清楚的入口。
    人工判断：
        首页和互动类栏目都完整可读、也看过网站地图或多个栏目而未见任何咨询渠道的，才判为不符合。渠道在站外平台（如12345、政务服务网）、
        入口链接没有指向、页面由脚本生成、栏目中未见填写入口时，需人工查看。
    已知局限：
        不提交测试信件，不判断提交后能否送达；需登录才能填写的视为已提供渠道。
    """
    words = message_words().channel
    found = channel(snapshot, (ColumnType.CONSULTATION,), words["title"])
    usable = [(page, document(snapshot, page).derive(read_messages)) for page in found.seen]
    best = max(usable, key=lambda pair: _use(*pair), default=None)
    if best is not None:
        yield _judged(*best)
        return
    finding = absent(snapshot, found, "网上咨询渠道")
    special = [
        page
        for page in snapshot.pages_of(Role.COLUMN)
        if page.column and page.column.type == ColumnType.REPORTING
    ]
    if finding.verdict is Verdict.VIOLATION:
        platform = _platform(snapshot)
        if platform:
            text = f"本站未见网上咨询渠道，首页链接到{platform}，是否由其受理咨询需人工确认。"
            finding = Finding.at(Verdict.NEEDS_REVIEW, text, snapshot.home)
        elif special and special[0].column is not None:
            title = quoted(special[0].column.title)
            text = f"首页和互动类栏目中均未见网上咨询渠道，仅见专门渠道“{title}”。"
            finding = Finding.at(Verdict.VIOLATION, text, snapshot.home)
    yield finding


def _use(page: Page, shown: MessageList) -> int:
    """How much a column says for its being a channel."""
    if not owes_replies(page):
        return 0
    return 4 * shown.form + 3 * bool(shown.entries) + 2 * shown.login + (1 if _letters(shown) else 0)


def _letters(shown: MessageList) -> bool:
    return any(message.asked is not None and message.state != "unknown" for message in shown.messages)


def _judged(page: Page, shown: MessageList) -> Finding:
    title = quoted(page.column.title if page.column is not None else page.url)
    if not owes_replies(page):
        return Finding.at(Verdict.NEEDS_REVIEW, f"仅见栏目“{title}”，是否属于专门渠道需人工确认。", page)
    if shown.form:
        return Finding.at(Verdict.OK, f"栏目“{title}”可以在网上填写咨询。", page)
    if shown.entries:
        return Finding.at(Verdict.OK, f"栏目“{title}”有填写入口“{quoted(shown.entries[0].label)}”。", page)
    if shown.login:
        return Finding.at(Verdict.OK, f"栏目“{title}”登录后可以填写咨询。", page)
    if _letters(shown):
        return Finding.at(Verdict.OK, f"栏目“{title}”公开有公众留言及其办理情况。", page)
    dead = f"，“{quoted(shown.dead_entry)}”链接没有指向" if shown.dead_entry else ""
    why = f"；{shown.scripted}" if shown.scripted else ""
    return Finding.at(
        Verdict.NEEDS_REVIEW, f"栏目“{title}”中未见填写咨询的入口{dead}{why}，需人工确认。", page
    )


def _platform(snapshot: Snapshot) -> str:
    """The host of a platform for questions that the home page links to."""
    words = message_words().channel["platform"]
    own = host_of(snapshot.home.final_url or snapshot.home.url)
    for link in document(snapshot, snapshot.home).links:
        host = host_of(link.url)
        if host and host != own and words.search(host):
            return host
    return ""
