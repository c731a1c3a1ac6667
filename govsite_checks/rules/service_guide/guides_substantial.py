"""Guides do not lack most of their elements."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.guides.services import Offer, Sampled, read_guides, read_offer
from govsite_checks.reading.links.reach import key_of
from govsite_checks.reading.links.verdicts import listed

_THIN = "<h1>食品经营许可</h1><p>设定依据：食品安全法</p><p>申请条件：年满十八周岁</p><p>申请材料：身份证</p>"
_FULL = (
    _THIN
    + "<p>办理地点：一号窗口</p><p>办理时间：周一至周五</p><p>联系电话：12345</p><p>办理流程：受理、发证</p>"
)


def _guides(*texts: str) -> tuple[Page, ...]:
    return tuple(sample.page("guide", f"/g/{n}.html", text) for n, text in enumerate(texts, 1))


def _column(count: int) -> Page:
    links = "".join(f'<li><a href="/g/{n}.html">第{n}项许可办事指南</a></li>' for n in range(1, count + 1))
    return sample.column("services", f"<ul>{links}</ul>")


@rule(
    id="guides-substantial",
    title="办事指南不大面积缺少要素",
    clause="index-2019/service-guide-elements",
    remediation="全面补齐办事指南的要素，避免多个事项同时缺少四类以上要素。",
    needs=(Role.GUIDE,),
    auto="P",
    examples=[
        Example.ok("", says="0个", pages=_guides(_FULL, _FULL)),
        Example.violation("", says="5个", pages=_guides(*[_THIN] * 5, _FULL)),
        Example.ok("", says="4个", pages=_guides(*[_THIN] * 4, _FULL)),
        Example.violation("", says="共2个", pages=(_column(2), *_guides(_THIN, _THIN))),
        Example.needs_review("", says="总数", pages=_guides(_THIN, _THIN), note="不知道全部事项有多少"),
        Example.ok("", says="1个", pages=(_column(2), *_guides(_THIN, _FULL))),
        Example.needs_review(
            "",
            says="未能确认",
            pages=_guides(
                *[
                    "<table><tr><th>申请条件</th><td>{{a}}</td></tr><tr><th>申请材料</th><td>{{b}}</td></tr></table>"
                ]
                * 5
            ),
        ),
    ],
    catalogue=("service-impractical",),
)
def guides_substantial(snapshot: Snapshot, *, min_missing: int = 4, min_guides: int = 5) -> Iterable[Finding]:
    """Fewer than so many guides lack so many classes of elements, and not all where there are only a few.

    检查内容：
        抽查的办事指南中，缺少4类以上要素的有多少个；达到5个，或事项总数不足5个而每个都缺少4类以上的，视为不符合。
    检查依据：
        国办秘函〔2019〕19号“服务不实用”（单项否决）；类数和个数未核实。
    整改方法：
        按要素清单全面补齐办事指南。
    人工判断：
        只计能够确认缺少的要素。内容由脚本、模板生成的指南较多，或事项总数不能确定时，需人工判断。
    已知局限：
        只看抽查到的指南；指南在站外平台的不在抽查之列。
    """
    guides = snapshot.derive(read_guides)
    thin = [one for one in guides if len(one.guide.surely_missing) >= min_missing]
    unclear = [one for one in guides if one not in thin and len(one.guide.missing) >= min_missing]
    page = (thin or list(guides))[0].page
    names = listed([one.name for one in thin], 3)
    said = f"抽查的{len(guides)}个办事指南中，缺少{min_missing}类以上要素的有{len(thin)}个"
    if len(thin) >= min_guides:
        yield Finding.at(Verdict.VIOLATION, f"{said}：{names}。", page)
    elif thin and len(thin) == len(guides) < min_guides:
        yield _few(snapshot, guides, said, min_guides)
    elif len(thin) + len(unclear) >= min_guides or len(unclear) == len(guides):
        text = f"{said}，另有{len(unclear)}个的要素未能确认，需人工查看。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, page)
    else:
        yield Finding.at(Verdict.OK, f"{said}。", page)


def _few(snapshot: Snapshot, guides: tuple[Sampled, ...], said: str, min_guides: int) -> Finding:
    """What it amounts to that each of a few guides is thin: it depends on whether they are all that there are."""
    offer = snapshot.derive(read_offer)
    page = guides[0].page
    if _is_all(snapshot, guides, offer):
        text = f"所见事项共{len(guides)}个，不足{min_guides}个；{said}。"
        return Finding.at(Verdict.VIOLATION, text, page)
    return Finding.at(Verdict.NEEDS_REVIEW, f"{said}；事项总数未能确认，需人工查看。", page)


def _is_all(snapshot: Snapshot, guides: tuple[Sampled, ...], offer: Offer) -> bool:
    """Whether the guides that were seen are all that the services columns lead to."""
    seen = {key_of(one.page.url) for one in guides}
    unseen = any(not page.seen for page in snapshot.pages_of(Role.GUIDE))
    return (
        bool(offer.columns and offer.here)
        and not (unseen or offer.elsewhere or len(offer.systems) > len(offer.here))
        and {*map(key_of, offer.here)} <= seen
    )
