"""Word documents to PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from govsite_checks.files import write_bytes

NAMES: Final = ("soffice", "libreoffice")
BATCH: Final = 50  # documents of one start of the program
SECONDS: Final = 120  # for a batch


class PdfError(Exception):
    """The documents could not be made into PDF; the message is Chinese and says what to do."""


def converter() -> str:
    """Where LibreOffice is; empty where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


def to_pdf(documents: Sequence[Path], program: str) -> list[Path]:
    """Write a PDF beside each document.

    Raises:
        PdfError: the program failed, or took too long.
        OSError: a file cannot be written.
    """
    made: list[Path] = []
    for start in range(0, len(documents), BATCH):
        made += _batch(documents[start : start + BATCH], program)
    return made


def _batch(documents: Sequence[Path], program: str) -> list[Path]:
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: a LibreOffice that the user has open would take the job and do nothing.
        profile = (Path(folder) / "profile").as_uri()
        out = Path(folder) / "pdf"
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
        ]
        command += ["--outdir", str(out), *(str(document.resolve()) for document in documents)]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - found on PATH
        except (subprocess.SubprocessError, OSError) as error:
            raise PdfError(
                f"LibreOffice 未能转换 PDF（{type(error).__name__}）；.docx 已生成，可自行另存为 PDF"
            ) from None
        return [_kept(out, document) for document in documents]


def _kept(folder: Path, document: Path) -> Path:
    made, target = folder / f"{document.stem}.pdf", document.with_suffix(".pdf")
    if not made.is_file():
        raise PdfError(f"LibreOffice 没有给出 {target.name}；.docx 已生成，可自行另存为 PDF")
    write_bytes(target, made.read_bytes())
    return target
