"""What is added to the evidence of a site once it is whole: files of their own, listed in its manifest like the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from govsite_checks.files import write_bytes
from govsite_checks.model import Site

from . import limits, manifest
from .errors import corrupt
from .folder import _locked
from .guarded import folder_at, opened_folder, read_at
from .layout import MANIFEST, SITES, folder_name


@contextmanager
def adding(path: Path) -> Iterator[None]:
    """Keep other runs from writing into an evidence folder meanwhile.

    Raises:
        EvidenceError: another run is writing there.
        OSError: there is no such folder.
    """
    lock = _locked(path)
    try:
        yield
    finally:
        os.close(lock)


def add_files(path: Path, site_id: str, files: Mapping[str, bytes], browser: str = "") -> None:
    """Add files to the evidence of a site, the manifest last: a killed run leaves nothing that is listed and not there.

    ``browser`` is the product and version that made them, empty where none did.

    Raises:
        EvidenceError: the site's manifest is damaged.
        OSError: a file cannot be written.
    """
    name = folder_name(site_id)
    listed = _listed(path, name)
    folder = path / SITES / name
    for file in sorted(files):
        write_bytes(folder / file, files[file], durable=False)
    rows = {
        **listed.files,
        **{
            file: manifest.FileRow(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            for file, data in files.items()
        },
    }
    site = Site(id=listed.site, name="", url=listed.url)
    write_bytes(
        folder / MANIFEST,
        manifest.to_bytes(
            site, listed.tool_version, rows, {*listed.browsers, *([browser] if browser else [])}
        ),
    )


def read_added(path: Path, site_id: str, name: str, most: int) -> bytes | None:
    """A file that was added, as its manifest knows it; None where the site has none.

    Raises:
        EvidenceError: it differs from its manifest, or cannot be read.
    """
    folder = folder_name(site_id)
    place = f"{SITES}/{folder}/{name}"
    try:
        row = _listed(path, folder).files.get(name)
        if row is None:
            return None
        with opened_folder(path) as root, folder_at(root, SITES) as sites, folder_at(sites, folder) as handle:
            data = read_at(handle, name, most)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise corrupt(place, f"无法读取（{error.strerror or error}）") from error
    if len(data) != row.size or hashlib.sha256(data).hexdigest() != row.sha256:
        raise corrupt(place, "与清单中的 SHA-256 不符，内容被改动过")
    return data


def _listed(path: Path, name: str) -> manifest.Manifest:
    """The manifest of a site's folder; raises FileNotFoundError where the site is not there."""
    with opened_folder(path) as root, folder_at(root, SITES) as sites, folder_at(sites, name) as handle:
        return manifest.parse(f"{SITES}/{name}/{MANIFEST}", read_at(handle, MANIFEST, limits.MANIFEST_BYTES))
