"""Defects of service guides and their forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, VIOLATION, Defect

_FOUR = ("basis", "conditions", "time", "process")

SERVICES: Mapping[str, Defect] = MappingProxyType(
    {
        "no-services": Defect({"guides.total": 0}, {"services-offered": VIOLATION}),
        "guide-without-basis": Defect({"guides.without": ("basis",)}, {"guide-elements-complete": VIOLATION}),
        "guide-with-empty-heading": Defect(
            {"guides.empty": ("time",)}, {"guide-elements-complete": VIOLATION}
        ),
        "guides-lack-four": Defect(
            {"guides.without": _FOUR, "guides.count": 8},
            {"guide-elements-complete": VIOLATION, "guides-substantial": VIOLATION},
        ),
        "guide-materials-vague": Defect({"guides.vague": True}, {"guide-materials-definite": VIOLATION}),
        "guide-without-forms": Defect(
            {"guides.forms": False, "guides.count": 8}, {"guide-forms-provided": NEEDS_REVIEW}
        ),
        "guide-form-lost": Defect({"guides.form_status": 404}, {"guide-forms-downloadable": VIOLATION}),
        "online-system-lost": Defect({"guides.online": 404}, {"online-systems-reachable": VIOLATION}),
        "no-service-catalogue": Defect(
            {"guides.catalogue": False}, {"service-catalogue-published": VIOLATION}
        ),
        "no-service-statistics": Defect(
            {"guides.statistics": False}, {"service-statistics-published": VIOLATION}
        ),
    }
)
