"""Highlights: from the rows of a table to deeds; what has no source is no highlight."""

from __future__ import annotations

from .gathered import Gathered, doubles
from .highlights import Highlight, Highlights
from .known import Units, folded


def highlights_of(gathered: Gathered, units: Units) -> Highlights:
    """The deeds of a ledger, in its order."""
    left = gathered.without([units.fault(row) for row in gathered.rows if not units.find(row.text("unit"))])
    twice = doubles(
        left.rows,
        lambda row: (units.find(row.text("unit")), folded(row.text("deed"))),
        lambda _: "",
        "deed",
        "该做法",
    )
    left = left.without(twice)
    rows = tuple(
        Highlight(units.find(row.text("unit")), row.text("deed").rstrip("。；;，,"), row.text("source"))
        for row in left.rows
    )
    said = left.said()
    said["notes"] += units.notes
    return Highlights(**said, rows=rows)
