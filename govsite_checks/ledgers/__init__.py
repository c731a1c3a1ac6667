"""An office's own tables: each read with every bad row named, and turned into figures that carry their n and N."""

from .ledger import Ledger, Refused

__all__ = ["Ledger", "Refused"]
