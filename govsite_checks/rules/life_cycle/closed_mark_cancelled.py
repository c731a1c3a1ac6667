"""The party and government website mark of a closed site is cancelled."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule

_SILENT = "<title>公告</title><p>本网站已关停。</p>"


@rule(
    id="closed-mark-cancelled",
    title="已关停网站的党政机关网站标识已注销",
    clause="guideline-2017/migrate-notice-and-deregister",
    remediation="向标识管理机构申请注销原网站的标识，办结后在台账的cancelled中登记。",
    examples=[
        Example.ok(_SILENT, site={"status": "offline", "cancelled": (("mark", True),)}, says="已注销"),
        Example.violation(
            _SILENT, site={"status": "merged", "cancelled": (("mark", False),)}, says="尚未注销"
        ),
        Example.no_evidence(
            _SILENT, site={"status": "offline", "cancelled": (("icp", True),)}, says="未登记"
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("offline", "merged"),
    catalogue=("migrate-notice-and-deregister",),
)
def closed_mark_cancelled(snapshot: Snapshot) -> Iterable[Finding]:
    """The ledger has the mark as cancelled.

    检查内容：
        永久下线、已整合网站的党政机关网站标识，台账是否登记为已注销。
    检查依据：
        《政府网站发展指引》要求迁移的网站注销注册标识和证书信息等；2018年第三季度通报要求杜绝“下线不注销”。
    整改方法：
        办理标识注销，并在台账中登记。
    人工判断：
        本条只按台账判断，台账有误的由人工更正。
    已知局限：
        不查询标识登记系统；台账没有登记注销情况的，不作结论。
    """
    state = dict(snapshot.site.cancelled).get("mark")
    url = snapshot.site.url
    if state is None:
        yield Finding(Verdict.NO_EVIDENCE, "台账未登记党政机关网站标识是否已注销。", url)
    elif state:
        yield Finding(Verdict.OK, "台账登记党政机关网站标识已注销。", url)
    else:
        yield Finding(Verdict.VIOLATION, "台账登记党政机关网站标识尚未注销。", url)
