"""Defects of the footer, and the ways in which a footer reaches a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NOT_APPLICABLE, OK, VIOLATION, Defect

RULES = (
    "footer-party-gov-mark",
    "footer-site-code",
    "footer-site-code-matches-inventory",
    "footer-icp",
    "footer-police-filing",
    "footer-jiucuo",
    "footer-jiucuo-code",
    "footer-sponsor",
    "footer-contact",
    "footer-sitemap",
)


_DECOY_SPONSOR = (
    "本届虚构市读书节主办单位：虚构市图书馆；承办单位：虚构市书店协会。活动为期三天，设主会场一处。"
)
_DECOY_CONTACT = "报名参加虚构市技能比赛的市民可致电 0399-5550177（赛事组委会），或到现场登记。"

FOOTER: Mapping[str, Defect] = MappingProxyType(
    {
        "mark-missing": Defect({"footer.mark": "none"}, {"footer-party-gov-mark": VIOLATION}),
        "mark-error": Defect({"footer.mark": "party-error"}, {"footer-party-gov-mark": VIOLATION}),
        "mark-institution": Defect(
            {"footer.mark": "institution"},
            {"footer-party-gov-mark": VIOLATION, "domain-holder-entitled": NEEDS_REVIEW},
        ),
        "mark-blue": Defect(
            {"footer.mark": "blue"},
            {"footer-party-gov-mark": NEEDS_REVIEW, "domain-holder-entitled": NEEDS_REVIEW},
        ),
        "code-missing": Defect(
            {"footer.code": "", "footer.meta_code": ""},
            {
                "footer-site-code": VIOLATION,
                "footer-site-code-matches-inventory": NOT_APPLICABLE,
                "footer-code-consistent": NOT_APPLICABLE,
                "label-site-complete": VIOLATION,
            },
        ),
        "code-malformed": Defect(
            {"footer.code": "{code}44"},
            {"footer-site-code": VIOLATION, "footer-site-code-matches-inventory": VIOLATION},
        ),
        "code-only-in-meta": Defect(
            {"footer.code": ""},
            {"footer-site-code": VIOLATION, "footer-site-code-matches-inventory": NOT_APPLICABLE},
        ),
        "code-differs": Defect(
            {"footer.code": "1199009999"},
            {"footer-site-code-matches-inventory": VIOLATION, "footer-code-consistent": VIOLATION},
        ),
        "icp-missing": Defect(
            {"footer.icp": ""}, {"footer-icp": VIOLATION, "footer-icp-linked": NOT_APPLICABLE}
        ),
        "icp-licence-only": Defect(
            {"footer.icp": "京ICP证00{n:04d}号"},
            {"footer-icp": VIOLATION, "footer-icp-linked": NOT_APPLICABLE},
        ),
        "police-missing": Defect(
            {"footer.police": ""}, {"footer-police-filing": VIOLATION, "footer-police-linked": NOT_APPLICABLE}
        ),
        "police-13-digits": Defect(
            {"footer.police": "京公网安备119900020{n:04d}号"},
            {"footer-police-filing": VIOLATION, "footer-police-linked": NOT_APPLICABLE},
        ),
        "jiucuo-missing": Defect(
            {"footer.jiucuo": "none"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-in-comment": Defect(
            {"footer.jiucuo": "comment"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-image-only": Defect(
            {"footer.jiucuo": "image"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-other-code": Defect(
            {"footer.jiucuo_code": "1199009998"},
            {"footer-jiucuo-code": VIOLATION, "footer-code-consistent": VIOLATION},
        ),
        # Such an address carries no code: whose site it belongs to, a person has to look up.
        "jiucuo-deep-link": Defect({"footer.jiucuo": "deep-link"}, {"footer-jiucuo-code": NEEDS_REVIEW}),
        "sponsor-decoy": Defect(
            {"footer.sponsor": False, "footer.decoy": _DECOY_SPONSOR}, {"footer-sponsor": VIOLATION}
        ),
        "contact-decoy": Defect(
            {"footer.contact": False, "footer.decoy": _DECOY_CONTACT}, {"footer-contact": VIOLATION}
        ),
        "sitemap-missing": Defect(
            {"footer.sitemap": False}, {"footer-sitemap": VIOLATION}, layouts=("portal",)
        ),
        "all-in-comment": Defect(
            {"footer.commented": True},
            dict.fromkeys(RULES, VIOLATION)
            # Without the foot's links pages end in links of their own.
            | {"layout-consistent": NEEDS_REVIEW}
            | dict.fromkeys(
                (
                    "footer-site-code-matches-inventory",
                    "footer-jiucuo-code",
                    "footer-code-consistent",
                    "footer-icp-linked",
                    "footer-police-linked",
                    "footer-on-every-page",
                ),
                NOT_APPLICABLE,
            ),
        ),
        # Not defects: ways of writing that a reader must see through.
        "jiucuo-link": Defect({"footer.jiucuo": "link"}),
        "jiucuo-old-script": Defect({"footer.jiucuo": "old-script"}, {"https-content-unmixed": VIOLATION}),
        "digits-split": Defect({"footer.digits": "split"}),
        "digits-full-width": Defect({"footer.digits": "full-width"}),
    }
)

# Deliveries that a browser sees through. A script that is lost is lost to it too.
SHOWN = frozenset({"computed", "application", "single-page", "late"})

# How a footer reaches the page, and what can be said of it while no browser runs the scripts.
DELIVERIES: Mapping[str, str] = MappingProxyType(
    {
        "html": OK,
        "write": OK,  # document.write with concatenated strings
        "unescape": OK,  # document.write(unescape("%u…"))
        "put-in": OK,  # a literal that a script library puts into an element
        "script-file": OK,  # an external foot.js of document.writeln
        "loaded": OK,  # a document that a script library fetches into an element
        "iframe": OK,
        "frameset": OK,
        "computed": NEEDS_REVIEW,  # put together from numbers at run time
        "lost-script": NEEDS_REVIEW,  # an external foot.js that answers 404
        "application": NEEDS_REVIEW,  # an empty page that an application fills
        "single-page": NEEDS_REVIEW,  # every page is such a page
        "late": NEEDS_REVIEW,  # computed, and two seconds late
    }
)
