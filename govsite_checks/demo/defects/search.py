"""Defects of the site search."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, NOT_APPLICABLE, VIOLATION, Defect

# What cannot be asked where there is no form to ask with.
_UNASKED = dict.fromkeys(
    (
        "search-empty-answer-clear",
        "search-finds-known-article",
        "search-finds-older-article",
        "search-results-classified",
        "search-results-dated",
        "search-results-paged",
    ),
    NO_EVIDENCE,
)

SEARCH: Mapping[str, Defect] = MappingProxyType(
    {
        "no-search": Defect(
            {"search.form": "none"},
            _UNASKED | {"search-present": VIOLATION, "search-own": NOT_APPLICABLE},
            layouts=("portal", "cards"),
        ),
        "search-by-an-engine": Defect({"search.form": "engine"}, _UNASKED | {"search-own": VIOLATION}),
        "search-posts-elsewhere": Defect({"search.form": "foreign"}, _UNASKED | {"search-own": NEEDS_REVIEW}),
        "search-finds-nothing": Defect(
            {"search.finds": "none"},
            {
                "search-finds-known-article": VIOLATION,
                "search-finds-older-article": VIOLATION,
                "search-results-dated": NO_EVIDENCE,
                "search-results-paged": NO_EVIDENCE,
            },
        ),
        "search-finds-recent-only": Defect(
            {"search.finds": "recent"},
            {"search-finds-older-article": VIOLATION, "search-results-paged": NOT_APPLICABLE},
        ),
        # What a result quotes may read like a date.
        "search-results-undated": Defect({"search.dated": False}, {"search-results-dated": NEEDS_REVIEW}),
        # In the other layouts the second page is then too like a menu.
        "search-results-bare": Defect(
            {"search.dated": False, "search.quoted": False},
            {"search-results-dated": VIOLATION},
            layouts=("portal", "bureau", "ministry"),
        ),
        "search-results-without-column": Defect(
            {"search.placed": False}, {"search-results-dated": NEEDS_REVIEW}
        ),
        "search-results-unclassified": Defect(
            {"search.classed": False}, {"search-results-classified": NEEDS_REVIEW}
        ),
        "search-absurd-finds-all": Defect(
            {"search.absurd": "everything"}, {"search-empty-answer-clear": NEEDS_REVIEW}
        ),
        "search-absurd-blank": Defect(
            {"search.absurd": "blank"}, {"search-empty-answer-clear": NEEDS_REVIEW}
        ),
        # On pages of one layout anything may be a pager, by its names.
        "search-unpaged": Defect(
            {"search.paged": False},
            {"search-results-paged": VIOLATION},
            layouts=("portal", "bureau", "classic", "ministry"),
        ),
    }
)
