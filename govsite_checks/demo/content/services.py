"""Service guides, their forms and figures."""

from __future__ import annotations

from dataclasses import dataclass

from .articles import Place, Reference

# Four ways in which offices lay out a guide.
SHAPES = ("table", "dl", "headings", "paragraphs")

_MATTERS = (
    "老年人优待证办理",
    "社会团体成立登记",
    "公共场所使用备案",
    "临时占道许可",
    "档案查阅利用申请",
    "便民服务点设立申请",
    "从业资格证换发",
    "居住信息变更登记",
)

# Heading and words of each element, by shape: offices name the same thing differently.
_HEADINGS = {
    "table": ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程"),
    "dl": ("事项名称", "法律依据", "受理条件", "申请材料", "办公地址", "办公时间", "咨询电话", "办理程序"),
    "headings": (
        "一、事项名称",
        "二、设定依据",
        "三、申请条件",
        "四、申报材料",
        "五、受理地点",
        "六、受理时间",
        "七、咨询电话",
        "八、办理流程",
    ),
    "paragraphs": (
        "事项名称",
        "设定依据",
        "办理条件",
        "所需材料",
        "办理地点",
        "办理时间",
        "联系电话",
        "办理流程",
    ),
}
ELEMENTS = ("name", "basis", "conditions", "materials", "place", "time", "phone", "process")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a guide; ``lines`` is empty for a heading without words."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One service guide: ``url`` is a path; ``shape`` how it is laid out; ``online`` where one applies online."""

    title: str
    url: str
    shape: str
    elements: tuple[Element, ...]
    forms: tuple[Reference, ...]
    online: str


def guides_of(
    place: Place,
    phone: str,
    *,
    total: int,
    count: int,
    without: tuple[str, ...],
    empty: tuple[str, ...],
    vague: bool,
    forms: bool,
) -> tuple[Guide, ...]:
    """The guides of a site; the first ``count`` lack elements as the facts say."""
    return tuple(
        _guide(
            place,
            phone,
            i,
            without if i < count else (),
            empty if i < count else (),
            vague=vague and i < count,
            forms=forms or i >= count,
        )
        for i in range(min(total, len(_MATTERS)))
    )


def _guide(
    place: Place,
    phone: str,
    i: int,
    without: tuple[str, ...],
    empty: tuple[str, ...],
    *,
    vague: bool,
    forms: bool,
) -> Guide:
    title = _MATTERS[i]
    shape = SHAPES[i % len(SHAPES)]
    words = _words(title, place, phone, vague=vague)
    elements = tuple(
        Element(heading, () if kind in empty else words[kind])
        for kind, heading in zip(ELEMENTS, _HEADINGS[shape], strict=True)
        if kind not in without
    )
    url = place.article_url("bsfw", i, place.day(90 + i, i))
    papers = (
        (
            Reference(f"{title}申请表.doc", f"/uploads/form{i + 1}.doc"),
            Reference(f"{title}申请表（样表）.doc", f"/uploads/sample{i + 1}.doc"),
        )
        if forms
        else ()
    )
    return Guide(title, url, shape, elements, papers, f"/wsbs/apply.html?id={i + 1}" if i < 3 else "")


def _words(title: str, place: Place, phone: str, *, vague: bool) -> dict[str, tuple[str, ...]]:
    more = ("4.其他材料",) if vague else ("4.授权委托书（委托他人办理时提供）",)
    return {
        "name": (title,),
        "basis": (f"《示例省便民服务条例》第十二条：{title}由市级主管部门负责实施。",),
        "conditions": ("具有本市户籍或者在本市连续居住满一年，且提交的材料真实、齐全。",),
        "materials": ("1.申请表（原件1份）", "2.居民身份证（复印件1份）", "3.近期一寸免冠照片（2张）", *more),
        "place": (f"虚构市虚构路{place.number}号政务服务大厅二楼5号窗口",),
        "time": ("工作日上午9:00至12:00，下午13:30至17:00",),
        "phone": (phone,),
        "process": ("1.申请；2.受理；3.审核；4.办结；5.送达。自受理之日起5个工作日内办结。",),
    }
