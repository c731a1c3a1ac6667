"""The results of quarters in one SQLite file: imported part by part, trends, and what became of each problem."""

from __future__ import annotations

from .importing import Imported, Roster, import_quarter
from .parts import Part
from .records import HistoryError
from .store import History, Run
from .taking import census_of, figures_by_quarter
from .trends import TrendPoint

__all__ = [
    "History",
    "HistoryError",
    "Imported",
    "Part",
    "Roster",
    "Run",
    "TrendPoint",
    "census_of",
    "figures_by_quarter",
    "import_quarter",
]
