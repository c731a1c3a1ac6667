from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.notice.pdf import PdfError, converter, to_pdf

# What LibreOffice is asked: `--outdir DIR FILE…`; a program of the same manners in its place.
OBEDIENT = """#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
mkdir -p "$2"; out="$2"; shift 2
for f in "$@"; do name=$(basename "$f" .docx); printf '%%PDF-1.7 %s' "$name" > "$out/$name.pdf"; done
"""


def program(folder: Path, text: str) -> str:
    path = folder / "soffice"
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_pdf_stands_beside_each_document(tmp_path: Path) -> None:
    documents = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for document in documents:
        document.write_bytes(b"x")
    made = to_pdf(documents, program(tmp_path, OBEDIENT))
    assert [path.name for path in made] == ["a.pdf", "b.pdf"]
    assert made[1].read_bytes() == b"%PDF-1.7 b"


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n"])
def test_a_program_that_fails_or_does_nothing_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(PdfError, match=r"\.docx 已生成"):
        to_pdf([tmp_path / "a.docx"], program(tmp_path, text))
    assert not (tmp_path / "a.pdf").exists()


def test_where_it_is_not_installed_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert converter() == ""
    program(tmp_path, OBEDIENT)
    assert converter() == str(tmp_path / "soffice")
