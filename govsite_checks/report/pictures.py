"""The pictures of a site in its page: thumbnails that open, each beside what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from govsite_checks.model import Finding, Role

from .texts import clean

_NOTE = {
    "": "页面上部",
    "foot": "页面底部",
}
_BOXED = "方框内为所见内容"


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture that is kept: its ``file``, of which page and when, and what it shows.

    ``how`` says by what its region was found (``foot`` for the foot of the page as such), empty where nothing is boxed.
    ``shows`` are findings: rule, address, selector and snippet.
    """

    file: Path
    url: str
    taken: str
    width: int
    height: int
    how: str = ""
    role: str = ""
    shows: frozenset[tuple[str, str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class PictureView:
    """What the template prints of a picture; ``link`` is relative to the page of the site."""

    link: str
    alt: str
    caption: str
    width: int
    height: int


class Album:
    """The pictures of one site, found by what they show."""

    def __init__(self, pictures: Sequence[Pictured] = (), pages: Path = Path()) -> None:
        """``pages`` is the folder of the sites' pages, from which the links lead to the pictures."""
        self._shown: dict[tuple[str, str, str, str], PictureView] = {}
        self.home: PictureView | None = None
        for picture in pictures:
            view = _view(picture, pages)
            if self.home is None and picture.role == Role.HOME and not picture.how:
                self.home = view
            for key in picture.shows:
                self._shown.setdefault(key, view)

    def of(self, rule: str, finding: Finding) -> PictureView | None:
        """The picture of a finding, where there is one."""
        return self._shown.get((rule, finding.url, finding.selector, finding.snippet))


def _view(picture: Pictured, pages: Path) -> PictureView:
    note = _NOTE.get(picture.how, _BOXED)
    url, taken = clean(picture.url, 300), clean(picture.taken, 120)
    link = quote(os.path.relpath(picture.file, pages), safe="/")
    return PictureView(link, f"{note}：{url}", f"{note}，点击放大。{taken}", picture.width, picture.height)
