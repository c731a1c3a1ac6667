"""Links out of the report: to the web only where an address is one, to evidence only where it lies."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from govsite_checks.model import URL_CHARS, printable

# No user part either: https://www.gov.cn@example.com/ leads elsewhere than it reads.
_WEB = re.compile(r"https?://[^\s\\@/?#<>\"'`]+(?:[/?#][^\s\\<>\"'`]*)?", re.IGNORECASE)
_SITE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def web_link(url: str) -> str:
    """The address if a reader may be sent there by a click, else nothing: no script, no data, no file."""
    plain = printable(url, URL_CHARS)
    # printable turns what it removes into blanks, so an address with hidden characters does not match.
    if plain != url or not _WEB.fullmatch(plain):
        return ""
    try:
        return plain if urlsplit(plain).hostname else ""
    except ValueError:
        return ""


def site_file(site_id: str) -> str:
    """The name of a site's page.

    Raises:
        ValueError: the id is not one that an inventory lets through.
    """
    if not _SITE_ID.fullmatch(site_id):
        raise ValueError(f"网站编号 {site_id!r} 不能用作文件名：只能含字母、数字、点、连字符和下划线")
    return f"{site_id}.html"


@dataclass(frozen=True, slots=True)
class EvidenceLinks:
    """Where a site's evidence lies, relative to its page; empty where there is none."""

    archive: str = ""
    manifest: str = ""

    @classmethod
    def of(cls, site_id: str, evidence: Path | None, pages: Path) -> EvidenceLinks:
        """The links from the folder of the sites' ``pages`` to what is there of a site's evidence."""
        if evidence is None:
            return cls()
        folder = evidence / "sites" / site_id

        def link(name: str) -> str:
            file = folder / name
            return quote(os.path.relpath(file, pages), safe="/") if file.is_file() else ""

        return cls(link("evidence.warc.gz"), link("manifest.json"))
