"""Empty places of a page that its own scripts name: something may be put there."""

from __future__ import annotations

import re

from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.page.document import LIVE, Document

MAX_PLACES = 300
MAX_SCRIPTS = 60
MAX_CHARS = 200_000
_PLACES = "div[id], ul[id], ol[id], table[id], tbody[id], section[id]"
_CONTENT = "img, input, textarea, a, iframe, embed"


def awaits_content(document: Document) -> bool:
    """Whether a script within the page names, as a string of its own, an empty place that is no furniture."""
    inline = document.css(f"{LIVE}:not([src])")[:MAX_SCRIPTS]
    scripts = " ".join(script.text() for script in inline)[:MAX_CHARS]
    if not scripts:
        return False
    harmless = guide_words().elsewhere["harmless_place"]
    for node in document.css(_PLACES)[:MAX_PLACES]:
        name = node.attributes.get("id") or ""
        if name not in scripts or harmless.search(f"{name} {node.attributes.get('class') or ''}"):
            continue
        if not node.text().strip() and node.css_first(_CONTENT) is None and _names(scripts, name):
            return True
    return False


def _names(scripts: str, name: str) -> bool:
    return re.search(rf"""["'`#]{re.escape(name)}["'`\s]""", scripts) is not None
