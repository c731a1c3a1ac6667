"""The defects that demo sites are planted with, each once: what it changes, and the verdicts on it.

The pages, the truth that tests compare with, and the comments of the demo inventory all come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .content import CONTENT
from .domain import DOMAIN
from .footer import DELIVERIES, FOOTER, RULES, SHOWN
from .interaction import INTERACTION
from .labels import LABELS
from .layout import LAYOUT
from .links import LINKS
from .search import SEARCH
from .services import SERVICES
from .updates import UPDATES
from .verdicts import NEEDS_REVIEW, NO_EVIDENCE, NOT_APPLICABLE, OK, VIOLATION, Defect

__all__ = [
    "DEFECTS",
    "DELIVERIES",
    "NEEDS_REVIEW",
    "NOT_APPLICABLE",
    "NO_EVIDENCE",
    "OK",
    "RULES",
    "SHOWN",
    "VIOLATION",
    "Defect",
]

DEFECTS: Mapping[str, Defect] = MappingProxyType(
    {
        **FOOTER,
        **UPDATES,
        **LABELS,
        **INTERACTION,
        **SERVICES,
        **SEARCH,
        **LINKS,
        **DOMAIN,
        **CONTENT,
        **LAYOUT,
    }
)
