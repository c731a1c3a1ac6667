"""The labels in a page's head (网页标签): SiteName, ColumnType, ArticleTitle, PubDate and the others."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from govsite_checks.reading.page.document import Document

# A page of scripts with less text than this is an empty frame for them.
SHELL_CHARS = 60


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels as written, trimmed; a label that is absent is None, one without content is an empty string.

    Of a label that stands twice, the first with content counts; ``differing`` names those whose contents differ.
    """

    site_name: str | None = None
    site_domain: str | None = None
    site_id_code: str | None = None
    column_name: str | None = None
    column_description: str | None = None
    column_keywords: str | None = None
    column_type: str | None = None
    article_title: str | None = None
    pub_date: str | None = None
    content_source: str | None = None
    differing: tuple[str, ...] = ()


# Our name, and the label's own.
NAMES = {
    "site_name": "SiteName",
    "site_domain": "SiteDomain",
    "site_id_code": "SiteIDCode",
    "column_name": "ColumnName",
    "column_description": "ColumnDescription",
    "column_keywords": "ColumnKeywords",
    "column_type": "ColumnType",
    "article_title": "ArticleTitle",
    "pub_date": "PubDate",
    "content_source": "ContentSource",
}


def read_labels(document: Document) -> Labels:
    """The labels of a page as it was sent, whatever the case of their names, by ``name`` or ``property``.

    What an application adds counts where it writes the page itself, which then says next to nothing as it is sent.
    """
    sent = document.source
    metas = sent.metas if len(sent.text) >= SHELL_CHARS else document.metas
    values = {name: _values(metas.get(label.lower())) for name, label in NAMES.items()}
    differing = tuple(NAMES[name] for name, found in values.items() if len({v for v in found if v}) > 1)
    first = {
        name: next((v for v in found if v), found[0]) if found else None for name, found in values.items()
    }
    return Labels(**first, differing=differing)


def _values(contents: tuple[str, ...] | None) -> tuple[str, ...]:
    """The contents trimmed; what was escaped twice is unescaped."""
    return tuple(unescape(content).replace("\xa0", " ").strip() for content in contents or ())
