"""The home page has an entry to an accessible form, or one for the elderly."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.looks.accessibility import Entry, read_accessibility
from govsite_checks.reading.page.document import document

_PAGE = '<a href="/zwgk/">政务公开</a>{}'


def _shown(entry: str, script: str = "/j/a.js") -> Page:
    """A home page with a script, as a browser shows it."""
    sent = sample.page(Role.HOME, "/", _PAGE.format(f'<script src="{script}"></script>'))
    return sample.rendered(sent, _PAGE.format(entry))


@rule(
    id="accessibility-entry-present",
    title="首页提供无障碍或适老版入口",
    clause="accessibility-2021/evaluation",
    remediation="在首页醒目处提供无障碍或适老版入口。",
    examples=[
        Example.ok('<a href="javascript:;" id="wza">无障碍浏览</a>', says="“无障碍浏览”"),
        Example.ok('<a href="/old/"><img src="/i/old.png" alt="长者模式"></a>', says="“长者模式”"),
        Example.needs_review(
            '<a href="/zwgk/">政务公开</a><script src="/wza/aria.js"></script>',
            says="工具条",
            note="入口由工具条插入",
        ),
        Example.needs_review(
            '<a href="/zwgk/">政务公开</a><script src="/j/a.js"></script>', says="可能由脚本"
        ),
        Example.violation('<a href="/zwgk/">政务公开</a>', says="未见"),
        Example.ok('<em onclick="old()">敬老版</em>', says="“敬老版”"),
        Example.needs_review("<p>无障碍阅读</p>", says="未见可以点击的入口"),
        Example.ok(
            "",
            says="“无障碍浏览”",
            pages=(_shown('<a href="javascript:;">无障碍浏览</a>'),),
            note="由脚本插入",
        ),
        Example.violation("", says="未见", pages=(_shown(""),), note="浏览器打开后，脚本没有插入入口"),
        Example.needs_review(
            "", says="工具条", pages=(_shown("", "/wza/aria.js"),), note="工具条的入口可能没有文字"
        ),
        Example.violation(
            '<a href="/a/1.html">我市召开无障碍环境建设工作会议部署下一阶段任务</a>',
            says="未见",
            note="新闻标题不是入口",
        ),
    ],
    catalogue=("elder-entry",),
)
def accessibility_entry_present(snapshot: Snapshot) -> Iterable[Finding]:
    """A link, a button or a picture of the home page is named as the way to an accessible form.

    检查内容：
        首页是否有“无障碍”“长者模式”“关怀版”等入口；属建议性检查。
    检查依据：
        关于政府网站适老化与无障碍改造的要求。
    整改方法：
        在首页醒目处提供入口；入口由脚本插入的，建议同时在网页中保留文字链接。
    人工判断：
        页面有脚本或框架时入口可能由脚本插入，只见文字或图片而不知是否可以点击的，由人工查看；页面没有任何脚本和框架且未见入口时判为不符合。
    已知局限：
        只看入口是否存在，工具条不等于已完成无障碍改造。
    """
    home = snapshot.home
    entry, words = document(snapshot, home).derive(read_accessibility)
    if entry is Entry.SHOWN:
        yield Finding.at(Verdict.OK, f"首页有“{words}”入口。", home)
    elif entry is Entry.TOOL:
        yield Finding.at(
            Verdict.NEEDS_REVIEW, "首页载入了无障碍工具条，入口由脚本插入，需人工查看。", home, snippet=words
        )
    elif entry is Entry.NAMED:
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"首页有“{words}”，未见可以点击的入口，需人工查看。", home, snippet=words
        )
    elif entry is Entry.SCRIPTED:
        yield Finding.at(
            Verdict.NEEDS_REVIEW,
            "首页未见无障碍或适老版入口，入口可能由脚本插入或在框架中，需人工查看。",
            home,
        )
    else:
        yield Finding.at(Verdict.VIOLATION, "首页未见无障碍或适老版入口。", home)
