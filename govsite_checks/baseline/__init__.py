"""Problems that are known when a gate is switched on: the gate fails only on what is new, and the known ones run out."""

from .entries import DAYS, Baseline, Entry
from .file import BaselineError, load, save
from .update import Change, Kind, pruned, updated

__all__ = [
    "DAYS",
    "Baseline",
    "BaselineError",
    "Change",
    "Entry",
    "Kind",
    "load",
    "pruned",
    "save",
    "updated",
]
