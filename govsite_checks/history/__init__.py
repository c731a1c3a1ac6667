"""The results of quarters in one SQLite file: imported part by part, trends, and what became of each problem."""

from __future__ import annotations

from .importing import Imported, Roster, import_quarter
from .parts import Part
from .records import HistoryError
from .store import History, Run
from .trends import Course, TrendPoint

__all__ = [
    "Course",
    "History",
    "HistoryError",
    "Imported",
    "Part",
    "Roster",
    "Run",
    "TrendPoint",
    "import_quarter",
]
