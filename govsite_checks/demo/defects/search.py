"""Defects of the site search."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, VIOLATION, Defect

SEARCH: Mapping[str, Defect] = MappingProxyType(
    {
        "no-search": Defect({"search.form": "none"}, {"search-present": VIOLATION}),
        "search-by-an-engine": Defect({"search.form": "engine"}, {"search-own": VIOLATION}),
        "search-finds-nothing": Defect(
            {"search.finds": "none"},
            {"search-finds-known-article": VIOLATION, "search-finds-older-article": VIOLATION},
        ),
        "search-finds-recent-only": Defect(
            {"search.finds": "recent"}, {"search-finds-older-article": VIOLATION}
        ),
        "search-results-undated": Defect({"search.dated": False}, {"search-results-dated": VIOLATION}),
        "search-results-unclassified": Defect(
            {"search.classed": False}, {"search-results-classified": VIOLATION}
        ),
        "search-absurd-finds-all": Defect(
            {"search.absurd": "everything"}, {"search-empty-answer-clear": VIOLATION}
        ),
        "search-absurd-blank": Defect(
            {"search.absurd": "blank"}, {"search-empty-answer-clear": NEEDS_REVIEW}
        ),
        "search-unpaged": Defect({"search.paged": False}, {"search-results-paged": NEEDS_REVIEW}),
    }
)
