"""Which pages of a site an inspector would open: breadth before depth, within a budget, the same for the same pages."""

from __future__ import annotations

from .budget import Budget
from .planner import StandardPlanner

__all__ = ["Budget", "StandardPlanner"]
