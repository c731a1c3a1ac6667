"""Defects of domain and transport."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, NOT_APPLICABLE, VIOLATION, Defect

DOMAIN: Mapping[str, Defect] = MappingProxyType(
    {
        # Its port answers, but not in TLS: an old cipher, perhaps, or one of our own country's.
        "https-none": Defect(
            {"server.https": "none"},
            {
                "https-available": NEEDS_REVIEW,
                "https-certificate-valid": NO_EVIDENCE,
                "https-content-unmixed": NOT_APPLICABLE,
            },
        ),
        "https-leads-back": Defect(
            {"server.https": "back"}, {"https-available": VIOLATION, "https-content-unmixed": NOT_APPLICABLE}
        ),
        "certificate-expired": Defect({"server.https": "expired"}, {"https-certificate-valid": VIOLATION}),
        "certificate-of-another": Defect(
            {"server.https": "other-host"}, {"https-certificate-valid": VIOLATION}
        ),
        "certificate-self-signed": Defect(
            {"server.https": "self-signed"}, {"https-certificate-valid": VIOLATION}
        ),
        "content-mixed": Defect({"server.mixed": True}, {"https-content-unmixed": VIOLATION}),
        "domain-not-governmental": Defect(
            {},
            {
                "domain-governmental": VIOLATION,
                "domain-department-structured": NOT_APPLICABLE,
                "domain-holder-entitled": NOT_APPLICABLE,
            },
            layouts=("bureau", "cards"),
            host="www.demo-xugou{n}.org.cn",
        ),
        "portal-below-another": Defect(
            {},
            {"domain-portal-structured": VIOLATION},
            portal=True,
            host="xugou.demo-xugou01.gov.cn",
        ),
        "department-beside-the-portal": Defect(
            {},
            {"domain-department-structured": VIOLATION},
            layouts=("classic", "ministry"),
            host="www.demo-xugou{n}.gov.cn",
        ),
        "second-domain": Defect({"server.twin": "elsewhere"}, {"domain-single": NEEDS_REVIEW}, portal=True),
        "ipv6-none": Defect(
            {"server.ipv6": "none"}, {"ipv6-resolved": VIOLATION, "ipv6-reachable": NOT_APPLICABLE}
        ),
        "ipv6-silent": Defect({"server.ipv6": "silent"}, {"ipv6-reachable": VIOLATION}),
        "township": Defect(
            {}, {"site-class-permitted": NEEDS_REVIEW}, layouts=("cards",), name="虚构县示例镇人民政府"
        ),
        "closing-overdue": Defect(
            {},
            {"closed-site-settled-in-time": VIOLATION},
            layouts=("bureau",),
            listed={"approved_on": "2025-06-30"},
        ),
    }
)
