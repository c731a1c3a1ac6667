"""An inventory from the table that an office keeps anyway."""

from .entries import Imported, entries_of

__all__ = ["Imported", "entries_of"]
