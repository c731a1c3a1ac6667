"""An office's own tables: each read with every bad row named, and turned into figures that carry their n and N.

``gather`` reads tables of a kind; what is right in them becomes a ``Ledger`` by the function of its kind.
"""

from .domains_reading import domains_of
from .gathered import Gathered, gather
from .highlights_reading import highlights_of
from .known import Sites, Units
from .ledger import Ledger, Refused
from .messages_reading import Period, messages_of
from .newmedia_reading import new_media_of
from .practice import Practice, practice_text, read_practice
from .rectification_reading import rectifications_of
from .selfcheck_reading import self_checks_of
from .undiscovered import Discovery

__all__ = [
    "Discovery",
    "Gathered",
    "Ledger",
    "Period",
    "Practice",
    "Refused",
    "Sites",
    "Units",
    "domains_of",
    "gather",
    "highlights_of",
    "messages_of",
    "new_media_of",
    "practice_text",
    "read_practice",
    "rectifications_of",
    "self_checks_of",
]
