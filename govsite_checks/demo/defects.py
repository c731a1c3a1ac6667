"""The defects that the demo sites are planted with, each once: what it changes, and the verdicts on it.

The pages, the truth that tests compare with, and the comments of the demo inventory all come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

OK = "ok"
VIOLATION = "violation"
NEEDS_REVIEW = "needs-review"
NO_EVIDENCE = "no-evidence"
NOT_APPLICABLE = "not-applicable"

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


@dataclass(frozen=True, slots=True)
class FooterFacts:
    """What a footer says. Patterns take ``{code}`` (the site's code) and ``{n}`` (the site's number).

    ``mark``: party · party-error · institution · blue · none. ``jiucuo``: script · old-script · link ·
    deep-link · image · comment · none. ``digits``: plain · split (over tags) · full-width. ``decoy`` is a
    paragraph of the article that leads the home page; ``meta_code`` is what the head's metadata says.
    """

    mark: str = "party"
    code: str = "{code}"
    meta_code: str = "{code}"
    icp: str = "京ICP备00{n:06d}号-1"
    police: str = "京公网安备119900020{n:05d}号"
    jiucuo: str = "script"
    jiucuo_code: str = "{code}"
    sponsor: bool = True
    contact: bool = True
    sitemap: bool = True
    digits: str = "plain"
    commented: bool = False
    decoy: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted departure from a compliant footer: the facts it changes and the verdicts that follow."""

    changes: Mapping[str, object]
    verdicts: Mapping[str, str] = field(default_factory=dict)


_DECOY_SPONSOR = (
    "本届虚构市读书节主办单位：虚构市图书馆；承办单位：虚构市书店协会。活动为期三天，设主会场一处。"
)
_DECOY_CONTACT = "报名参加虚构市技能比赛的市民可致电 0399-5550177（赛事组委会），或到现场登记。"

DEFECTS: Mapping[str, Defect] = MappingProxyType(
    {
        "mark-missing": Defect({"mark": "none"}, {"footer-party-gov-mark": VIOLATION}),
        "mark-error": Defect({"mark": "party-error"}, {"footer-party-gov-mark": VIOLATION}),
        "mark-institution": Defect({"mark": "institution"}, {"footer-party-gov-mark": VIOLATION}),
        "mark-blue": Defect({"mark": "blue"}, {"footer-party-gov-mark": NEEDS_REVIEW}),
        "code-missing": Defect(
            {"code": "", "meta_code": ""},
            {"footer-site-code": VIOLATION, "footer-site-code-matches-inventory": NOT_APPLICABLE},
        ),
        "code-malformed": Defect(
            {"code": "{code}44"},
            {"footer-site-code": VIOLATION, "footer-site-code-matches-inventory": VIOLATION},
        ),
        "code-only-in-meta": Defect(
            {"code": ""},
            {"footer-site-code": VIOLATION, "footer-site-code-matches-inventory": NOT_APPLICABLE},
        ),
        "code-differs": Defect({"code": "1199009999"}, {"footer-site-code-matches-inventory": VIOLATION}),
        "icp-missing": Defect({"icp": ""}, {"footer-icp": VIOLATION}),
        "icp-licence-only": Defect({"icp": "京ICP证00{n:04d}号"}, {"footer-icp": VIOLATION}),
        "police-missing": Defect({"police": ""}, {"footer-police-filing": VIOLATION}),
        "police-13-digits": Defect(
            {"police": "京公网安备119900020{n:04d}号"}, {"footer-police-filing": VIOLATION}
        ),
        "jiucuo-missing": Defect(
            {"jiucuo": "none"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-in-comment": Defect(
            {"jiucuo": "comment"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-image-only": Defect(
            {"jiucuo": "image"}, {"footer-jiucuo": VIOLATION, "footer-jiucuo-code": NOT_APPLICABLE}
        ),
        "jiucuo-other-code": Defect({"jiucuo_code": "1199009998"}, {"footer-jiucuo-code": VIOLATION}),
        # Such an address carries no code: whose site it belongs to, a person has to look up.
        "jiucuo-deep-link": Defect({"jiucuo": "deep-link"}, {"footer-jiucuo-code": NEEDS_REVIEW}),
        "sponsor-decoy": Defect({"sponsor": False, "decoy": _DECOY_SPONSOR}, {"footer-sponsor": VIOLATION}),
        "contact-decoy": Defect({"contact": False, "decoy": _DECOY_CONTACT}, {"footer-contact": VIOLATION}),
        "sitemap-missing": Defect({"sitemap": False}, {"footer-sitemap": VIOLATION}),
        "all-in-comment": Defect(
            {"commented": True},
            dict.fromkeys(RULES, VIOLATION)
            | {"footer-site-code-matches-inventory": NOT_APPLICABLE, "footer-jiucuo-code": NOT_APPLICABLE},
        ),
        # Not defects: ways of writing that a reader must see through.
        "jiucuo-link": Defect({"jiucuo": "link"}),
        "jiucuo-old-script": Defect({"jiucuo": "old-script"}),
        "digits-split": Defect({"digits": "split"}),
        "digits-full-width": Defect({"digits": "full-width"}),
    }
)

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
    }
)
