"""Pages whose texts stay in the archive until a rule asks for them: most pages are asked for by few rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from govsite_checks.model import Page, Rendered

_FACTS = tuple(field.name for field in fields(Page) if field.name != "text")
_SHOWN = tuple(field.name for field in fields(Rendered) if field.name != "html")


class StoredPage(Page):
    """A page like any other, but for the moment at which its text is read.

    Reading raises ``EvidenceError`` where the archive, whose hash was verified, holds something else than its index
    says. It never gives an empty text instead: on that a rule could accuse a site.
    """

    __slots__ = ("_read",)
    _read: Callable[[], str]

    @classmethod
    def of(cls, page: Page, read: Callable[[], str]) -> StoredPage:
        """The page with ``read`` in place of its text."""
        stored = object.__new__(cls)
        for name in _FACTS:
            object.__setattr__(stored, name, getattr(page, name))
        object.__setattr__(stored, "_read", read)
        return stored

    def __getattr__(self, name: str) -> str:
        """Called for what is not there yet: the text, once."""
        if name != "text":
            raise AttributeError(name)
        text = self._read()
        object.__setattr__(self, "text", text)
        return text


class StoredRendered(Rendered):
    """A rendering whose document is read when it is asked for, as the text of a ``StoredPage``."""

    __slots__ = ("_read",)
    _read: Callable[[], str]

    @classmethod
    def of(cls, rendered: Rendered, read: Callable[[], str]) -> StoredRendered:
        """The rendering with ``read`` in place of its document."""
        stored = object.__new__(cls)
        for name in _SHOWN:
            object.__setattr__(stored, name, getattr(rendered, name))
        object.__setattr__(stored, "_read", read)
        return stored

    def __getattr__(self, name: str) -> str:
        """Called for what is not there yet: the document, once."""
        if name != "html":
            raise AttributeError(name)
        html = self._read()
        object.__setattr__(self, "html", html)
        return html
