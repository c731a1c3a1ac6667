"""Defects of links and of the server."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, VIOLATION, Defect

LINKS: Mapping[str, Defect] = MappingProxyType(
    {
        "home-link-broken": Defect({"links.broken_home": 2}, {"home-links-sound": VIOLATION}),
        "home-image-lost": Defect({"links.broken_images": 1}, {"home-images-sound": VIOLATION}),
        "page-link-broken": Defect({"links.broken_inner": 2}, {"page-links-sound": VIOLATION}),
        "attachment-lost": Defect({"links.attachment": "missing"}, {"attachments-downloadable": VIOLATION}),
        "attachment-is-a-page": Defect(
            {"links.attachment": "page"}, {"attachments-downloadable": NEEDS_REVIEW}
        ),
        "outside-dead": Defect(
            {"links.outside": "dead"},
            {"external-links-sound": NEEDS_REVIEW},
            layouts=("portal", "bureau", "classic", "ministry"),
        ),
        "outside-lost": Defect(
            {"links.outside": "lost"},
            {"external-links-sound": VIOLATION},
            layouts=("portal", "bureau", "classic", "ministry"),
        ),
        "outside-resold": Defect(
            {"links.outside": "resold"},
            {"external-links-trustworthy": NEEDS_REVIEW},
            layouts=("portal", "bureau", "classic", "ministry"),
        ),
        "leaving-unannounced": Defect({"links.announced": False}, {"external-links-announced": NEEDS_REVIEW}),
        "hidden-links": Defect(
            {"links.hidden": "http://www.bocai-xugou.example/"},
            {
                "hidden-links-absent": VIOLATION,
                "external-links-trustworthy": NEEDS_REVIEW,
                "advertising-absent": NEEDS_REVIEW,
            },
        ),
        "links-to-nowhere": Defect({"links.targets": False}, {"link-targets-present": NEEDS_REVIEW}),
        "links-to-nowhere-without-scripts": Defect(
            {"links.targets": False, "layout.scripts": False, "footer.jiucuo": "link"},
            {"link-targets-present": VIOLATION},
            layouts=("cards",),
        ),
        # Its words say that there is no such page, whatever its status says.
        "missing-is-a-page": Defect({"server.missing": "page"}),
        "missing-is-home": Defect({"server.missing": "home"}, {"page-missing-reported": NEEDS_REVIEW}),
        "missing-redirects": Defect({"server.missing": "redirect"}, {"page-missing-reported": NEEDS_REVIEW}),
        "home-slow": Defect({"server.delay_s": 3.3}, {"home-loads-quickly": NEEDS_REVIEW}),
        # Of 140 visits in a week: 5 per cent, and one less.
        "home-fails-7-of-140": Defect({"server.failing": 7}, {"home-available": VIOLATION}),
        "home-fails-6-of-140": Defect({"server.failing": 6}),
        "home-404": Defect({"server.home_status": 404}, {"home-opens": NEEDS_REVIEW}, blinds=True),
    }
)
