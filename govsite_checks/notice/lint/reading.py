"""Reads a draft: a Word document or a plain text. Whatever is handed in, it is bounded and nothing in it is run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from govsite_checks.wording import os_words

from .draft import Draft, Table, draft_of

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_MEMBERS: Final = 5_000
MAX_PARAGRAPHS: Final = 20_000
MAX_PARAGRAPH: Final = 20_000
MAX_TEXT: Final = 1_000_000  # signs of all paragraphs: two hundred notices
MAX_CELLS: Final = 200_000
_ENDS = re.compile(r"[。！？!?：:；;]\s*$")
_BEGINS = re.compile(r"\s|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|附件|第[一二三四五六七八九十]+[章条]")
_WRAPPED: Final = 20  # a line this long that ends without a stop goes on on the next one
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


class DraftError(Exception):
    """A draft that cannot be read; the message is Chinese and says what to do."""


def read_draft(path: Path) -> Draft:
    """The draft in a ``.docx`` or a text file (UTF-8, UTF-16 with a mark, GB18030).

    Raises:
        DraftError: the file is missing, too large, damaged or of another kind.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DraftError(f"{path}：超过 {MAX_BYTES // 2**20} MB，请只提供通报正文")
        data = path.read_bytes()
    except OSError as error:
        raise DraftError(f"{path}：无法读取（{os_words(error)}）；请检查路径") from None
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DraftError(f"{path}：是旧的 .doc 格式或设了密码；请用文字处理软件另存为不加密的 .docx 后再试")
    if data.startswith(b"PK"):
        return _read_docx(path, data)
    if data.startswith(b"%PDF"):
        raise DraftError(f"{path}：是 PDF；请提供 .docx 或 .txt")
    return draft_of(_bounded(path, _joined(_decoded(path, data))))


def _bounded(path: Path, texts: list[str]) -> list[str]:
    if sum(map(len, texts)) > MAX_TEXT:
        raise DraftError(f"{path}：正文超过 {MAX_TEXT} 字；请只提供一份通报")
    return texts


def _decoded(path: Path, data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DraftError(f"{path}：不是文本文件，也不是 .docx；请另存为 .docx 或 UTF-8 文本后再试")


def _joined(text: str) -> list[str]:
    """The paragraphs of a text; lines that were broken at a width are put together again."""
    paragraphs: list[str] = []
    previous = ""
    for line in text.splitlines()[: MAX_PARAGRAPHS * 5]:
        broken = len(previous.strip()) >= _WRAPPED and not _ENDS.search(previous) and not _BEGINS.match(line)
        if line.strip() and broken and len(paragraphs[-1]) + len(line) <= MAX_PARAGRAPH:
            paragraphs[-1] += line.strip()
        elif line.strip():
            paragraphs.append(line.strip())
        previous = line
    return [paragraph[:MAX_PARAGRAPH] for paragraph in paragraphs[:MAX_PARAGRAPHS]]


def _read_docx(path: Path, data: bytes) -> Draft:
    _check_package(path, data)
    try:
        document = docx.Document(io.BytesIO(data))
        return _of_document(path, document)
    except DraftError:
        raise
    except Exception:  # a damaged document makes the library raise whatever it stumbles over
        raise DraftError(
            f"{path}：文件已损坏，或不是标准的 .docx；请用文字处理软件打开并另存后再试"
        ) from None


def _check_package(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError):
        raise DraftError(f"{path}：文件已损坏，打不开；请重新获取或另存") from None
    parts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    if len(members) > MAX_MEMBERS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DraftError(f"{path}：解压后过大；请只提供通报正文")
    if "word/document.xml" not in {member.filename for member in members}:
        raise DraftError(f"{path}：不是 Word 文档；请提供 .docx 或 .txt")


def _of_document(path: Path, document: Any) -> Draft:
    texts: list[str] = []
    tables: list[Table] = []
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            tables.append(Table(len(texts), _rows(block)))
        elif (text := _text(block)).strip():
            texts.append(text.strip()[:MAX_PARAGRAPH])
        if len(texts) >= MAX_PARAGRAPHS:
            break
    return draft_of(_bounded(path, texts), tuple(tables))


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those within content controls and text boxes of their own."""
    for child in element:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _text(element: Any) -> str:
    """What a reader sees of a paragraph: without what was struck out, without the codes of fields."""
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in (qn("w:br"), qn("w:cr"), qn("w:tab")):
            parts.append(" ")
        else:
            parts.append(_text(child))
    return "".join(parts)


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    cells = 0
    for row in table.iter(qn("w:tr")):
        rows.append(tuple(_text(cell).strip()[:500] for cell in row.iter(qn("w:tc"))))
        cells += len(rows[-1])
        if cells > MAX_CELLS:
            break
    return tuple(rows)
