"""Interpretations link back to the policy that they interpret."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.page.document import document
from govsite_checks.reading.publication.kinds import articles_of
from govsite_checks.reading.publication.policies import links_policy

_BODY = "<p>近日，市政府印发了《示例市道路养护管理办法》，现就有关内容解读如下。</p><p>一、制定的背景。</p>"


def _read(more: str = "") -> Page:
    html = f"<h1>《示例市道路养护管理办法》解读</h1><div class='content'>{_BODY}{more}</div>"
    return sample.page("article", "/jd/1.html", html, column=sample.column_of("interpretation"))


@rule(
    id="interpretations-sourced",
    title="政策解读链接到被解读的文件",
    clause="index-2019/publish-and-interpret",
    remediation="在解读页面上链接到被解读的政策文件，与文件页面相互关联。",
    needs=(Role.HOME, Role.ARTICLE),
    examples=[
        Example.ok("", says="1 篇", pages=(_read('<p><a href="/zc/1.html">政策原文</a></p>'),)),
        Example.ok(
            "", says="1 篇", pages=(_read('<p><a href="/zc/1.html">《示例市道路养护管理办法》</a></p>'),)
        ),
        Example.ok(
            "",
            says="1 篇",
            pages=(
                _read('<p>详见<a href="/zc/1.html">这里</a></p>'),
                sample.page("article", "/zc/1.html", "<h1>办法</h1>", column=sample.column_of("policy")),
            ),
            note="链接到政策栏目的文章",
        ),
        Example.ok(
            "",
            says="1 篇",
            pages=(
                _read(
                    '<div class="related"><b>相关文件</b><ul><li><a href="/zc/9.html">示例市人民政府关于印发道路养护办法的通知</a></li></ul></div>'
                ),
            ),
            note="链接文字是文件标题",
        ),
        Example.ok(
            "",
            says="1 篇",
            pages=(
                sample.column("policy", sample.rows(10, 20, folder="/policy/")),
                _read('<p><a href="/policy/content_1234.html">道路养护</a></p>'),
            ),
            note="链接到政策栏目之下",
        ),
        Example.needs_review("", says="未见链接到政策文件", pages=(_read(),)),
        Example.needs_review(
            "",
            says="未见链接到政策文件",
            pages=(_read('<p>下一篇：<a href="/jd/2.html">关于《示例市集市管理规定》的解读</a></p>'),),
            note="链接到的是另一篇解读",
        ),
        Example.needs_review(
            "", says="未见链接到政策文件", pages=(_read('<p><a href="/news/">工作动态</a></p>'),)
        ),
        Example.no_evidence("", says="未抽查到政策解读"),
    ],
    catalogue=("interpretation-linking",),
    auto="P",
)
def interpretations_sourced(snapshot: Snapshot) -> Iterable[Finding]:
    """Interpretations lead to the policy they are of.

    检查内容：
        抽查到的政策解读，正文或“相关文件”处是否链接到被解读的政策文件。
    检查依据：
        国办秘函〔2019〕19号检查指标中的“解读关联”（分值和扣分办法未核实）。
    整改方法：
        在解读页面上链接到被解读的政策文件，与文件页面相互关联。
    人工判断：
        未见链接的一律由人工确认，本项不判不符合：解读的可能是其他机关的文件，链接也可能由脚本生成。
    已知局限：
        链接按文字（原文、相关文件、书名号、文件标题）和所指栏目识别；不核对所链文件是否就是被解读的文件。
    """
    pages = articles_of(snapshot, ColumnType.INTERPRETATION)
    if not pages:
        yield Finding.at(Verdict.NO_EVIDENCE, "未抽查到政策解读的内容页。", snapshot.home)
        return
    missing = [page for page in pages if not links_policy(snapshot, page)]
    if not missing:
        yield Finding.at(Verdict.OK, f"抽查的政策解读 {len(pages)} 篇均链接到政策文件。", pages[0])
        return
    names = "、".join(f"“{clean(_title(snapshot, page), 30)}”" for page in missing[:3])
    more = "等" if len(missing) > 3 else ""
    yield Finding.at(
        Verdict.NEEDS_REVIEW,
        f"抽查的政策解读 {len(pages)} 篇中 {len(missing)} 篇未见链接到政策文件：{names}{more}，需人工确认。",
        missing[0],
    )


def _title(snapshot: Snapshot, page: Page) -> str:
    return document(snapshot, page).derive(read_article).title or page.title or page.url
