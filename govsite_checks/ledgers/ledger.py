"""What every ledger gives: its figures, how many rows they rest on, and every row that was refused, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govsite_checks.office import Fault
from govsite_checks.office.faults import letters

if TYPE_CHECKING:
    from govsite_checks.census.figure import Figure


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """One thing that is wrong with a table: ``row`` counts from 1 as a spreadsheet shows it, ``column`` is its letter.

    ``row`` is 0 and ``column`` empty where none is meant; ``why`` is one Chinese sentence.
    """

    file: str
    row: int
    column: str
    why: str
    sheet: str = ""

    def __str__(self) -> str:
        """``留言.xlsx[表1]:12:C “答复日期”早于收到日期``."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        row = f":{self.row}" if self.row else ""
        column = f":{self.column}" if self.column else ""
        return f"{self.file}{sheet}{row}{column} {self.why}"


def refused(faults: Iterable[Fault]) -> tuple[Refused, ...]:
    """The faults of a table in the words of the ledgers."""
    return tuple(
        Refused(fault.file, fault.row, letters(fault.column), fault.message, fault.sheet) for fault in faults
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was read of one ledger.

    ``rows_read`` are the rows that the figures rest on, ``rows_refused`` those that are in none of them; ``refused``
    names each of these at least once. ``notes`` are Chinese sentences on what else a reader of the figures must know.
    """

    rows_read: int = 0
    rows_refused: int = 0
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows_total(self) -> int:
        """All rows of data that the ledger holds."""
        return self.rows_read + self.rows_refused

    @property
    def refusal(self) -> str:
        """The sentence for a notice or a table; empty where every row was taken."""
        if not self.rows_refused:
            return ""
        return f"另有 {self.rows_refused} 行（共 {self.rows_total} 行）因填写有误未计入"

    def figures(self) -> Mapping[str, Figure]:
        """The figures by id; a ledger that has none gives none."""
        return {}
