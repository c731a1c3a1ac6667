"""The pictures of a site: files named by the hash of their bytes, and ``pictures.json``, which says what each shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from . import limits
from .additions import add_files, read_added
from .errors import corrupt, unknown_format

FORMAT: Final = 1
PICTURES: Final = "pictures.json"
MOST: Final = 40
SHOWN: Final = 600
PICTURE_BYTES: Final = 2 * limits.MIB
_LIST_BYTES: Final = 8 * limits.MIB


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding that a picture shows: its rule, and the finding's own address, selector and snippet."""

    rule: str
    url: str = ""
    selector: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture of a page, ``taken`` from what was collected at that time (as it is printed on the picture).

    ``how`` says by what its region was found, empty where it shows the top of the page without a box.
    """

    file: str
    url: str
    taken: str
    width: int
    height: int
    how: str = ""
    role: str = ""
    shows: tuple[Shown, ...] = ()


class _ShownRow(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    rule: Annotated[str, Field(max_length=200)]
    url: Annotated[str, Field(max_length=limits.URL_CHARS)] = ""
    selector: Annotated[str, Field(max_length=limits.TEXT_CHARS)] = ""
    snippet: Annotated[str, Field(max_length=limits.TEXT_CHARS)] = ""


class _PictureRow(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    file: Annotated[str, Field(pattern=r"^picture-[0-9a-f]{32}\.webp$")]
    url: Annotated[str, Field(max_length=limits.URL_CHARS)]
    taken: Annotated[str, Field(max_length=200)]
    width: Annotated[int, Field(ge=1, le=20_000)]
    height: Annotated[int, Field(ge=1, le=20_000)]
    how: Annotated[str, Field(max_length=40)] = ""
    role: Annotated[str, Field(max_length=40)] = ""
    shows: tuple[_ShownRow, ...] = Field(default=(), max_length=SHOWN, strict=False)


class _List(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    pictures: tuple[_PictureRow, ...] = Field(max_length=MOST, strict=False)


def name_of(data: bytes) -> str:
    """The file of a picture."""
    return f"picture-{hashlib.sha256(data).hexdigest()[:32]}.webp"


def add_pictures(
    path: Path, site_id: str, pictures: Sequence[tuple[StoredPicture, bytes]], browser: str = ""
) -> None:
    """Keep the pictures of a site with its evidence. ``file`` of each is its ``name_of``.

    Raises:
        EvidenceError, OSError: as ``add_files``.
    """
    rows = [_row(picture) for picture, _ in pictures[:MOST]]
    text = json.dumps({"format": FORMAT, "pictures": rows}, ensure_ascii=False, indent=1) + "\n"
    files = {picture.file: data for picture, data in pictures[:MOST]}
    add_files(path, site_id, {**files, PICTURES: text.encode("utf-8", "replace")}, browser)


def _row(picture: StoredPicture) -> dict[str, Any]:
    shows = [
        {"rule": shown.rule, "url": shown.url, "selector": shown.selector, "snippet": shown.snippet}
        for shown in picture.shows[:SHOWN]
    ]
    row = {
        name: getattr(picture, name) for name in ("file", "url", "taken", "width", "height", "how", "role")
    }
    return {**row, "shows": shows}


def has_pictures(path: Path, site_id: str) -> bool:
    """Whether the pictures of a site were taken, be there any or none.

    Raises:
        EvidenceError: the list of them is damaged.
    """
    return read_added(path, site_id, PICTURES, _LIST_BYTES) is not None


def load_pictures(path: Path, site_id: str) -> tuple[StoredPicture, ...]:
    """The pictures that are kept of a site, of which every file is what its manifest says.

    Raises:
        EvidenceError: one is not, or the list of them is damaged.
    """
    data = read_added(path, site_id, PICTURES, _LIST_BYTES)
    if data is None:
        return ()
    found = _parsed(data)
    for row in found.pictures:
        picture = read_added(path, site_id, row.file, PICTURE_BYTES)
        if picture is None or name_of(picture) != row.file:
            raise corrupt(row.file, "不是清单中的图片")
    return tuple(
        StoredPicture(
            **{
                name: getattr(row, name)
                for name in ("file", "url", "taken", "width", "height", "how", "role")
            },
            shows=tuple(Shown(shown.rule, shown.url, shown.selector, shown.snippet) for shown in row.shows),
        )
        for row in found.pictures
    )


def _parsed(data: bytes) -> _List:
    try:
        whole = from_json(data, allow_inf_nan=False)
        if isinstance(whole, dict) and whole.get("format") != FORMAT:
            raise unknown_format(PICTURES, whole.get("format"), whole.get("tool_version"), FORMAT)
        return _List.model_validate(whole)
    except (ValidationError, ValueError) as error:
        raise corrupt(PICTURES, "内容不合格式") from error
