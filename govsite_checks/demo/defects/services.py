"""Defects of service guides and their forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, VIOLATION, Defect

_FOUR = ("basis", "conditions", "time", "process")

SERVICES: Mapping[str, Defect] = MappingProxyType(
    {
        # Other words of its pages hold 服务 too: a person has to look.
        "no-services": Defect(
            {"guides.total": 0},
            dict.fromkeys(
                (
                    "guide-elements-complete",
                    "guide-forms-downloadable",
                    "guide-forms-provided",
                    "guide-materials-definite",
                    "guides-substantial",
                    "online-systems-reachable",
                ),
                NO_EVIDENCE,
            )
            | dict.fromkeys(
                ("service-catalogue-published", "service-statistics-published", "services-offered"),
                NEEDS_REVIEW,
            ),
        ),
        "guide-without-basis": Defect({"guides.without": ("basis",)}, {"guide-elements-complete": VIOLATION}),
        "guide-with-empty-heading": Defect(
            {"guides.empty": ("time",)}, {"guide-elements-complete": VIOLATION}
        ),
        "guides-lack-four": Defect(
            {"guides.without": _FOUR, "guides.count": 8},
            {"guide-elements-complete": VIOLATION, "guides-substantial": VIOLATION},
        ),
        "guide-materials-vague": Defect({"guides.vague": True}, {"guide-materials-definite": NEEDS_REVIEW}),
        "guide-without-forms": Defect(
            {"guides.forms": False, "guides.count": 8},
            {"guide-forms-provided": NEEDS_REVIEW, "guide-forms-downloadable": NO_EVIDENCE},
        ),
        "guide-form-lost": Defect({"guides.form_status": 404}, {"guide-forms-downloadable": VIOLATION}),
        "online-system-lost": Defect({"guides.online": 404}, {"online-systems-reachable": VIOLATION}),
        # Where not one answers, a firewall may be what says so.
        "online-systems-lost": Defect(
            {"guides.online": 404, "guides.count": 8}, {"online-systems-reachable": NEEDS_REVIEW}
        ),
        "no-service-catalogue": Defect({"guides.catalogue": False}),
        "no-service-statistics": Defect(
            {"guides.statistics": False}, {"service-statistics-published": NEEDS_REVIEW}
        ),
    }
)
