"""Profiles: what a standard makes of each rule, one YAML file per standard; an office may lay its own over one."""

from .checking import check
from .loading import DEFAULT, load, names
from .records import Charge, Group, Indicator, Profile, ProfileError, Scoring

__all__ = [
    "DEFAULT",
    "Charge",
    "Group",
    "Indicator",
    "Profile",
    "ProfileError",
    "Scoring",
    "check",
    "load",
    "names",
]
