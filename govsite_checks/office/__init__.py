"""Office files: tables that an office sends, read with every fault named; workbooks and documents, written."""

from .cells import Value
from .column_files import columns_of, names_of, with_names_of
from .columns import ColumnSpec, Kind, renamed
from .document import OfficialDocument, Run
from .faults import Fault, Place, TableError, listed
from .tables import Row, Table, read_table
from .workbook import Form, OutColumn, OutSheet, workbook_bytes, write_workbook

__all__ = [
    "ColumnSpec",
    "Fault",
    "Form",
    "Kind",
    "OfficialDocument",
    "OutColumn",
    "OutSheet",
    "Place",
    "Row",
    "Run",
    "Table",
    "TableError",
    "Value",
    "columns_of",
    "listed",
    "names_of",
    "read_table",
    "renamed",
    "with_names_of",
    "workbook_bytes",
    "write_workbook",
]
