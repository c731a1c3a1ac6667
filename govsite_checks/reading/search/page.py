"""Site search: the forms that a page offers, what to send to them, and what a result page shows."""

from __future__ import annotations

from .form import SearchForm, offers_search, read_search_forms, search_fields
from .request import request_for
from .results import Result, Results, read_answer, read_results

__all__ = [
    "Result",
    "Results",
    "SearchForm",
    "offers_search",
    "read_answer",
    "read_results",
    "read_search_forms",
    "request_for",
    "search_fields",
]
