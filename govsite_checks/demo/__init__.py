"""A fleet of fictional sites with known defects, served on loopback: for the demo run and for tests.

The sites are rows in ``sites``, their defects entries in ``defects``;
pages, truth and inventory come from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from .fleet import Fleet
from .listing import inventory_yaml
from .site import DemoSite
from .sites import SITES

__all__ = ["SITES", "DemoSite", "Fleet", "inventory_yaml", "start", "truth"]


def start(as_of: datetime) -> Fleet:
    """Serve the fleet on a free port of the loopback address; its dates count back from ``as_of``.

    Raises:
        OSError: no port of the loopback address can be had.
        ValueError: ``as_of`` has no time zone.
    """
    return Fleet(as_of).start()


def truth() -> Mapping[str, Mapping[str, str]]:
    """Site id to rule id to the verdict that is right, for the ten footer rules of every demo site."""
    return {site.id: site.verdicts for site in SITES}
