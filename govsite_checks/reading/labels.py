"""The labels in a page's head (网页标签): SiteName, ColumnType, ArticleTitle, PubDate and the others."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels as written, trimmed; a label that is absent is None, one without content is an empty string."""

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


def read_labels(document: Document) -> Labels:
    """The labels of a page, whatever the case of their names, by ``name`` or ``property``."""
    raise NotImplementedError
