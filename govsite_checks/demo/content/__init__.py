"""Everything that one demo site publishes, made from its facts."""

from __future__ import annotations

from .articles import BEIJING, Article, Column, Place, Reference
from .services import Element, Guide
from .site import Leader, SiteContent, Topic
from .talks import Message, Survey

__all__ = [
    "BEIJING",
    "Article",
    "Column",
    "Element",
    "Guide",
    "Leader",
    "Message",
    "Place",
    "Reference",
    "SiteContent",
    "Survey",
    "Topic",
]
