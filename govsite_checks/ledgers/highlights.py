"""Highlights: what units did well, for the paragraph on improved functions. Without a row nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Highlight:
    """One deed, in the office's own words: ``deed`` goes on behind the names of the units, ``source`` says where it is from."""

    unit: str
    deed: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlights(Ledger):
    """The deeds in the ledger's order; ``deeds`` puts the units of one deed together."""

    rows: tuple[Highlight, ...] = ()

    @property
    def deeds(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Each deed once, with the units that did it."""
        units: dict[str, dict[str, None]] = {}
        for row in self.rows:
            units.setdefault(row.deed, {})[row.unit] = None
        return tuple((tuple(names), deed) for deed, names in units.items())
