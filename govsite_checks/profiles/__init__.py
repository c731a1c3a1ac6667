"""Profiles: what a standard makes of each rule, one YAML file per standard; an office may lay its own over one."""

from .checking import check
from .loading import DEFAULT, load, names
from .records import Profile, ProfileError

__all__ = ["DEFAULT", "Profile", "ProfileError", "check", "load", "names"]
