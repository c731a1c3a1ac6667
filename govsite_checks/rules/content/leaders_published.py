"""The site publishes who leads the body: name, photograph, curriculum vitae, division of work."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Snapshot, Verdict, rule
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.lists.upkeep import Seen
from govsite_checks.reading.page.document import document
from govsite_checks.reading.publication.kinds import judge_published, offer_of, pages_of_columns
from govsite_checks.reading.publication.words import publication_words

_HOME = sample.home()
_MAP = sample.sitemap()
_WHOLE = (
    '<h1>某某 市长</h1><img src="/leaders/1.jpg" alt="某某"><p>简历：某某，1965年3月出生，大学学历。</p>'
    "<p>分工：主持市政府全面工作。</p>"
)
_TYPES = (ColumnType.LEADERS,)


def _column(html: str = "", error: str = "") -> Page:
    return sample.column("leaders", html, title="领导之窗", error=error)


@rule(
    id="leaders-published",
    title="公开负责人信息",
    clause="guideline-2017/leader-info-present",
    remediation="设置“领导信息”栏目，公布负责人的姓名、照片、简历和分工，人员变动时及时更新。",
    examples=[
        Example.ok(_HOME, says="姓名、照片、简历、分工", pages=(_column(_WHOLE),)),
        Example.ok(
            _HOME,
            says="姓名、照片、简历、分工",
            pages=(
                _column('<ul><li><a href="/l/1.html">某某 市长</a></li></ul>'),
                sample.page(
                    "article", "/l/1.html", _WHOLE, column=sample.column_of("leaders", title="领导之窗")
                ),
            ),
            note="栏目页只列姓名，详情在各人的页面",
        ),
        Example.ok(sample.home(("/ldxx/", "领导信息")), says="“领导信息”", note="只见链接"),
        Example.violation(_HOME, says="未见负责人信息", pages=(_MAP,)),
        Example.needs_review(
            _HOME,
            says="未见分工",
            pages=(_column(_WHOLE.replace("<p>分工：主持市政府全面工作。</p>", "")),),
        ),
        Example.needs_review(_HOME, says="未见照片、简历、分工", pages=(_column("<p>市长：某某</p>"),)),
        Example.needs_review("<p>首页</p>", says="内容极少", note="首页可能由脚本生成，不能说明没有"),
        Example.needs_review(sample.home(("/x/", "历任市长")), says="“历任市长”", pages=(_MAP,)),
        Example.no_evidence(_HOME, says="访问超时", pages=(_column(error="timeout"),)),
    ],
    catalogue=("leader-info-present",),
)
def leaders_published(snapshot: Snapshot) -> Iterable[Finding]:
    """The leaders of the body are published.

    检查内容：
        是否设有负责人（领导）信息栏目；查看过的栏目页和内容页上是否有姓名、照片、简历和分工。
    检查依据：
        《政府网站发展指引》对负责人信息的要求。
    整改方法：
        设置“领导信息”栏目，公布负责人的姓名、照片、简历和分工，人员变动时及时更新。
    人工判断：
        栏目确定没有时判不符合；看得到栏目而未见某项内容的，可能在未查看的页面上，由人工确认。
    已知局限：
        四项内容按用词和图片识别，是否齐全到每一位负责人、是否为现任，需人工判断。
    """
    offer = offer_of(snapshot, _TYPES)
    seen = [kept for kept in offer.columns if kept.seen in {Seen.DATED, Seen.UNSURE}]
    pages = pages_of_columns(snapshot, seen)
    if not pages:
        yield from judge_published(snapshot, _TYPES, "负责人信息")
        return
    missing = _missing(snapshot, pages)
    name = seen[0].title
    if not missing:
        yield Finding.at(Verdict.OK, f"栏目“{name}”公布了负责人的姓名、照片、简历、分工。", pages[0])
        return
    scripted = document(snapshot, pages[0]).derive(read_list).scripted
    why = f"（{scripted}）" if scripted else ""
    yield Finding.at(
        Verdict.NEEDS_REVIEW,
        f"查看过的栏目“{name}”的 {len(pages)} 个页面未见{'、'.join(missing)}{why}，需人工确认。",
        pages[0],
    )


def _missing(snapshot: Snapshot, pages: tuple[Page, ...]) -> list[str]:
    """Which of the four things none of the pages shows."""
    words = publication_words()["leader"]
    text = "\n".join(document(snapshot, page).text for page in pages)
    shown = {
        "姓名": bool(words["name"].search(text)),
        "照片": any(_has_photograph(snapshot, page) for page in pages),
        "简历": bool(words["curriculum"].search(text)),
        "分工": bool(words["division"].search(text)),
    }
    return [name for name, there in shown.items() if not there]


def _has_photograph(snapshot: Snapshot, page: Page) -> bool:
    return bool(document(snapshot, page).css("img[src], img[data-src]")[:1])
