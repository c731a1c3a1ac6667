"""The filings of a closed site are cancelled."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Snapshot, Verdict, rule

_NAMES = {"icp": "ICP备案", "police": "公安机关备案"}
_SILENT = "<title>公告</title><p>本网站已关停。</p>"


@rule(
    id="closed-filings-cancelled",
    title="已关停网站的备案已注销",
    clause="guideline-2017/migrate-notice-and-deregister",
    remediation="向备案管理部门和公安机关申请注销原网站的备案，办结后在台账的cancelled中登记。",
    examples=[
        Example(
            _SILENT,
            (Expected(Verdict.OK, "ICP备案"), Expected(Verdict.OK, "公安机关备案")),
            site={"status": "offline", "cancelled": (("icp", True), ("police", True))},
        ),
        Example(
            _SILENT,
            (Expected(Verdict.VIOLATION, "ICP备案尚未注销"), Expected(Verdict.NO_EVIDENCE, "公安机关备案")),
            site={"status": "offline", "cancelled": (("icp", False),)},
        ),
        Example(
            sample.site_page(),
            (Expected(Verdict.NO_EVIDENCE, "ICP备案"), Expected(Verdict.NO_EVIDENCE, "公安机关备案")),
            site={"status": "merged"},
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("offline", "merged"),
    catalogue=("migrate-notice-and-deregister",),
)
def closed_filings_cancelled(snapshot: Snapshot) -> Iterable[Finding]:
    """The ledger has the ICP and the police filing as cancelled.

    检查内容：
        永久下线、已整合网站的ICP备案和公安机关备案，台账是否登记为已注销。
    检查依据：
        《政府网站发展指引》要求迁移的网站注销注册标识和证书信息等；2018年第三季度通报要求杜绝“下线不注销”。
    整改方法：
        办理备案注销，并在台账中登记。
    人工判断：
        本条只按台账判断；备案为多个网站共用、不能单独注销的，由人工说明。
    已知局限：
        不查询备案系统；台账没有登记注销情况的，不作结论。
    """
    known = dict(snapshot.site.cancelled)
    for kind, name in _NAMES.items():
        yield _cancelled(snapshot, name, known.get(kind))


def _cancelled(snapshot: Snapshot, name: str, state: bool | None) -> Finding:
    url = snapshot.site.url
    if state is None:
        return Finding(Verdict.NO_EVIDENCE, f"台账未登记{name}是否已注销。", url)
    if state:
        return Finding(Verdict.OK, f"台账登记{name}已注销。", url)
    return Finding(Verdict.VIOLATION, f"台账登记{name}尚未注销。", url)
