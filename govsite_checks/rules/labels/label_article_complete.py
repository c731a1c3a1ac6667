"""Content pages carry the content labels."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.articles.label_gaps import ARTICLE, gaps
from govsite_checks.reading.articles.sources import is_list
from govsite_checks.reading.page.document import document

_HEAD = (
    '<meta name="ArticleTitle" content="关于示例工作的报道"><meta name="PubDate" content="2018-09-03 08:30">'
    '<meta name="ContentSource" content="市政府办公室">'
)


@rule(
    id="label-article-complete",
    title="内容页有内容标签",
    clause="guideline-2017/meta-article",
    remediation="在内容页模板中加入 ArticleTitle、PubDate 和 ContentSource 三个标签并填写内容。",
    needs=(Role.ARTICLE,),
    examples=[
        Example.ok("", says="均有", pages=(sample.page(Role.ARTICLE, "/a/1.html", _HEAD),)),
        Example.violation(
            "", says="未见ArticleTitle", pages=(sample.page(Role.ARTICLE, "/a/1.html", "<h1>题</h1>"),)
        ),
        Example.violation(
            "",
            says="2个页面中，有1个ContentSource标签没有内容",
            pages=(
                sample.page(Role.ARTICLE, "/a/1.html", _HEAD),
                sample.page(Role.ARTICLE, "/a/2.html", _HEAD.replace("市政府办公室", "")),
            ),
        ),
        Example.no_evidence(
            "",
            says="没有可供检查标签的页面",
            pages=(sample.page(Role.ARTICLE, "/a/", f"<title>通知公告</title>{sample.rows(*range(1, 16))}"),),
            note="抽到的是列表页",
        ),
        Example.no_evidence(
            "",
            says="没有可供检查标签的页面",
            pages=(sample.page(Role.ARTICLE, "/a/9.html", "<title>提示</title><p>您访问的页面不存在。</p>"),),
            note="内容已删除，返回的是提示页",
        ),
    ],
    catalogue=("meta-article", "page-tags"),
)
def label_article_complete(snapshot: Snapshot) -> Iterable[Finding]:
    """Every sampled content page has its three mandatory labels with content.

    检查内容：
        已查看的内容页是否都有 ArticleTitle、PubDate、ContentSource 标签且内容不为空。缺少相同标签的页面合为一条结论。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》“网页标签”：内容页应设置的三个必选标签。
    整改方法：
        在内容页模板中统一加入三个标签，由发布系统自动填写。
    人工判断：
        无。标签内容是否与页面一致由另一项检查判断。
    已知局限：
        只查抽样的内容页；附件、站外页面、提示内容不存在的页面和列表页不计；关键词、作者等可选标签不查。
    """
    yield from gaps(snapshot, (Role.ARTICLE,), ARTICLE, lambda page: not is_list(document(snapshot, page)))
