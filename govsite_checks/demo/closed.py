"""Sites that are not online: merged, closed for good, suspended; in order and not."""

from __future__ import annotations

from .defects import NEEDS_REVIEW, NO_EVIDENCE, OK, VIOLATION
from .site import GBK, DemoSite

_GONE = "www.demo-xugou{}.invalid"  # a name that no server of the world may answer for (RFC 2606)
_CANCELLED = {"icp": True, "police": True, "mark": True}
_CITY = "http://www.demo-xugou01.gov.cn"

# What is true of a closed site that left nothing undone.
_IN_ORDER = {
    "closed-content-migrated": OK,
    "closed-domain-clean": OK,
    "closed-filings-cancelled": OK,
    "closed-mark-cancelled": OK,
    "closed-site-settled-in-time": OK,
}

CLOSED: tuple[DemoSite, ...] = (
    DemoSite(
        80,
        "虚构市旅游委员会（旧）",
        "已整合迁移，原域名已停止解析",
        listed={
            "id": "demo-old-lyw",
            "site_code": "",
            "status": "merged",
            "merged_into": "demo-wlj",
            "approved_on": "2018-01-20",
            "moved_to": f"{_CITY}/gzdt/",
            "cancelled": _CANCELLED,
        },
        host=_GONE.format(80),
        life={**_IN_ORDER, "closed-site-announced": NO_EVIDENCE, "merged-site-marked": NO_EVIDENCE},
    ),
    DemoSite(
        81,
        "虚构市粮食局（旧）",
        "已永久下线，却仍能访问；备案未注销",
        "classic",
        GBK,
        listed={
            "status": "offline",
            "approved_on": "2018-03-15",
            "cancelled": {"icp": False, "police": True, "mark": False},
        },
        life={
            "closed-content-migrated": NO_EVIDENCE,
            "closed-domain-clean": OK,
            "closed-filings-cancelled": VIOLATION,
            "closed-mark-cancelled": VIOLATION,
            "closed-site-announced": NEEDS_REVIEW,
            "closed-site-settled-in-time": VIOLATION,
            "closed-site-silent": VIOLATION,
        },
    ),
    DemoSite(
        82,
        "虚构市博览会组委会（旧）",
        "已永久下线，不再应答",
        listed={
            "id": "demo-old-blh",
            "site_code": "",
            "status": "offline",
            "approved_on": "2017-11-30",
            "moved_to": f"{_CITY}/tzgg/",
            "cancelled": _CANCELLED,
        },
        host=_GONE.format(82),
        life={**_IN_ORDER, "closed-site-announced": NO_EVIDENCE, "closed-site-silent": OK},
    ),
    DemoSite(
        83,
        "虚构市口岸办公室",
        "临时下线逾期仍未恢复，没有公告",
        left_behind="blank",
        listed={"status": "suspended", "approved_on": "2018-08-20"},
        life={"suspended-site-announced": NEEDS_REVIEW, "suspended-site-restored": NEEDS_REVIEW},
    ),
    DemoSite(
        84,
        "虚构市会展局（旧）",
        "已永久下线，域名被抢注",
        left_behind="parked",
        listed={"status": "offline", "approved_on": "2018-05-10", "cancelled": _CANCELLED},
        life={
            **_IN_ORDER,
            "closed-content-migrated": NO_EVIDENCE,
            "closed-domain-clean": NEEDS_REVIEW,
            "closed-site-announced": NEEDS_REVIEW,
            "closed-site-silent": NEEDS_REVIEW,
        },
    ),
    DemoSite(
        85,
        "虚构市安全监管局（旧）",
        "已永久下线，原网址有公告，内容已迁移",
        left_behind="notice",
        listed={
            "status": "offline",
            "approved_on": "2018-05-10",
            "moved_to": f"{_CITY}/tzgg/",
            "cancelled": _CANCELLED,
        },
        life={**_IN_ORDER, "closed-site-announced": OK, "closed-site-silent": OK},
    ),
    DemoSite(
        86,
        "虚构市质量监督局（旧）",
        "已整合迁移，页面未换上所属网站的标识",
        "bureau",
        listed={"status": "merged", "merged_into": "1199000001", "approved_on": "2018-06-01"},
        life={
            "closed-content-migrated": NO_EVIDENCE,
            "closed-domain-clean": OK,
            "closed-filings-cancelled": NO_EVIDENCE,
            "closed-mark-cancelled": NO_EVIDENCE,
            "closed-site-announced": NEEDS_REVIEW,
            "closed-site-settled-in-time": NEEDS_REVIEW,
            "merged-site-marked": VIOLATION,
        },
    ),
    DemoSite(
        87,
        "虚构市知识局（旧）",
        "已整合迁移，跳转到所属网站；内容迁移到的栏目打不开",
        left_behind="moved",
        listed={
            "status": "merged",
            "merged_into": "1199000001",
            "approved_on": "2018-06-01",
            "moved_to": f"{_CITY}/meiyou/",
            "cancelled": _CANCELLED,
        },
        life={
            **_IN_ORDER,
            "closed-content-migrated": VIOLATION,
            "closed-site-announced": OK,
            "merged-site-marked": OK,
        },
    ),
    DemoSite(
        88,
        "虚构市轻工协会（旧）",
        "已永久下线，域名已被他人注册并待售",
        left_behind="parked",
        listed={"status": "offline", "approved_on": "2018-05-10", "cancelled": _CANCELLED},
        host="www.demo-xugou88.example",
        life={
            **_IN_ORDER,
            "closed-content-migrated": NO_EVIDENCE,
            "closed-domain-clean": VIOLATION,
            "closed-site-announced": NEEDS_REVIEW,
            "closed-site-silent": NEEDS_REVIEW,
        },
    ),
    DemoSite(
        89,
        "虚构市外事接待中心",
        "临时下线逾期，原网址仍只有公告",
        left_behind="pause",
        listed={"status": "suspended", "approved_on": "2018-08-20"},
        life={"suspended-site-announced": OK, "suspended-site-restored": VIOLATION},
    ),
)
