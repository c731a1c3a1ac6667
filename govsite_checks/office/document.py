"""Official documents as GB/T 9704 asks: A4, type area, fonts by name, 28 pt lines, page numbers on the outer side."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govsite_checks.files import write_bytes
from govsite_checks.model import CHINA

from .texts import xml_text

TITLE, HEADING_1, HEADING_2, BODY, NUMBERS = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
TEXT_WIDTH_MM: Final = 156  # 210 less the margins of 28 and 26
CHARACTER: Final = 16  # points: a character of the body
LINE: Final = 27.5  # characters of the body that a line holds
MAX_TEXT: Final = 5_000
# Nothing but what a browser opens: no file of this machine, no script.
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f]{1,2000}")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; ``font`` only where it is not the paragraph's own.

    ``comment`` is written in the margin beside it; ``link`` is an address of the web that it leads to, of any other kind
    it stays plain text.
    """

    text: str
    bold: bool = False
    font: str = ""
    comment: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    font: str
    points: float
    align: WD_ALIGN_PARAGRAPH
    indent: bool = False  # by two characters
    outline: int = 0  # the level in the outline, from 1
    line: float = 28


_LEFT, _CENTER, _BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_BODY = _Style("公文正文", BODY, CHARACTER, _BOTH, indent=True)
_STYLES: Final = {
    "title": _Style("公文标题", TITLE, 22, _CENTER, line=35),
    "recipients": _Style("公文主送机关", BODY, CHARACTER, _BOTH),
    "1": _Style("公文一级标题", HEADING_1, CHARACTER, _BOTH, indent=True, outline=1),
    "2": _Style("公文二级标题", HEADING_2, CHARACTER, _BOTH, indent=True, outline=2),
    "body": _BODY,
    "plain": _Style("公文落款", BODY, CHARACTER, _LEFT),
    "annex": _Style("公文附件标识", HEADING_1, CHARACTER, _LEFT),
    "cell": _Style("公文表格", BODY, 10.5, _LEFT, line=17),
}


class OfficialDocument:
    """A document being written, paragraph by paragraph.

    Texts may come from outside: what XML cannot hold, and what would rewrite the order of a line, is taken out.
    The same paragraphs and the same ``as_of`` give the same bytes.
    """

    def __init__(self, as_of: datetime, *, subject: str = "") -> None:
        """An empty document; ``subject`` is the title among its properties."""
        self._document = docx.Document()
        self._as_of = as_of
        self._empty = True
        _set_page(self._document)
        _set_styles(self._document)
        _set_numbers(self._document.sections[0])
        _set_properties(self._document, as_of, _clean(subject))

    def title(self, text: str) -> None:
        """The title, centred; a line break in it is kept."""
        for line in text.splitlines() or [""]:
            self._paragraph("title", [line])
        self.blank()

    def recipients(self, text: str) -> None:
        """The authorities that it is sent to, from the left edge."""
        self._paragraph("recipients", [text])

    def heading(self, text: str, level: int = 1, *rest: str | Run) -> None:
        """A heading of level 1 (黑体) or 2 (楷体); ``rest`` goes on in the same paragraph in the font of the body."""
        runs = [Run(run, font=BODY) if isinstance(run, str) else run for run in rest]
        self._paragraph("1" if level == 1 else "2", [text, *runs])

    def paragraph(self, *runs: str | Run) -> None:
        """A paragraph of the body, its first line two characters in."""
        self._paragraph("body", runs)

    def blank(self) -> None:
        """An empty line."""
        self._paragraph("plain", [])

    def attachments(self, names: Sequence[str]) -> None:
        """The note of what is attached: an empty line, then ``附件：`` with each name on a line of its own."""
        if not names:
            return
        self.blank()
        if len(names) == 1:
            _indent(self._paragraph("plain", [f"附件：{names[0]}"]), left=5, first=-3)
            return
        for number, name in enumerate(names, start=1):
            lead = "附件：" if number == 1 else ""
            paragraph = self._paragraph("plain", [f"{lead}{number}.{name}"])
            _indent(paragraph, left=6, first=-4 if lead else -1)

    def signature(self, authority: str, day: str) -> None:
        """Authority and date on the right, as for a document without a seal: the date two characters further in."""
        self.blank()
        name, date = _characters(authority), _characters(day)
        # Where the authority begins: two characters free on its right, or, of a longer date, on the date's right.
        start = max(LINE - 2 - max(name, date + 2), 0)
        for text, left in ((authority, start), (day, start + 2)):
            _indent(self._paragraph("plain", [text]), left=left)

    def annex(self, mark: str) -> None:
        """A new page headed by a mark such as ``附件1``."""
        self.page_break()
        self._paragraph("annex", [mark])
        self.blank()

    def page_break(self) -> None:
        """Go on on a new page; nothing at the very beginning."""
        if not self._empty:
            last = self._document.paragraphs[-1]
            last.add_run().add_break(WD_BREAK.PAGE)

    def table(
        self, rows: Sequence[Sequence[str | Run]], widths_mm: Sequence[float], *, head: bool = True
    ) -> None:
        """A table with lines; the first row is repeated on each page where it is a head."""
        table = self._document.add_table(rows=0, cols=len(widths_mm), style="Table Grid")
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER  # else its edge stands out by the margin of a cell
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text, width in zip(cells, row, widths_mm, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                paragraph.style = self._document.styles[_STYLES["cell"].name]
                run = (
                    Run(text, font=HEADING_1 if head and number == 0 else "")
                    if isinstance(text, str)
                    else text
                )
                self._run(paragraph, run)
        if head and rows:
            repeated = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._empty = False

    def picture(self, data: bytes, *, width_mm: float = TEXT_WIDTH_MM, height_mm: float = 0) -> None:
        """A picture (PNG or JPEG) in the middle, as large as fits into width and, where given, height.

        Raises:
            ValueError: the bytes are no picture that the document can hold.
        """
        paragraph = self._paragraph("plain", [])
        paragraph.alignment = _CENTER
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.space_before = Pt(6)
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(data))
        except Exception:  # a damaged picture makes the library raise whatever it stumbles over
            paragraph._p.getparent().remove(paragraph._p)
            raise ValueError("图片无法读取") from None
        scale = Mm(width_mm) / max(shape.width, 1)
        if height_mm:
            scale = min(scale, Mm(height_mm) / max(shape.height, 1))
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)

    def to_bytes(self) -> bytes:
        """The document as it is now."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return _repacked(buffer.getvalue())

    def write(self, path: Path) -> None:
        """Write the document whole or not at all.

        Raises:
            OSError: the file cannot be written.
        """
        write_bytes(path, self.to_bytes())

    def _paragraph(self, style: str, runs: Sequence[str | Run]) -> Any:
        paragraph = self._document.add_paragraph(style=_STYLES[style].name)
        for run in runs:
            self._run(paragraph, Run(run) if isinstance(run, str) else run)
        self._empty = False
        return paragraph

    def _run(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_run(_clean(run.text))
        made.bold = run.bold or None
        # The hint sets “” and — in the font of the Chinese text.
        fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")
        if run.font:
            _set_fonts(fonts, run.font)
        if _WEB.fullmatch(run.link):
            _lead(paragraph, made, run.link)
        elif run.comment:
            self._comment(made, run.comment)

    def _comment(self, run: Any, text: str) -> None:
        """A remark in the margin: by nobody, and of the document's own day."""
        comment = self._document.add_comment(run, text=_clean(text), author="", initials="")
        moment = self._as_of.astimezone(CHINA)
        comment._comment_elm.set(qn("w:date"), f"{moment:%Y-%m-%dT%H:%M:%S}Z")


