"""The verdicts by their written names, and what a defect is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OK = "ok"
VIOLATION = "violation"
NEEDS_REVIEW = "needs-review"
NO_EVIDENCE = "no-evidence"
NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted departure from a compliant site: the facts it changes and the verdicts that follow.

    ``changes`` are by ``group.field`` (see ``facts``). ``shown`` are the verdicts that become others where a browser
    shows the pages, ``holds`` whether no browser gets done with the home page. ``layouts`` names those that can show it, all where empty.
    ``portal`` is whether it takes a portal, ``blinds`` whether nothing else can be seen of the site. ``listed`` are
    fields of the inventory that belong to it, ``host`` (a pattern of the site's number) and ``name`` take the place of
    the site's own.
    """

    changes: Mapping[str, object]
    verdicts: Mapping[str, str] = field(default_factory=dict)
    layouts: tuple[str, ...] = ()
    portal: bool = False
    blinds: bool = False
    host: str = ""
    name: str = ""
    listed: Mapping[str, object] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    holds: bool = False
