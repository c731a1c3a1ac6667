"""Defects of mailboxes, surveys and interviews."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, VIOLATION, Defect

INTERACTION: Mapping[str, Defect] = MappingProxyType(
    {
        "no-mailbox": Defect(
            {"columns.missing": ("jzxx",)},
            {
                "consultation-channel-present": VIOLATION,
                "messages-answered": NO_EVIDENCE,
                "messages-answered-in-time": NO_EVIDENCE,
                "messages-published": NO_EVIDENCE,
            },
        ),
        "message-unanswered": Defect({"messages.waiting_days": 120}, {"messages-answered": VIOLATION}),
        "message-accepted-only": Defect(
            {"messages.waiting_days": 120, "messages.accepted": True}, {"messages-answered": VIOLATION}
        ),
        "message-waits-a-week": Defect({"messages.waiting_days": 4}),
        "messages-answered-late": Defect(
            {"messages.reply_days": 18}, {"messages-answered-in-time": NEEDS_REVIEW}
        ),
        # Of layouts without today's date in the header, which may as well be that of a reply.
        "replies-undated": Defect(
            {"messages.replies": "undated"},
            {"messages-published": VIOLATION, "messages-answered-in-time": NO_EVIDENCE},
            layouts=("bureau", "cards"),
        ),
        "messages-old": Defect({"messages.newest_days": 75}, {"messages-published": VIOLATION}),
        "no-survey-column": Defect(
            {"columns.missing": ("dczj",)},
            {
                "survey-channel-present": VIOLATION,
                "survey-column-used": NO_EVIDENCE,
                "surveys-frequent": NO_EVIDENCE,
                "survey-results-published": NO_EVIDENCE,
            },
        ),
        "surveys-unused": Defect(
            {"talks.survey_days": 380},
            {
                "survey-column-used": VIOLATION,
                "surveys-frequent": VIOLATION,
                "survey-results-published": NO_EVIDENCE,
            },
        ),
        "surveys-few": Defect({"talks.surveys": 2}, {"surveys-frequent": VIOLATION}),
        "survey-results-missing": Defect(
            {"talks.results": False}, {"survey-results-published": NEEDS_REVIEW}
        ),
        "no-interview-column": Defect(
            {"columns.missing": ("zxft",)},
            {"interview-channel-present": VIOLATION, "interviews-frequent": NO_EVIDENCE},
        ),
        "interviews-few": Defect({"talks.interviews": 2}, {"interviews-frequent": VIOLATION}),
    }
)
