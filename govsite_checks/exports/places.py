"""Where a finding is to be mended: a file and a line of the user's own, not the address on the web.

By default that is the site's line in the inventory. A source map says which template makes which pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from govsite_checks.model import Finding, Site
from govsite_checks.yamlfile import FileError, read_model

MAX_ENTRIES = 2000
_Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]


class SourceMapError(FileError):
    """A source map cannot be used; every fault is one line of Chinese with its place."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: _Text
    file: _Text


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sources: list[_Entry] = Field(min_length=1, max_length=MAX_ENTRIES)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, relative to where the run was started where it lies below, and a line, from 1."""

    file: str
    line: int = 1

    @property
    def uri(self) -> str:
        """The file as a relative reference."""
        return quote(self.file, safe="/")


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Globs over addresses, each with the file that makes those pages; the first that matches counts."""

    entries: tuple[tuple[str, str], ...] = ()

    @classmethod
    def load(cls, path: Path) -> SourceMap:
        """The map of a YAML file: ``sources:``, a list of ``url`` (a glob) and ``file``.

        Raises:
            SourceMapError: the file cannot be read or is no such map.
        """
        file, _ = read_model(path, _File, SourceMapError)
        return cls(tuple((entry.url, entry.file) for entry in file.sources))

    def file_of(self, url: str) -> str:
        """The file that makes the page at an address; empty where none is known."""
        return next((file for pattern, file in self.entries if fnmatchcase(url, pattern)), "")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the findings of one inventory."""

    inventory: str
    sources: SourceMap = SourceMap()

    @classmethod
    def of(cls, inventory: Path, base: Path, sources: SourceMap = SourceMap()) -> Places:
        """Places named from ``base``, the folder in which the run was started."""
        inside = inventory.is_relative_to(base)
        name = inventory.relative_to(base) if inside else Path(inventory.name)
        return cls(str(PurePosixPath(*name.parts)), sources)

    def of_finding(self, site: Site, finding: Finding | None) -> Place:
        """The template of the page that a finding is about, where it is known, else the site's line in the inventory."""
        file = self.sources.file_of(finding.url) if finding is not None else ""
        return Place(file) if file else Place(self.inventory, max(1, site.line))
