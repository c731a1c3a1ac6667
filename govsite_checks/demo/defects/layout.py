"""Defects of name and layout, and of footers below the home page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, VIOLATION, Defect

LAYOUT: Mapping[str, Defect] = MappingProxyType(
    {
        "title-without-name": Defect({"layout.titled": False}, {"name-in-title": VIOLATION}),
        "header-without-name": Defect(
            {"layout.named": False}, {"name-in-header": NEEDS_REVIEW}, layouts=("cards",)
        ),
        "inner-header-differs": Defect(
            {"layout.inner": False},
            {"layout-consistent": NEEDS_REVIEW, "search-present": VIOLATION},
            layouts=("bureau",),
        ),
        "inner-footer-differs": Defect(
            {"footer.inner": False}, {"footer-on-every-page": NEEDS_REVIEW, "layout-consistent": NEEDS_REVIEW}
        ),
        # Where there are no scripts, none can have written it.
        "inner-footer-differs-without-scripts": Defect(
            {"footer.inner": False, "layout.scripts": False},
            {"footer-on-every-page": VIOLATION, "layout-consistent": NEEDS_REVIEW},
            layouts=("cards",),
        ),
        "article-without-hour": Defect(
            {"layout.date_form": "%Y年%m月%d日"}, {"date-format-standard": VIOLATION}
        ),
        "article-without-source": Defect({"layout.source": False}, {"article-source-shown": VIOLATION}),
        "colours-many": Defect(
            {"layout.colours": 7}, {"colours-few": NEEDS_REVIEW}, layouts=("portal", "cards")
        ),
        "no-accessible-entry": Defect(
            {"layout.accessible": False}, {"accessibility-entry-present": NEEDS_REVIEW}
        ),
        "no-accessible-entry-without-scripts": Defect(
            {"layout.accessible": False, "layout.scripts": False, "footer.jiucuo": "link"},
            {"accessibility-entry-present": VIOLATION},
            layouts=("cards",),
        ),
        "channels-many": Defect({"layout.channels": 7}, {"channels-few": NEEDS_REVIEW}),
        "topics-unlabelled": Defect({"layout.archived": False}, {"topics-archived": NEEDS_REVIEW}),
        # Topics that only the home page leads to.
        "topics-without-a-column": Defect({"columns.missing": ("ztzl",)}),
        # What a script does to its visitors is no rule's; and no reason to lose the page.
        "home-alerts": Defect({"layout.prank": "alerts"}, holds=True),
        "home-opens-windows": Defect({"layout.prank": "windows"}),
        "home-reaches-inside": Defect({"layout.prank": "reaches"}),
        "icp-unlinked": Defect({"footer.icp_link": ""}, {"footer-icp-linked": VIOLATION}),
        "icp-linked-elsewhere": Defect(
            {"footer.icp_link": "https://www.xugou-daxue.example/"},
            {"footer-icp-linked": NEEDS_REVIEW, "external-links-announced": NEEDS_REVIEW},
        ),
        "police-unlinked": Defect({"footer.police_link": ""}, {"footer-police-linked": VIOLATION}),
        "police-linked-to-another": Defect(
            {"footer.police_link": "https://beian.mps.gov.cn/#/query/webSearch?code=11990002099999"},
            {"footer-police-linked": VIOLATION},
        ),
        "code-differs-in-meta": Defect(
            {"footer.meta_code": "1199009997"},
            {"footer-code-consistent": VIOLATION, "label-site-accurate": VIOLATION},
        ),
    }
)