def _clean(text: str) -> str:
    return xml_text(text, MAX_TEXT)


def _lead(paragraph: Any, run: Any, address: str) -> None:
    """Make a run lead to an address of the web."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    paragraph._p.replace(run._r, link)
    link.append(run._r)
    run.font.underline = True


def _characters(text: str) -> float:
    """How many Chinese characters wide a text is."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in _clean(text))


def _set_fonts(fonts: Any, name: str) -> None:
    for place in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{place}"), name)
        fonts.attrib.pop(qn(f"w:{'cstheme' if place == 'cs' else place + 'Theme'}"), None)


def _indent(paragraph: Any, *, left: float = 0, right: float = 0, first: float = 0) -> None:
    """Indents in characters, with points beside them for programs that know no characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, amount in (
        ("left", left),
        ("right", right),
        ("firstLine", max(first, 0)),
        ("hanging", max(-first, 0)),
    ):
        if amount:
            indent.set(qn(f"w:{name}Chars"), str(round(amount * 100)))
            indent.set(qn(f"w:{name}"), str(round(amount * CHARACTER * 20)))


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance, section.header_distance = Mm(23), Mm(15)
    document.settings.odd_and_even_pages_header_footer = True


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _set_fonts(normal.element.get_or_add_rPr().get_or_add_rFonts(), BODY)
    normal.font.size = Pt(CHARACTER)
    language = normal.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "zh-CN", qn("w:eastAsia"): "zh-CN"})
    normal.element.rPr.append(language)
    for style in _STYLES.values():
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = normal
        _set_fonts(made.element.get_or_add_rPr().get_or_add_rFonts(), style.font)
        made.font.size = Pt(style.points)
        shape = made.paragraph_format
        shape.alignment = style.align
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.line)
        shape.widow_control = False
        _set_tight(made.element.get_or_add_pPr())
        if style.indent:
            _indent_style(made)
        if style.outline:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(style.outline - 1))
            made.element.get_or_add_pPr().append(level)


def _set_tight(properties: Any) -> None:
    """No space of its own between Chinese and digits or letters: 2018年, not 2018 年."""
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "0")
        properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _indent_style(style: Any) -> None:
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(2 * CHARACTER * 20))


def _set_numbers(section: Any) -> None:
    """``— 1 —`` on the outer side: right on odd pages, left on even ones, one character from the edge."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        _indent(paragraph, **{side: 1})
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(14)
            _set_fonts(run._r.get_or_add_rPr().get_or_add_rFonts(), NUMBERS)
            if text is None:
                _add_page_field(run)


def _add_page_field(run: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind == "shown":
            part = OxmlElement("w:t")
            part.text = text
        elif kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def _set_properties(document: Any, as_of: datetime, subject: str) -> None:
    moment = as_of.astimezone(CHINA).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.created = properties.modified = moment
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = subject[:255]
    properties.revision = 1
    relations = document.part.package.rels
    for key in [key for key, rel in relations.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]  # the template's own little picture


def _repacked(data: bytes) -> bytes:
    """The same package with the time of its members fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return buffer.getvalue()
