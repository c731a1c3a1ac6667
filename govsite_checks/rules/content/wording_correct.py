"""The pages hold none of the wrong wordings on the list."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document
from govsite_checks.reading.safety.lexical import Hit, lexicon_of
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.COLUMN, Role.ARTICLE, Role.GUIDE)


@rule(
    id="wording-correct",
    title="页面文字未见错别字词表中的字样",
    clause="census-2015/serious-error",
    remediation="核对并改正页面上的错别字。",
    needs=_PAGES,
    examples=[
        Example.ok("<p>全面部署安全生产工作</p>", says="未见"),
        Example.needs_review("<p>全面布署安全生产工作</p>", says="“布署”，词表的写法为“部署”"),
        Example.ok("<p>该报发布署名文章</p>", says="未见", note="“发布署名”中的“布署”不是一个词"),
        Example.needs_review(
            "", says="内容页", pages=(sample.page("article", "/a/1.html", "<p>我们将一如继往做好服务</p>"),)
        ),
        Example.needs_review("<p>更正：文中“布署”应为“部署”</p>", says="“布署”", note="更正启事也只列为线索"),
    ],
    catalogue=("serious-error",),
    auto="P",
)
def wording_correct(
    snapshot: Snapshot, *, words: tuple[str, ...] = (), allowed: tuple[str, ...] = ()
) -> Iterable[Finding]:
    """No sampled page holds a wrong wording of the default list or of the user's own.

    检查内容：
        抽查页面的文字中是否有词表所列的错误写法；词表由内置的少量错别字和使用单位自定的字词组成。
    检查依据：
        全国政府网站普查评分表“严重错误”：不得存在严重错别字等。
    整改方法：
        核对原文后改正；词表误报的，把正确的词加入允许词表。
    人工判断：
        只提出线索，一律由人工确认；引文、更正启事、历史标题中的字样可以保留。
    已知局限：
        不理解语义，只认词表里的写法；图片、附件和视频中的文字不在其内。
    """
    lexicon = lexicon_of(tuple(words), tuple(allowed))
    said: set[str] = set()
    pages = [page for page in snapshot.pages if page.role in _PAGES and page.seen]
    for page in pages:
        for hit in lexicon.find(document(snapshot, page).text):
            if hit.context not in said:
                said.add(hit.context)
                yield _finding(hit, page)
    if not said:
        yield Finding.at(Verdict.OK, f"抽查的 {len(pages)} 个页面未见词表中的错误写法。", snapshot.home)


def _finding(hit: Hit, page: Page) -> Finding:
    where = ROLE.get(page.role, "页面")
    right = f"，词表的写法为“{quoted(hit.entry.right)}”" if hit.entry.right else "，在词表之内"
    text = f"{where}有“{quoted(hit.entry.wrong)}”{right}（见“…{quoted(hit.context, 60)}…”），需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=hit.context)
