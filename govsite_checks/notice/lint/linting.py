"""All checks of a draft, their findings in the order of the draft."""

from __future__ import annotations

from .deltas import deltas, directions
from .draft import Draft
from .exceeding import exceeding
from .finding import LintFinding
from .names import CensusNames, unnamed
from .previous import against_previous
from .ranks import ranks
from .shares import shares
from .sums import sums
from .tables import tables


def lint(
    draft: Draft, *, previous: Draft | None = None, census: CensusNames | None = None
) -> list[LintFinding]:
    """What is wrong with a draft; ``previous`` is the notice of the quarter before, ``census`` what the run found."""
    found = [*shares(draft), *sums(draft), *exceeding(draft), *ranks(draft)]
    found += [*deltas(draft), *directions(draft), *tables(draft)]
    if previous is not None:
        found += against_previous(draft, previous)
    if census is not None:
        found += unnamed(draft, census)
    return sorted(dict.fromkeys(found), key=lambda item: item.paragraph)
