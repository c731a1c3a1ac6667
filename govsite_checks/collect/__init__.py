"""The only package that touches the network: fetch, plan, politeness, robots, guard.

``collect`` fetches the pages that a planner wants of each site, bounded in every respect, and hands them to a folder.
"""

from __future__ import annotations

from .contracts import CollectReport, Folder, Planner, Progress, SitePlanner, SiteWriter, Wanted
from .limits import CollectOptions, Limits
from .planner import FooterPlanner, HomePlanner
from .run import collect
from .trust import trusted_issuers

__all__ = [
    "CollectOptions",
    "CollectReport",
    "Folder",
    "FooterPlanner",
    "HomePlanner",
    "Limits",
    "Planner",
    "Progress",
    "SitePlanner",
    "SiteWriter",
    "Wanted",
    "collect",
    "trusted_issuers",
]
