"""Defects of the labels in the heads of pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NOT_APPLICABLE, VIOLATION, Defect

LABELS: Mapping[str, Defect] = MappingProxyType(
    {
        "label-no-site-name": Defect({"labels.without": ("SiteName",)}, {"label-site-complete": VIOLATION}),
        "label-empty-domain": Defect({"labels.empty": ("SiteDomain",)}, {"label-site-complete": VIOLATION}),
        "label-other-domain": Defect(
            {"labels.site_domain": "www.qita-xugou.example"}, {"label-site-accurate": NEEDS_REVIEW}
        ),
        "label-no-column-type": Defect(
            {"labels.without": ("ColumnType",)}, {"label-column-complete": VIOLATION}
        ),
        "label-no-pub-date": Defect({"labels.without": ("PubDate",)}, {"label-article-complete": VIOLATION}),
        "label-no-source": Defect(
            {"labels.without": ("ContentSource",)}, {"label-article-complete": VIOLATION}
        ),
        "label-other-title": Defect(
            {"labels.article_title": "默认标题"}, {"label-article-accurate": VIOLATION}
        ),
        "label-day-only": Defect({"labels.pub_date": "%Y-%m-%d"}, {"label-article-accurate": VIOLATION}),
        "labels-commented-out": Defect(
            {"labels.commented": True},
            {
                "label-site-complete": VIOLATION,
                "label-column-complete": VIOLATION,
                "label-article-complete": VIOLATION,
                "label-site-accurate": NOT_APPLICABLE,
                "label-article-accurate": NOT_APPLICABLE,
            },
        ),
    }
)
