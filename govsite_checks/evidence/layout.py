"""Where things lie in an evidence folder, and the names that may be used there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from .errors import EvidenceError

RUN: Final = "run.json"
SITES: Final = "sites"
WARC: Final = "evidence.warc.gz"
INDEX: Final = "index.json"
MANIFEST: Final = "manifest.json"
TEMPORARY: Final = ".tmp-"

_SITE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*\.", re.IGNORECASE)


def folder_name(site_id: str) -> str:
    """The folder of a site. A name that Windows reserves is wrapped in ``_``, which no site id begins with.

    Raises:
        EvidenceError: the id is no site id, so it could name something else on the disk.
    """
    if not _SITE_ID.fullmatch(site_id) or ".." in site_id:
        raise EvidenceError(
            f"站点编号 {site_id[:80]!r} 不能用作证据目录名：应为 64 个以内的字母、数字、点、下划线或连字符，"
            "以字母或数字开头；请在台账中改写 id"
        )
    return f"_{site_id}_" if _RESERVED_ON_WINDOWS.fullmatch(site_id) else site_id


def locate(path: Path) -> Path:
    """The evidence folder that a user means: ``path`` itself, or ``evidence`` in the report folder ``path``."""
    inner = path / "evidence"
    return inner if inner.is_dir() and not (path / RUN).exists() else path
