"""A self-check that is handed in: a sheet of what was checked, sealed by hashes, and a certificate where nothing is open."""

from .outcome import Outcome, SelfCheckError, SiteOutcome, read_outcome
from .seal import SEAL, broken, sealed
from .writing import CERTIFICATE, PAGE, SHEET, hand_in

__all__ = [
    "CERTIFICATE",
    "PAGE",
    "SEAL",
    "SHEET",
    "Outcome",
    "SelfCheckError",
    "SiteOutcome",
    "broken",
    "hand_in",
    "read_outcome",
    "sealed",
]
