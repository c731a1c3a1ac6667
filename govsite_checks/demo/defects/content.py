"""Defects of what a site has to publish, and of what it must not."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, NOT_APPLICABLE, VIOLATION, Defect


def _identity() -> str:
    """A number that is built like that of an identity card, of a division that does not exist."""
    digits = "11990019900307123"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


CONTENT: Mapping[str, Defect] = MappingProxyType(
    {
        "no-overview": Defect(
            {"columns.missing": ("gk", "gkxx")},
            {"overview-published": VIOLATION, "map-approval-shown": NOT_APPLICABLE},
            portal=True,
        ),
        "no-functions": Defect(
            {"columns.missing": ("jgzn",)}, {"functions-published": VIOLATION}, portal=True
        ),
        "no-leaders": Defect(
            {"columns.missing": ("ldxx",), "columns.titles": {"jzxx": "在线咨询"}},
            {"leaders-published": VIOLATION},
        ),
        "leaders-by-name-only": Defect({"content.leaders": "names"}, {"leaders-published": NEEDS_REVIEW}),
        "no-policies": Defect(
            {"columns.missing": ("zcwj", "zcjd")},
            {"policies-published": VIOLATION, "interpretations-published": NEEDS_REVIEW}
            | dict.fromkeys(
                (
                    "abolished-policy-labelled",
                    "attachments-downloadable",
                    "interpretation-columns-updated",
                    "interpretations-sourced",
                    "policy-interpreted",
                ),
                NO_EVIDENCE,
            ),
            # A portal has to interpret what it issues.
            layouts=("bureau", "cards", "classic", "ministry"),
        ),
        "no-interpretations": Defect(
            {"columns.missing": ("zcjd",)},
            {
                "interpretations-published": VIOLATION,
                "policy-interpreted": NEEDS_REVIEW,
                "interpretation-columns-updated": NO_EVIDENCE,
                "interpretations-sourced": NO_EVIDENCE,
            },
            portal=True,
        ),
        "no-data": Defect({"columns.missing": ("sjfb",)}, {"data-published": NEEDS_REVIEW}),
        "no-disclosure-guide": Defect({"columns.missing": ("xxgkzn",)}, {"disclosure-published": VIOLATION}),
        "no-annual-report": Defect(
            {"content.report": "none", "columns.missing": ("wznb",)}, {"annual-report-published": VIOLATION}
        ),
        "annual-report-late": Defect({"content.report": "late"}, {"annual-report-published": VIOLATION}),
        "policy-uninterpreted": Defect({"content.interpreted": False}, {"policy-interpreted": NEEDS_REVIEW}),
        "interpretation-unsourced": Defect(
            {"content.sourced": False, "content.back": False}, {"interpretations-sourced": NEEDS_REVIEW}
        ),
        "abolished-unlabelled": Defect(
            {"content.abolished": "none"}, {"abolished-policy-labelled": NEEDS_REVIEW}
        ),
        "no-state-council-news": Defect(
            {"columns.missing": ("gwyxx",)}, {"state-council-news-reposted": NEEDS_REVIEW}, portal=True
        ),
        "advertising": Defect({"content.advert": True}, {"advertising-absent": NEEDS_REVIEW}),
        "privacy-leak": Defect(
            {"content.privacy": f"申请人：王演示，居民身份证号码：{_identity()}。"},
            {"privacy-protected": NEEDS_REVIEW},
        ),
        "wrong-words": Defect(
            {"content.wrong": "会议对下一步工作进行了布署，要求一如继往抓好落实。"},
            {"wording-correct": NEEDS_REVIEW},
        ),
        "map-unapproved": Defect({"content.map": "bare"}, {"map-approval-shown": NEEDS_REVIEW}),
    }
)
