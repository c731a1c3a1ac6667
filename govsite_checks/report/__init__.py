"""The compliance report: a folder of HTML that opens by double click, without a network."""

from __future__ import annotations

from .clauses import Clause, ClauseText, of_the_standards
from .writer import write_report

__all__ = ["Clause", "ClauseText", "of_the_standards", "write_report"]
