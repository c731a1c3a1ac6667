"""Defects of columns and of what the home page shows: stale by a day more, fresh by a day, emptied, hidden."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, NOT_APPLICABLE, OK, VIOLATION, Defect

_YEARED = ("portal", "cards", "ministry")  # layouts whose home pages show dates with their year
_FIVE = {"gzdt": 20, "jcdt": 20, "tzgg": 200, "gsgg": 200, "zcwj": 200}

_LISTS = ("gzdt", "jcdt", "tzgg", "gsgg", "zcwj", "zcjd", "rsxx", "ghjh", "sjfb")

UPDATES: Mapping[str, Defect] = MappingProxyType(
    {
        # A day more than the window, and a day that is still within it.
        "news-15-days-old": Defect({"columns.stale": {"gzdt": 15}}, {"news-columns-updated": VIOLATION}),
        "news-14-days-old": Defect({"columns.stale": {"gzdt": 14}}),
        # The newest article that a search must know is then one that nobody else names: a single page of results.
        "notice-185-days-old": Defect(
            {"columns.stale": {"gsgg": 185}},
            {"notice-columns-updated": VIOLATION, "search-results-paged": NOT_APPLICABLE},
        ),
        "notice-184-days-old": Defect(
            {"columns.stale": {"gsgg": 184}}, {"search-results-paged": NOT_APPLICABLE}
        ),
        "policy-185-days-old": Defect(
            {"columns.stale": {"zcwj": 185}}, {"notice-columns-updated": VIOLATION}
        ),
        "planning-367-days-old": Defect(
            {"columns.stale": {"ghjh": 367}}, {"planning-columns-updated": VIOLATION}
        ),
        "planning-366-days-old": Defect({"columns.stale": {"ghjh": 366}}),
        "personnel-367-days-old": Defect(
            {"columns.stale": {"rsxx": 367}}, {"planning-columns-updated": VIOLATION}
        ),
        "interpretation-185-days-old": Defect(
            {"columns.stale": {"zcjd": 185}}, {"interpretation-columns-updated": VIOLATION}
        ),
        "interpretation-184-days-old": Defect({"columns.stale": {"zcjd": 184}}),
        # A page of figures shows the day on which it was brought up to date: without it nothing else is new.
        "five-columns-stale": Defect(
            {"columns.stale": _FIVE, "guides.statistics": False},
            {
                "news-columns-updated": VIOLATION,
                "notice-columns-updated": VIOLATION,
                "columns-updated": VIOLATION,
                "home-update-volume": VIOLATION,
                "service-statistics-published": NEEDS_REVIEW,
                "search-results-paged": NOT_APPLICABLE,
            },
            layouts=("cards",),
        ),
        "nothing-new": Defect(
            {
                "columns.stale": dict.fromkeys(("gzdt", "jcdt", "tzgg", "gsgg", "zcwj", "zcjd", "sjfb"), 20),
                "guides.statistics": False,
                "talks.survey_days": 20,
                "talks.interview_days": 20,
                "messages.newest_days": 20,
            },
            {
                "home-updated": VIOLATION,
                "home-update-volume": VIOLATION,
                "news-columns-updated": VIOLATION,
                "service-statistics-published": NEEDS_REVIEW,
            },
            layouts=("cards",),
        ),
        "few-updates": Defect(
            {
                "columns.stale": {
                    "gzdt": 10,
                    "jcdt": 12,
                    "tzgg": 20,
                    "gsgg": 20,
                    "zcwj": 20,
                    "zcjd": 20,
                    "sjfb": 20,
                },
                "talks.survey_days": 20,
                "talks.interview_days": 20,
                "messages.newest_days": 20,
                "guides.statistics": False,
            },
            {"home-update-volume": VIOLATION, "service-statistics-published": NEEDS_REVIEW},
            layouts=("cards",),
        ),
        "abandoned": Defect(
            {
                "columns.stale": dict.fromkeys(_LISTS, 380),
                "talks.survey_days": 380,
                "talks.interview_days": 380,
                "messages.newest_days": 380,
                "guides.statistics": False,
            },
            dict.fromkeys(
                (
                    "home-updated",
                    "home-update-volume",
                    "news-columns-updated",
                    "notice-columns-updated",
                    "planning-columns-updated",
                    "interpretation-columns-updated",
                    "columns-updated",
                    "survey-column-used",
                    "surveys-frequent",
                    "interviews-frequent",
                ),
                VIOLATION,
            )
            | {
                "columns-maintained": NEEDS_REVIEW,
                "service-statistics-published": NEEDS_REVIEW,
                "messages-published": VIOLATION,
                "messages-answered-in-time": NO_EVIDENCE,
                "survey-results-published": NO_EVIDENCE,
            },
            layouts=("cards",),
        ),
        # A home page that shows little of columns that are kept up.
        "home-15-days-old": Defect({"home.older_than": 14}, layouts=_YEARED),
        "home-few-news": Defect({"home.rows": 2}, layouts=_YEARED),
        "column-blank": Defect({"columns.blank": ("gsgg",)}, {"columns-filled": VIOLATION}),
        "column-blank-without-a-word": Defect(
            {"columns.blank": ("gsgg",), "columns.says_empty": False}, {"columns-filled": VIOLATION}
        ),
        "column-commented-out": Defect({"columns.commented": ("rsxx",)}, {"columns-filled": VIOLATION}),
        "five-columns-blank": Defect(
            {"columns.blank": ("gsgg", "rsxx", "ghjh", "sjfb", "jcdt")},
            {
                "columns-filled": VIOLATION,
                "blank-columns-few": VIOLATION,
                "data-published": NEEDS_REVIEW,
                "planning-columns-updated": NOT_APPLICABLE,
            },
        ),
        "dates-ahead": Defect({"columns.future": {"gzdt": 3}}, {"publication-dates-plausible": NEEDS_REVIEW}),
        # Ways of writing that a reader must see through.
        "column-written-by-script": Defect(
            {"columns.scripted": ("gsgg",)}, {"notice-columns-updated": NEEDS_REVIEW}
        ),
        "column-pinned": Defect({"columns.pinned": ("tzgg",)}),
        # What only a browser shows, and what not even a browser does.
        "column-fetched": Defect(
            {"columns.fetched": ("gsgg", "zcwj")},
            {
                "notice-columns-updated": NEEDS_REVIEW,
                "abolished-policy-labelled": NO_EVIDENCE,
                "attachments-downloadable": NO_EVIDENCE,
                "policy-interpreted": NO_EVIDENCE,
            },
            shown=dict.fromkeys(
                (
                    "notice-columns-updated",
                    "abolished-policy-labelled",
                    "attachments-downloadable",
                    "policy-interpreted",
                ),
                OK,
            ),
        ),
        "column-spins": Defect({"columns.spins": ("gsgg",)}, {"notice-columns-updated": NEEDS_REVIEW}),
    }
)
