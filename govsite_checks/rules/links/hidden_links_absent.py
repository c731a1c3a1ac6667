"""No page hides links that lead out of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.hidden_links import CERTAIN, MENUS, HiddenLink, How, read_hidden_links
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.SITEMAP, Role.COLUMN, Role.COLUMN_NEXT, Role.ARTICLE, Role.GUIDE)
_LINK = '<a href="http://x.example.com/">{}</a>'


@rule(
    id="hidden-links-absent",
    title="页面没有指向站外的隐藏链接（暗链）",
    clause="guideline-2017/external-link-notice",
    remediation="删除隐藏的站外链接，排查页面被篡改的原因和同一时间改动过的文件。",
    needs=_PAGES,
    examples=[
        Example.ok('<p><a href="http://x.example.com/">某协会</a></p>', says="未见"),
        Example.ok(
            '<ul style="display:none"><li><a href="/zwgk/">政务公开</a><a href="https://www.gov.cn/">中国政府网</a></ul>',
            says="未见",
            note="隐藏的下拉菜单指向本站和政府网站",
        ),
        Example.violation(
            f'<div style="position:absolute; left:-2000px">{_LINK.format("时时彩平台")}</div>',
            says="“时时彩平台”",
        ),
        Example.violation(
            f'<div style="display: none">{_LINK.format("澳门新葡京")}</div>', says="设为不显示"
        ),
        Example.violation(
            f'<marquee height="1" width="3" scrollamount="3000">{_LINK.format("传奇私服")}</marquee>',
            says="滚动条",
        ),
        Example.needs_review(
            f'<div style="height:1px;overflow:hidden">{_LINK.format("某公司")}</div>', says="“某公司”"
        ),
        Example.needs_review(
            f'<style>.k1{{display:none}}</style><div class="k1">{_LINK.format("时时彩平台")}</div>',
            says="样式表",
            note="样式表里的隐藏可能由脚本打开",
        ),
        Example.ok(
            '<div style="display:none"><a href="https://news.people.com.cn/1.html">打击网络赌博专项行动</a></div>',
            says="未见",
            note="隐藏的选项卡里是新闻媒体的报道",
        ),
        Example.needs_review(
            "",
            says="内容页",
            pages=(sample.page("article", "/a/1.html", f"<p hidden>{_LINK.format('某公司')}</p>"),),
        ),
    ],
    catalogue=("external-link-notice", "security-leak-incident"),
    auto="P",
)
def hidden_links_absent(snapshot: Snapshot) -> Iterable[Finding]:
    """No link to a host of no government is hidden by its element's own style, far away, or a pixel in size.

    检查内容：
        各页面是否有读者看不见的站外链接：不显示、移出可见区域、高宽为 0 或 1 像素、放在极小的滚动条中等。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：外部链接应全部可见，不得有暗链。
    整改方法：
        删除隐藏的链接；暗链多由页面被篡改所致，应一并排查服务器。
    人工判断：
        链接由元素自身的样式隐藏、指向非政府网站、文字属于博彩等买卖暗链的行业，三者都符合才判为不符合；其余由人工查看。
    已知局限：
        外部样式表和运行中的脚本不在其内；隐藏的下拉菜单里的新闻媒体等常见网站不列出。
    """
    found = False
    for page in snapshot.pages:
        if page.role in _PAGES and page.seen:
            hidden = _worth_a_look(document(snapshot, page).derive(read_hidden_links))
            found = found or bool(hidden)
            yield from _findings(hidden, page)
    if not found:
        yield Finding.at(Verdict.OK, "抽查的页面未见指向非政府网站的隐藏链接。", snapshot.home)


def _worth_a_look(hidden: tuple[HiddenLink, ...]) -> list[HiddenLink]:
    """A trade's words; and hosts that are not known, hidden as menus and lists of friendly links are not."""
    # Among state media and the like, what is not displayed is a list that opens at a click.
    opens = any(item.outward.known and item.how is How.GONE for item in hidden)
    usual = MENUS | ({How.GONE} if opens else set())
    return [item for item in hidden if item.sold or not (item.outward.known or item.how in usual)]


def _findings(hidden: list[HiddenLink], page: Page) -> Iterator[Finding]:
    for verdict in (Verdict.VIOLATION, Verdict.NEEDS_REVIEW):
        chosen = [
            item for item in hidden if (item.sold and item.how in CERTAIN) == (verdict is Verdict.VIOLATION)
        ]
        if chosen:
            yield _finding(verdict, chosen, page)


def _finding(verdict: Verdict, chosen: list[HiddenLink], page: Page) -> Finding:
    first = chosen[0]
    names = listed([item.outward.link.label or item.outward.host for item in chosen], 3)
    text = f"{ROLE.get(page.role, '页面')}有 {len(chosen)} 个指向站外的隐藏链接（{names}，{first.how.value}）"
    text += "。" if verdict is Verdict.VIOLATION else "，需人工确认。"
    snippet = " ".join(item.outward.link.url for item in chosen[:5])
    return Finding.at(verdict, text, page, snippet=snippet)
