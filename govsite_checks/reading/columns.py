"""What a column is for, by its label, its title and its address. Titles and addresses are data (``data/columns.toml``)."""

from __future__ import annotations

from .document import Document


def type_of_title(title: str) -> str:
    """The ``model.ColumnType`` that a column's title names; ``other`` where it names none."""
    raise NotImplementedError


def type_of_label(label: str) -> str:
    """The ``model.ColumnType`` of a ColumnType label's words; empty where they are none of the guideline's."""
    raise NotImplementedError


def type_of_page(document: Document) -> str:
    """The ``model.ColumnType`` that a column's own page states in its label; empty where it states none."""
    raise NotImplementedError
