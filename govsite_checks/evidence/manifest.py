"""``manifest.json``: the SHA-256 and size of each file of a site. Written last, it makes the folder whole."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from govsite_checks.model import Site

from . import limits
from .errors import corrupt, unknown_format
from .layout import INDEX, WARC

FORMAT: Final = 1
# A browser may be replaced by a newer one between a run and its continuation.
MOST_BROWSERS: Final = 10


class FileRow(BaseModel):
    """What one file must be."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=limits.WARC_BYTES)]


class Manifest(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    tool_version: str = ""
    site: str
    url: str
    browsers: Annotated[
        tuple[Annotated[str, Field(max_length=limits.NOTE_CHARS)], ...],
        Field(max_length=MOST_BROWSERS, strict=False),
    ] = ()
    files: Annotated[
        dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")], FileRow],
        Field(max_length=1000),
    ]


def to_bytes(
    site: Site, tool_version: str, files: dict[str, FileRow], browsers: Collection[str] = ()
) -> bytes:
    """The manifest of a site. It says nothing of any profile: evidence does not depend on who judges it.

    ``browsers`` are the products and versions that showed its pages; none where none was needed.
    """
    used = sorted(browsers)[:MOST_BROWSERS]
    whole = {
        "format": FORMAT,
        "tool_version": tool_version,
        "site": site.id,
        "url": site.url,
        **({"browsers": used} if used else {}),
        "files": {name: files[name].model_dump() for name in sorted(files)},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def parse(place: str, data: bytes) -> Manifest:
    """The manifest in ``data``.

    Raises:
        EvidenceError: it is none, or was written in another format.
    """
    try:
        whole = from_json(data, allow_inf_nan=False)
        if isinstance(whole, dict) and whole.get("format") != FORMAT:
            raise unknown_format(place, whole.get("format"), whole.get("tool_version"), FORMAT)
        manifest = Manifest.model_validate(whole)
    except (ValidationError, ValueError) as error:
        raise corrupt(place, "内容不合格式") from error
    if missing := {WARC, INDEX} - manifest.files.keys():
        raise corrupt(place, f"没有列出 {'、'.join(sorted(missing))}")
    return manifest
