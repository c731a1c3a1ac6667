"""The scripts of a page that opens the error-report platform by one: read where they no longer stand in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from govsite_checks.model import Page, Role
from govsite_checks.reading.page.tree import parse

MAX_TEXT = 5_000_000
MAX_SCRIPTS = 300
_MAY_REPORT = re.compile(r"jiucuo|exposure|check_web|site_?code", re.IGNORECASE)


def codes_of(sent: Page, parts: Mapping[str, Page]) -> list[str]:
    """The scripts, of a page as it was sent and of its parts, that may lead to the platform."""
    if not _MAY_REPORT.search(sent.text) and not parts:
        return []
    tree = parse(sent.text[:MAX_TEXT])
    inline = [node.text() for node in tree.css("script:not([src])")[:MAX_SCRIPTS]] if tree is not None else []
    loaded = [
        part.text for part in dict.fromkeys(parts.values()) if part.role == Role.FOOTER_SCRIPT and part.seen
    ]
    return [code for code in (*inline, *loaded) if _MAY_REPORT.search(code)]
