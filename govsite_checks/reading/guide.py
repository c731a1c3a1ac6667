"""Service guides (办事指南): which elements a page gives, and which headings stand empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .document import Document, Link

# The element classes, in the order of the regulation; their synonyms are data (data/guide.toml).
ELEMENTS = ("name", "basis", "conditions", "materials", "place", "time", "phone", "process")


@dataclass(frozen=True, slots=True)
class GuideElement:
    """One element: its class, its heading as written, its text. An empty ``text`` is an empty heading."""

    kind: str
    heading: str
    text: str = ""
    vague: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A service guide as read.

    ``elements`` by class. ``is_guide`` is True where the page has the marks of a guide (two headings of elements or
    more). ``scripted`` says, in Chinese, why elements may be missing from the text; empty where the text shows all.
    ``forms`` are links to forms, samples and other documents, ``online`` links to declare or query online.
    """

    title: str = ""
    elements: Mapping[str, GuideElement] = field(default_factory=lambda: MappingProxyType({}))
    is_guide: bool = False
    scripted: str = ""
    forms: tuple[Link, ...] = ()
    online: tuple[Link, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The classes that are absent or stand empty, in the order of the regulation."""
        return tuple(kind for kind in ELEMENTS if not (kind in self.elements and self.elements[kind].text))


def read_guide(document: Document) -> Guide:
    """The service guide of a page."""
    raise NotImplementedError


def guide_links(document: Document) -> tuple[Link, ...]:
    """The links of a services page that lead to service guides, in the order of the page."""
    raise NotImplementedError
