"""The compliance report: a folder of HTML that opens by double click, without a network."""

from __future__ import annotations

from .clauses import Clause, ClauseText
from .writer import write_report

__all__ = ["Clause", "ClauseText", "write_report"]
