"""When the pages of a site were collected, by the ids of their records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from . import index, limits
from .additions import read_added
from .layout import INDEX


def moments(path: Path, site_id: str) -> Mapping[str, datetime]:
    """The moment of each record of a page; that of a rendering is its page's. Empty where the site is not there.

    Raises:
        EvidenceError: the index is damaged.
    """
    data = read_added(path, site_id, INDEX, limits.INDEX_BYTES)
    found: dict[str, datetime] = {}
    for row in index.parse(INDEX, data).pages if data is not None else ():
        moment = _moment(row.started)
        if moment is not None:
            found[row.record] = moment
            if row.rendered is not None and row.rendered.record:
                found[row.rendered.record] = moment
    return found


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
