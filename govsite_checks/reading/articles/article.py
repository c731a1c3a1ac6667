"""Content pages: title, publication date, source, body, attachments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from govsite_checks.reading.dates.reading import (
    Dated,
    DateSource,
    Spot,
    contradict,
    date_in_address,
    first_date,
    label_before,
    plain,
    spots_in,
)
from govsite_checks.reading.lists.words import listing_words
from govsite_checks.reading.page.document import Document, Link, lines_under

from .labels import read_labels

MAX_LINES = 2_000
MAX_TITLE = 200
# The lines after the title in which its date stands.
NEAR = 15
MAX_META_LINE = 200

_LETTERS = re.compile(r"[\W_]+")
_SITE_PART = re.compile(r"\s*[-_|–—]+\s*")
_ORIGIN_END = re.compile(
    r"\s{2,}|\s*(?:19|20)\d\d[-年./]|\s*(?:发布|更新|日期|时间|作者|浏览|点击|阅读|访问|字体|字号|编辑|责任|分享|打印|【|\[|\||信息)"
)


@dataclass(frozen=True, slots=True)
class Article:
    """What a content page shows.

    ``title`` as shown on the page (not the title element), ``published`` by the order of trust, ``origin`` the source it
    names (来源), ``lines`` the body's visible lines, ``attachments`` links to documents, ``related`` the links of the body
    and of a "related" block. ``shown`` is the date written near the title, whatever the label says.
    """

    title: str = ""
    published: Dated | None = None
    origin: str = ""
    lines: tuple[str, ...] = ()
    attachments: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    shown: Dated | None = None


def read_article(document: Document) -> Article:
    """The content of a page; empty fields where it shows none."""
    title = _title(document)
    at = _line_of(document, title)
    near = _near(document, at)
    shown = _shown(near, document) if at >= 0 else None
    body = _body(document)
    lines = lines_under(body)[:MAX_LINES] if body is not None else _lines_after(document, at)
    inside = {node.mem_id for node in body.css("a[href]")} if body is not None else set()
    beside = document.numbers(
        ", ".join(f"{part.strip()} a[href]" for part in listing_words().related.split(","))
    )
    return Article(
        title=title,
        published=_published(document, shown),
        origin=_origin(near),
        lines=tuple(lines),
        attachments=_attachments(document),
        related=tuple(
            link for link in document.links if link.url and (link.node in inside or link.node in beside)
        ),
        shown=shown,
    )


def letters(text: str) -> str:
    """A text reduced to what tells it from others: no spaces, no punctuation, one case, plain digits."""
    return _LETTERS.sub("", plain(text)).lower()


def _title(document: Document) -> str:
    """The shown words that the label or the title element also say; else the first heading."""
    wanted = {letters(value) for value in document.metas.get("articletitle", ())} - {""}
    whole = letters(document.title)
    named: list[str] = []
    for text in _headings(document):
        said = letters(text)
        if said in wanted:
            return text
        if len(said) >= 4 and said in whole:
            named.append(text)
    if named:
        return max(named, key=len)
    parts = {letters(part) for part in [document.title, *_SITE_PART.split(document.title)]}
    wanted |= {part for part in parts if len(part) >= 6}
    shown = _lines_that_say(document, wanted)
    if shown:
        return document.lines[shown[0]]
    headings = (" ".join(node.text().split()) for node in document.css("h1"))
    return next((text[:MAX_TITLE] for text in headings if len(text) >= 4), "")


def _headings(document: Document) -> Iterator[str]:
    """What the elements say that are called titles, each once, the surest first."""
    known: set[str] = set()
    for selector in listing_words().title:
        for node in document.css(selector)[:30]:
            if node.tag in {"a", "li", "title", "meta", "input", "script"}:
                continue
            text = " ".join(node.text()[: 4 * MAX_TITLE].split())
            if 0 < len(text) <= MAX_TITLE and text not in known:
                known.add(text)
                yield text


def _lines_that_say(document: Document, wanted: Collection[str]) -> list[int]:
    """The numbers of the lines that say one of some words, apart from spaces and punctuation."""
    firsts = {words[0] for words in wanted}
    return [
        number
        for number, line in enumerate(document.lines)
        if len(line) <= 2 * MAX_TITLE
        and any(f in line or f.isascii() for f in firsts)
        and letters(line) in wanted
    ]


def _line_of(document: Document, title: str) -> int:
    """The number of the line that shows the title: the last of those before the text, -1 where there is none."""
    if not title:
        return -1
    wanted = letters(title)
    at = _lines_that_say(document, [wanted]) if wanted else []
    if not at and wanted:
        near = (
            n for n, line in enumerate(document.lines) if wanted[0] in line and len(line) <= 2 * MAX_TITLE
        )
        at = [n for n in near if wanted in letters(document.lines[n])]
    for number in at[:5]:
        if _shown(_near(document, number), document) is not None:
            return number
    return at[0] if at else -1


def _near(document: Document, at: int) -> tuple[str, ...]:
    """The lines from the title on that belong to it: not those of the page's end."""
    lines = document.lines[at : at + NEAR] if at >= 0 else document.lines[: 2 * NEAR]
    end = listing_words().end
    last = next((number for number, line in enumerate(lines) if number and end.search(line)), len(lines))
    return lines[:last]


