"""An office's own tables: each read with every bad row named, and turned into figures that carry their n and N.

``gather`` reads tables of a kind; what is right in them becomes a ``Ledger`` by the function of its kind.
"""

from .domains_reading import domains_of
from .gathered import Gathered, gather
from .highlights_reading import highlights_of
from .known import Sites, Units
from .ledger import Ledger, Refused
from .measures import media_measures, message_measures, truthful_bar
from .messages_reading import Period, messages_of
from .newmedia_reading import new_media_of
from .rectification_reading import rectifications_of
from .selfcheck_reading import self_checks_of
from .undiscovered import Discovery

__all__ = [
    "Discovery",
    "Gathered",
    "Ledger",
    "Period",
    "Refused",
    "Sites",
    "Units",
    "domains_of",
    "gather",
    "highlights_of",
    "media_measures",
    "message_measures",
    "messages_of",
    "new_media_of",
    "rectifications_of",
    "self_checks_of",
    "truthful_bar",
]
