"""Links in navigation and lists have a target."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.empty_links import EmptyLinks, read_empty_links
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.COLUMN)


@rule(
    id="link-targets-present",
    title="导航和列表中的链接均有指向（无空链）",
    clause="guideline-2017/dead-link",
    remediation="为没有指向的链接补上地址，或改为普通文字。",
    needs=_PAGES,
    examples=[
        Example.ok('<ul><li><a href="/zwgk/">政务公开</a></li></ul>', says="未见"),
        Example.violation(
            '<ul><li><a href="/zwgk/">政务公开</a></li><li><a href="#">领导信息</a></li></ul>',
            says="“领导信息”",
        ),
        Example.needs_review(
            '<ul><li><a href="javascript:;">领导信息</a></li></ul><script src="/j.js"></script>',
            says="脚本",
            note="页面有脚本，点击时可能有动作",
        ),
        Example.ok(
            '<a href="#">返回顶部</a><a href="javascript:void(0)" onclick="go()">办事</a><a href="#" class="tab">要闻</a>'
            '<li><a href="#">政务公开</a><ul><li><a href="/a/">公告</a></li></ul></li>',
            says="未见",
            note="控件、带动作的链接、选项卡、菜单标题都不是空链",
        ),
        Example.violation(
            "",
            says="栏目页",
            pages=(sample.column("notice", '<ul><li><a href="#">关于示例的通知</a></li></ul>'),),
        ),
    ],
    catalogue=("dead-link",),
    auto="P",
)
def link_targets_present(snapshot: Snapshot) -> Iterable[Finding]:
    """No link of navigation or lists leads nowhere on a page without scripts; with scripts, a person clicks.

    检查内容：
        首页和栏目页上的链接地址是否为空、“#”或空脚本，并且没有点击动作；有的逐一列出链接文字。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：网站不得有打不开或指向错误的链接。
    整改方法：
        为链接补上地址；暂无内容的改为普通文字。
    人工判断：
        页面没有任何脚本时判为不符合；有脚本的，点击时可能有动作，由人工点击确认。
    已知局限：
        选项卡、菜单标题、返回顶部、分享、登录等控件按文字和名称排除，个别真正的空链可能因此漏掉。
    """
    said: set[str] = set()
    for page in snapshot.pages:
        if page.role not in _PAGES or not page.seen:
            continue
        empty = document(snapshot, page).derive(read_empty_links)
        names = [link.text for link in empty.links if link.text not in said]
        said.update(names)
        if names:
            where = ROLE.get(page.role, "页面")
            yield Finding.at(_verdict(empty), _text(where, names, empty), page, snippet=" ".join(names[:10]))
    if not said:
        yield Finding.at(Verdict.OK, "首页和抽查的栏目页未见没有指向的链接。", snapshot.home)


def _verdict(empty: EmptyLinks) -> Verdict:
    return Verdict.NEEDS_REVIEW if empty.scripted else Verdict.VIOLATION


def _text(where: str, names: list[str], empty: EmptyLinks) -> str:
    text = f"{where}有 {len(names)} 个链接没有指向（{listed(names, 5)}）"
    return f"{text}，点击时可能由脚本处理，需人工确认。" if empty.scripted else f"{text}。"
