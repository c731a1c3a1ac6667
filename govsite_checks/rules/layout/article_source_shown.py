"""Content pages name the source of their text."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.articles.sources import Source, is_list, read_source
from govsite_checks.reading.dates.reading import DateSource
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import Document, document

_TITLE = "<title>示例市召开专题会议</title><h1>示例市召开专题会议</h1>"
_BODY = "<p>会议研究了有关工作，听取了情况汇报，并对下一步工作作出安排。</p>"


def _article(line: str, more: str = "") -> tuple[Page, ...]:
    return (sample.page("article", "/a/1.html", f"{_TITLE}<p>{line}</p>{_BODY}{more}"),)


@rule(
    id="article-source-shown",
    title="内容页注明信息来源",
    clause="guideline-2017/article-source-shown",
    remediation="在内容页标题附近注明信息来源。",
    needs=(Role.ARTICLE,),
    examples=[
        Example.ok("", says="1 个", pages=_article("发布时间：2018-09-01 09:30 来源：本站")),
        Example.ok("", says="1 个", pages=_article("发文机关：示例市人民政府")),
        Example.violation("", says="“示例市召开专题会议”", pages=_article("发布时间：2018-09-01 09:30")),
        Example.needs_review(
            "", says="由脚本", pages=_article("发布时间：2018-09-01 来源：<script>write(s)</script>")
        ),
        Example.needs_review(
            "",
            says="未加标签",
            pages=_article("发布时间：2018-09-01 09:30 示例日报"),
            note="日期旁的文字可能就是来源",
        ),
        Example.no_evidence("", says="不能确认", pages=(sample.page("article", "/a/1.html", "<p>通知</p>"),)),
    ],
    catalogue=("article-source-shown",),
    auto="P",
)
def article_source_shown(snapshot: Snapshot) -> Iterable[Finding]:
    """Each sampled content page with a title and a date names a source, or the body that issued it.

    检查内容：
        抽查的内容页是否注明来源；政府文件注明发文机关、发布机构的也算。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：文章页应注明信息来源。
    整改方法：
        在内容页模板的标题附近增加“来源”，转载的写明原出处。
    人工判断：
        读到标题和发布时间、全页没有来源字样且没有脚本填写的迹象时判为不符合；来源可能由脚本填写、日期旁另有未加标签的文字时由人工查看。
    已知局限：
        不核对来源是否属实；分享功能不在检查之内；没有读到标题和发布时间的页面不作判断。
    """
    pages = [page for page in snapshot.pages_of(Role.ARTICLE) if page.seen]
    found = [(page, document(snapshot, page).derive(read_source)) for page in pages]
    missing = [
        page for page, source in found if source is Source.MISSING and _is_article(document(snapshot, page))
    ]
    unsure = [page for page, source in found if source is Source.UNSURE]
    shown = sum(source is Source.SHOWN for _, source in found)
    for chosen, verdict, words in (
        (missing, Verdict.VIOLATION, "未注明来源（{}）。"),
        (unsure, Verdict.NEEDS_REVIEW, "来源可能由脚本填写或未加标签（{}），需人工查看。"),
    ):
        if chosen:
            names = listed([_title(document(snapshot, page)) for page in chosen], 3)
            yield Finding.at(verdict, f"抽查的内容页中有 {len(chosen)} 个{words.format(names)}", chosen[0])
    if not missing and not unsure:
        text = f"抽查的 {shown} 个内容页注明了来源。" if shown else "抽查的页面不能确认是内容页，未判断来源。"
        yield Finding.at(Verdict.OK if shown else Verdict.NO_EVIDENCE, text, snapshot.home)


def _is_article(page: Document) -> bool:
    article = page.derive(read_article)
    dated = article.shown is not None and article.shown.source is DateSource.TEXT
    return bool(article.title) and dated and not is_list(page)


def _title(page: Document) -> str:
    return page.derive(read_article).title or page.title
