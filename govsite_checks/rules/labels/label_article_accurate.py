"""The labels of content pages say what the pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.articles.article import letters, read_article
from govsite_checks.reading.articles.label_gaps import labels_of, own_pages
from govsite_checks.reading.dates.reading import first_date, plain
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.page.document import document

_FORM = re.compile(r"\d{4}-\d{2}-\d{2} (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")


def _article(title: str, date: str, shown: str = "关于示例工作的报道") -> Page:
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{date}">'
    body = f"<title>{shown}-示例市人民政府</title><h1>{shown}</h1><p>示例正文。</p>"
    return sample.page(Role.ARTICLE, f"/a/{len(date)}{len(title)}.html", head + body)


@rule(
    id="label-article-accurate",
    title="内容标签与页面一致、格式规范",
    clause="guideline-2017/meta-article",
    remediation="PubDate 按“YYYY-MM-DD HH:MM”填写，ArticleTitle 与页面显示的标题一致，由发布系统自动生成。",
    needs=(Role.ARTICLE,),
    examples=[
        Example.ok("", says="1个", pages=(_article("关于示例工作的报道", "2018-09-03 08:30"),)),
        Example.ok(
            "",
            pages=(_article(" 关于&#31034;例工作 的报道", "2018—09—03 08:30:15"),),
            note="长横线、秒、实体和空格",
        ),
        Example.violation(
            "", says="PubDate为“2018-09-03”", pages=(_article("关于示例工作的报道", "2018-09-03"),)
        ),
        Example.violation(
            "", says="PubDate为“2018年9月3日”", pages=(_article("关于示例工作的报道", "2018年9月3日"),)
        ),
        Example.violation(
            "",
            says="PubDate为“2018-02-31 08:30”",
            pages=(_article("关于示例工作的报道", "2018-02-31 08:30"),),
        ),
        Example.violation(
            "", says="ArticleTitle为“通用模板”", pages=(_article("通用模板", "2018-09-03 08:30"),)
        ),
        Example(
            "",
            (Expected(Verdict.VIOLATION, "2个页面"),),
            pages=(
                _article("关于示例工作的报道", "2018-9-3"),
                _article("关于示例工作的报道", "2018/09/03 08:30"),
            ),
        ),
        Example.not_applicable(
            "", says="未见", pages=(sample.page(Role.ARTICLE, "/a/1.html", "<h1>题</h1>"),)
        ),
    ],
    catalogue=("meta-article",),
)
def label_article_accurate(snapshot: Snapshot) -> Iterable[Finding]:
    """PubDate has the form of the guideline, ArticleTitle equals the title that the page shows.

    检查内容：
        内容页 PubDate 标签是否为“YYYY-MM-DD HH:MM”（长横线视同短横线，可以带秒）且日期存在；
        ArticleTitle 标签与页面显示的标题是否一致（不计空格、标点和字符实体）。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》“网页标签”对内容页标签的要求。
    整改方法：
        由发布系统按规定格式自动生成标签。
    人工判断：
        标签标题与页面上的标题部分相同（如有副题、标题被截短），或未能确定页面显示的标题的，视为一致，不作结论。
    已知局限：
        只查抽样的内容页；没有标签或内容为空的由另一项检查判断；不判断来源是否属实。
    """
    pages = own_pages(snapshot, (Role.ARTICLE,))
    dates = [(page, labels_of(snapshot, page).pub_date) for page in pages]
    titles = [(page, labels_of(snapshot, page).article_title) for page in pages]
    malformed = [(page, value) for page, value in dates if value and not _well_formed(value, snapshot)]
    differing = [(page, value) for page, value in titles if value and _differs(snapshot, page, value)]
    if malformed:
        page, value = malformed[0]
        yield Finding.at(
            Verdict.VIOLATION,
            f"{_share(malformed)}PubDate为“{clean(value)}”，不是“YYYY-MM-DD HH:MM”。",
            page,
        )
    if differing:
        page, value = differing[0]
        shown = clean(document(snapshot, page).derive(read_article).title)
        said = f"{_share(differing)}ArticleTitle为“{clean(value)}”，页面显示的标题为“{shown}”"
        yield Finding.at(Verdict.VIOLATION, f"{said}。", page)
    if malformed or differing:
        return
    if any(value for _, value in (*dates, *titles)):
        yield Finding.at(Verdict.OK, f"已查看的{len(pages)}个内容页标签格式规范，标题一致。", pages[0])
    else:
        yield Finding(Verdict.NOT_APPLICABLE, "已查看的内容页未见标题和发布时间标签。", snapshot.site.url)


def _share(group: list[tuple[Page, str]]) -> str:
    return f"有{len(group)}个页面，如“{clean(group[0][0].url, 80)}”的"


def _well_formed(value: str, snapshot: Snapshot) -> bool:
    flat = " ".join(plain(value).split())
    return _FORM.fullmatch(flat) is not None and first_date(flat, snapshot.as_of) is not None


def _differs(snapshot: Snapshot, page: Page, value: str) -> bool:
    """Whether a page surely shows another title: it shows one, and the label's words nowhere."""
    of = document(snapshot, page)
    shown, wanted = letters(of.derive(read_article).title), letters(value)
    if len(shown) < 4 or not wanted or shown in wanted or wanted in shown:
        return False
    return (
        wanted not in letters(of.text) and wanted[:8] not in letters(of.text) and shown in letters(of.title)
    )
