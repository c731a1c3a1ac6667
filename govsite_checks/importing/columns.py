"""The columns of a table of websites."""

from __future__ import annotations

from functools import cache
from importlib import resources

from govsite_checks.office import ColumnSpec, columns_of


@cache
def site_columns() -> tuple[ColumnSpec, ...]:
    """The columns that a table of websites may have."""
    return columns_of(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
