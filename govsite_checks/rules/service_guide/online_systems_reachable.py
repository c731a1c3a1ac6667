"""Systems to declare and to query online answer."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, rule
from govsite_checks.reading.links.reach import Reach, State, answers
from govsite_checks.reading.links.verdicts import Followed, label_of, report

_GUIDE = sample.page("guide", "/g/1.html", '<p><a href="https://sb.example.gov.cn/apply">在线申报</a></p>')
_ELSEWHERE = sample.page("external", "https://www.other.gov.cn/")


def _system(**more: object) -> Page:
    return sample.page("online-system", "https://sb.example.gov.cn/apply", parent="/g/1.html", **more)  # type: ignore[arg-type]


@rule(
    id="online-systems-reachable",
    title="在线申报和查询系统能够访问",
    clause="census-2015/online-system",
    remediation="恢复在线系统的访问，或更新入口地址；已停用的系统应撤下入口。",
    needs=(Role.HOME,),
    examples=[
        Example.ok("", says="1 个", pages=(_GUIDE, _system())),
        Example.violation("", says="在线申报", pages=(_GUIDE, _system(status=404, error="http-status"))),
        Example.needs_review(
            "",
            says="域名不存在",
            pages=(_GUIDE, _ELSEWHERE, _system(status=None, error="dns", detail="域名不存在")),
            note="需换网络环境确认",
        ),
        Example.no_evidence("", says="未能确认", pages=(_GUIDE, _system(status=None, error="timeout"))),
        Example.needs_review("", says="需要登录", pages=(_GUIDE, _system(status=401))),
        Example.no_evidence("", says="未抽查", pages=(_GUIDE,)),
    ],
    catalogue=("online-system",),
    scope="online",
)
def online_systems_reachable(snapshot: Snapshot) -> Iterable[Finding]:
    """No online system that the site links to is answered by 404 or 410, or has a name that does not exist.

    检查内容：
        办事指南和办事栏目链接的在线申报、查询系统能否访问，打不开的逐一列出。
    检查依据：
        国办发〔2015〕15号普查评分表“在线系统”；扣分办法未核实。
    整改方法：
        恢复访问或更新入口地址，撤下已停用系统的入口。
    人工判断：
        需要登录、数字证书或在专网内使用的，域名在本机不能解析的，以及抽查的系统全部打不开时，需人工查看。
    已知局限：
        只访问入口，不登录、不提交；超时、拒绝访问等不视为打不开。
    """
    known = snapshot.derive(answers)
    followed = []
    for page in snapshot.pages_of(Role.SYSTEM):
        label = label_of(snapshot, known, page) or page.url
        followed.append(Followed(label, page, _seen(known.reach(page), page), "在线系统"))
    yield from report(followed, "在线系统", home=snapshot.home)


def _seen(reached: Reach, page: Page) -> Reach:
    """What asks for a login or a certificate is for a person to try."""
    if page.status == 401 or (page.status == 403 and page.error in {"", PageError.HTTP_STATUS}):
        return Reach(State.DOUBTFUL, f"需要登录或授权（返回 {page.status}）")
    return reached
