"""Defects of domain and transport."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, VIOLATION, Defect

DOMAIN: Mapping[str, Defect] = MappingProxyType(
    {
        "https-none": Defect({"server.https": "none"}, {"https-available": VIOLATION}),
        "certificate-expired": Defect({"server.https": "expired"}, {"https-certificate-valid": NEEDS_REVIEW}),
        "certificate-of-another": Defect(
            {"server.https": "other-host"}, {"https-certificate-valid": NEEDS_REVIEW}
        ),
        "certificate-self-signed": Defect(
            {"server.https": "self-signed"}, {"https-certificate-valid": NEEDS_REVIEW}
        ),
        "content-mixed": Defect({"server.mixed": True}, {"https-content-unmixed": VIOLATION}),
    }
)