def _shown(lines: tuple[str, ...], document: Document) -> Dated | None:
    """The date of publication in the lines under a title: labelled; else in a line of its kind."""
    best: tuple[int, Dated] | None = None
    text = "\n".join(line[:MAX_META_LINE] for line in lines)
    flat = plain(text)
    for spot in spots_in(text, document.as_of, DateSource.TEXT):
        weight = _weight(flat, spot)
        # A word that may say it counts no more than standing first under the title.
        if weight and (best is None or weight > max(best[0], 3 if best[0] > 1 else 0)):
            best = weight, spot.dated
    if best is None:
        return None
    weight, dated = best
    return dated if weight > 1 else replace(dated, source=DateSource.LOOSE, sure=False)


def _weight(text: str, spot: Spot) -> int:
    said = label_before(text, spot.start)
    if said in {"published", "likely"}:
        return 4 if said == "published" else 3
    if said == "other":
        return 0
    start = text.rfind("\n", 0, spot.start) + 1
    end = text.find("\n", spot.end)
    line = text[start : end if end >= 0 else len(text)]
    rest = letters(line[: spot.start - start] + line[spot.end - start :])
    if not rest or listing_words().beside.search(line):
        return 2
    return 1


def _published(document: Document, shown: Dated | None) -> Dated | None:
    """By the order of trust: label, address, labelled text; unsure where two of them contradict."""
    written = read_labels(document).pub_date
    label = first_date(written, document.as_of, DateSource.LABEL) if written else None
    address = date_in_address(document.url, document.as_of)
    sources = [dated for dated in (label, address, shown) if dated is not None]
    if not sources:
        return None
    first = sources[0]
    for other in sources[1:]:
        if contradict(first, other) and other.source is not DateSource.LOOSE:
            where = "网址" if other.source is DateSource.ADDRESS else "页面"
            return replace(first, sure=False, text=f"{first.text}（{where}中为{other.day.isoformat()}）")
    return first


def _origin(lines: tuple[str, ...]) -> str:
    for line in lines:
        found = listing_words().origin.search(line[:MAX_META_LINE])
        if found:
            return _ORIGIN_END.split(found[1].strip(), maxsplit=1)[0].strip()[:60]
    return ""


def _body(document: Document) -> LexborNode | None:
    """The element that holds the text: one named so, else the parent of most of the paragraphs."""
    selectors = listing_words().body
    for selector in selectors if document.css(", ".join(selectors)) else ():
        for node in document.css(selector)[:5]:
            if len(node.text().strip()) >= 20 or node.css_first("img") is not None:
                return node
    return _most_paragraphs(document)


def _most_paragraphs(document: Document) -> LexborNode | None:
    lengths: dict[int, int] = {}
    parents: dict[int, LexborNode] = {}
    for node in document.css("p")[:MAX_LINES]:
        parent = node.parent
        if parent is not None:
            number = parent.mem_id
            parents[number] = parent
            lengths[number] = lengths.get(number, 0) + len(node.text())
    best = max(lengths, key=lengths.__getitem__, default=0)
    return parents[best] if lengths.get(best, 0) >= 100 else None


def _lines_after(document: Document, at: int) -> tuple[str, ...]:
    """The lines from the title to the words that end a text."""
    if at < 0:
        return ()
    lines: list[str] = []
    for line in document.lines[at + 1 :][:MAX_LINES]:
        if listing_words().end.search(line):
            break
        lines.append(line)
    return tuple(lines)


def _attachments(document: Document) -> tuple[Link, ...]:
    pattern = listing_words().attachment
    return tuple(
        link
        for link in document.links
        if link.url and (pattern.search(_path(link.url)) or (link.text and pattern.search(link.text.strip())))
    )


def _path(url: str) -> str:
    """An address without query and fragment; cut by hand, for every link of a page is asked for it."""
    path = url.split("#", 1)[0].split("?", 1)[0]
    return unquote(path) if "%" in path else path
