"""How the collector names itself to the servers that it asks."""

from __future__ import annotations

from govsite_checks import __version__

from .robots import PRODUCT


def user_agent(contact: str) -> str:
    """The product, and where its user can be reached."""
    known = "".join(char for char in contact if " " < char < "\x7f" and char not in "()")
    return f"{PRODUCT}/{__version__}" + (f" (+{known})" if known else "")
