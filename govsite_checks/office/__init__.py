"""Office files: tables that an office sends, read with every fault named; workbooks and documents, written."""

from .cells import Value
from .columns import ColumnSpec, Kind, renamed
from .faults import Fault, Place, TableError, listed
from .tables import Row, Table, read_table

__all__ = [
    "ColumnSpec",
    "Fault",
    "Kind",
    "Place",
    "Row",
    "Table",
    "TableError",
    "Value",
    "listed",
    "read_table",
    "renamed",
]
