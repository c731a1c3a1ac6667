"""Result pages of a site search: what was found, what the page says of it, where it goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from govsite_checks.reading.dates.reading import Dated, DateSource, first_date
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import LIVE, Document, Link, text_of
from govsite_checks.reading.rendering.why import explained

from .classes import read_classes
from .lexicon import result_words
from .match import bare, matches, stripped

MAX_LINKS = 3_000
MAX_RESULTS = 200
MAX_STEPS_UP = 8
MAX_BLOCK = 8_000
MAX_LINES = 3_000
SHORT_LINE = 90
# A page with less text than this, and scripts, is an empty frame.
SHELL_CHARS = 60
# An area around more of the page's links than this is no side of it, whatever its name.
MAX_SIDE = 0.6
MAX_SIDES = 300

_STOP = frozenset(("body", "html", "ul", "ol", "main", "form"))
# A table may hold all results, or one: then it has few links.
_TABLES = frozenset(("table", "tbody"))
FEW_LINKS = 3
HEADLINE = 6
FOLLOWING = 5
_LIT = "em, mark, font[color], font[style], b, strong, i, span[style*=color], span[class], .highlight, .red"
_PARAGRAPHS = "p, dd, td, li span, li div"
_JSON = re.compile(r"\s*[\[{]\s*[\"{\]}\[]")
_BRACKETED = re.compile(r"[\[【［]\s*([一-鿿]{2,12})\s*[\]】］]")
_DATED = re.compile(
    r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_NAME = re.compile(r"[一-鿿]{2,16}")
_NO_NAME = re.compile("时间|日期|发布|发表|更新|浏览|详情|查看|正文")
_NUMBERED = re.compile(r"\d[\d,，]*\s*(?:[条个项篇件则页]|$)|结果")
_SPACED = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its link, its date, the column that it is said to be of, the text of its row."""

    link: Link
    title: str
    dated: Dated | None = None
    column: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A result page. ``count`` is what it says it found (-1 unknown), ``none_said`` its words that there is nothing,
    ``next_url`` the next page, ``classes`` the classes that it sorts results by, ``scripted`` why results may be missing.

    ``paged`` tells that there is a pager, even one that only a script turns; ``echoed`` that the page shows the words
    that it was asked for: it has understood them.
    """

    results: tuple[Result, ...] = ()
    count: int = -1
    none_said: str = ""
    next_url: str = ""
    classes: tuple[str, ...] = ()
    scripted: str = ""
    paged: bool = False
    echoed: bool = False


def read_answer(document: Document) -> Results:
    """The results of a page of the role ``search``: what it answers to its own query."""
    return read_results(document, document.page.query)


def read_results(document: Document, words: str) -> Results:
    """What a page shows as the answer to a search for ``words``."""
    if document.tree is None:
        return Results(scripted="页面结构异常，未能读取")
    if "json" in document.page.content_type.lower() or _JSON.match(document.page.text):
        return Results(scripted="返回的是数据，由脚本显示")
    said = _count(list(document.lines[:MAX_LINES]))
    results = tuple(_results(document, words, said))
    inside = {line for result in results for line in result.summary.split("\n")}
    lines = [line for line in document.lines[:MAX_LINES] if line not in inside]
    count = _count(lines) if results else said
    if results and count == 0:
        count = -1
    next_url, paged = _next(document)
    return Results(
        results=results,
        count=count,
        none_said="" if results else _none_said(lines),
        next_url=next_url,
        classes=read_classes(document),
        scripted="" if results else explained(_scripted(document, lines), document.page),
        paged=paged,
        echoed=_echoes(document, words),
    )


def _results(document: Document, words: str, said: int) -> Iterable[Result]:
    """The links of which title or row holds the words (or most of them), outside of navigation.

    Where the page says that it found more (``said``), rows like theirs are results too: of words that are split up, some
    match by a part alone.
    """
    if not bare(words):
        return
    aside = _aside(document)
    links = {link.node: link for link in document.links[:MAX_LINKS] if link.node not in aside}
    nodes = {node.mem_id: node for node in document.css("a[href]")[:MAX_LINKS] if node.mem_id in links}
    chosen = [number for number in nodes if matches(words, links[number].label)]
    lit = _lit(document, words)
    chosen += [n for n in _rows_lit(lit, nodes, links) if n not in set(chosen)]
    if len(chosen) < said:
        more = _rows_alike(chosen, nodes, links) if chosen else _rows_of_list(document, words, nodes, said)
        chosen += list(dict.fromkeys(n for n in more if n not in set(chosen)))[: said - len(chosen)]
    seen: set[str] = set()
    ancestors = {number: _ancestors(nodes[number]) for number in chosen}
    shared = Counter(node.mem_id for path in ancestors.values() for node in path)
    for number in sorted(chosen, key=list(nodes).index)[:MAX_RESULTS]:
        link = links[number]
        if (link.url or link.text) in seen:
            continue
        seen.add(link.url or link.text)
        summary = _row(nodes[number], ancestors[number], shared)
        yield _result(document, link, summary)


def _result(document: Document, link: Link, summary: str) -> Result:
    about = summary.replace(link.text, " ", 1)
    dated = first_date(about, document.as_of, DateSource.ROW)
    return Result(link, link.label, dated, _column_in(about), summary)


def _column_in(about: str) -> str:
    """The column or source that a row names: by a label, in brackets, or alone beside the date."""
    named = result_words().column.search(about)
    if named is None:
        named = _BRACKETED.search(about)
    if named is not None:
        return named[1]
    for line in about.split("\n"):
        if len(line) <= SHORT_LINE and _DATED.search(line):
            rest = _DATED.sub(" ", line).strip(" |｜-_·/\u3000")
            if _NAME.fullmatch(rest) and not _NO_NAME.search(rest):
                return rest
    return ""


def _aside(document: Document) -> frozenset[int]:
    """The numbers of the links in navigation, headers, footers, lists of hot words."""
    sides = result_words().aside
    numbers = document.numbers(", ".join(f"{side} a[href]" for side in sides))
    if len(numbers) <= MAX_SIDE * len(document.links):
        return numbers
    inside: set[int] = set()
    for node in document.css(", ".join(sides))[:MAX_SIDES]:
        inner = [anchor.mem_id for anchor in node.css("a[href]")[:MAX_LINKS]]
        if len(inner) <= MAX_SIDE * len(document.links):
            inside.update(inner)
    return frozenset(inside)


def _lit(document: Document, words: str) -> list[LexborNode]:
    """Elements that set off a part of the words, and paragraphs that hold all of them; not what echoes the query."""
    wanted = bare(words)
    parts = [
        node
        for node in document.css(_LIT)[:2_000]
        if 2 <= len(text := bare(node.text()[:200])) <= len(wanted) and text in wanted
    ]
    parts += [node for node in document.css(_PARAGRAPHS)[:2_000] if wanted in bare(node.text()[:600])]
    return [node for node in parts if not _speaks_of_the_search(node)]


def _speaks_of_the_search(node: LexborNode) -> bool:
    """Whether the words stand in a sentence on how many results there are."""
    words = result_words()
    for around in (node, node.parent):
        text = around.text()[: 2 * SHORT_LINE] if around is not None else ""
        if len(text) < 2 * SHORT_LINE and (
            words.none.search(text) or any(p.search(text) for p in words.count)
        ):
            return True
    return False


def _rows_lit(lit: list[LexborNode], nodes: dict[int, LexborNode], links: dict[int, Link]) -> Iterable[int]:
    """The first titled link of each row that sets off the words, in its title or in its summary."""
    for node in lit[:MAX_RESULTS]:
        around: LexborNode | None = node
        for _ in range(MAX_STEPS_UP):
            around = around.parent if around is not None else None
            if around is None or around.tag in _STOP:
                break
            number = _first_link(around, nodes, links)
            if number is not None:
                yield number
                break


def _rows_alike(chosen: list[int], nodes: dict[int, LexborNode], links: dict[int, Link]) -> Iterable[int]:
    """The titled links of the rows beside those of the chosen ones: elements of the same tag and class."""
    done: set[int] = set()
    for number in chosen[:MAX_RESULTS]:
        for row in (nodes[number], *_ancestors(nodes[number])):
            parent = row.parent
            if parent is None or (parent.mem_id in done):
                break
            alike = (row.tag, row.attributes.get("class"))
            beside = [
                found
                for other in islice(parent.iter(), MAX_RESULTS)
                if (other.tag, other.attributes.get("class")) == alike
                and (found := _first_link(other, nodes, links)) is not None
                and len(links[found].label) >= HEADLINE
            ]
            if len(beside) > 1:
                done.add(parent.mem_id)
                yield from beside
                break


def _rows_of_list(document: Document, words: str, nodes: dict[int, LexborNode], said: int) -> Iterable[int]:
    """The rows of the main list of a page that shows the words, where they are no more than it says it found."""
    listing = document.derive(read_list)
    rows = [item.link.node for item in listing.items if item.link.node in nodes]
    if listing.sure and len(rows) <= said and not _fetches(document) and _echoes(document, words):
        yield from rows


def _first_link(node: LexborNode, nodes: dict[int, LexborNode], links: dict[int, Link]) -> int | None:
    if node.tag == "a":
        return node.mem_id if node.mem_id in nodes else None
    anchors = node.css("a[href]")[:12]
    if len(anchors) > 8:
        return None
    return next(
        (a.mem_id for a in anchors if a.mem_id in nodes and len(links[a.mem_id].label) >= HEADLINE), None
    )


def _ancestors(node: LexborNode) -> list[LexborNode]:
    """The elements around a link, the nearest first, up to the list that holds its row."""
    path: list[LexborNode] = []
    around = node.parent
    while around is not None and around.tag not in _STOP and len(path) < MAX_STEPS_UP:
        path.append(around)
        around = around.parent
    return path


def _row(node: LexborNode, path: list[LexborNode], shared: Counter[int]) -> str:
    """The text of the row of a result: the largest element around it that holds no other one."""
    row = node
    for around in path:
        if shared[around.mem_id] > 1 or len(around.html or "") > MAX_BLOCK:
            break
        if around.tag in _TABLES and len(around.css("a[href]")) > FEW_LINKS:
            break
        row = around
    text = text_of(row.html or "")
    following = row.next
    for _ in range(2 * FOLLOWING):
        if following is None:
            break
        if following.tag not in {"-text", "-comment"}:
            # A flat page: what follows without links belongs to the title, up to the next one.
            if following.mem_id in shared or following.css_first("a[href]") is not None:
                break
            text += "\n" + text_of((following.html or "")[:MAX_BLOCK])
        elif following.tag == "-text":
            text += "\n" + (following.text_content or "").strip()
        following = following.next
    return text[:1_500]


def _count(lines: list[str]) -> int:
    """How many results the page says it found; -1 where it does not say."""
    numbered = [line for line in lines if len(line) <= 2 * SHORT_LINE and _NUMBERED.search(line)]
    joined = " ".join(line for line in lines if len(line) <= SHORT_LINE)[:6_000]
    for texts in (numbered, [joined]):
        for pattern in result_words().count if texts else ():
            for text in texts:
                if found := pattern.search(text):
                    return int(re.sub(r"[,，]", "", found[1])[:9] or 0)
    return -1


def _none_said(lines: list[str]) -> str:
    pattern = result_words().none
    short = [line for line in lines if len(line) <= SHORT_LINE]
    if pattern.search("\n".join(short)) is None:  # one search for what nearly all pages have not
        return ""
    return next((line for line in short if pattern.search(line)), "")


def _next(document: Document) -> tuple[str, bool]:
    """The address of the next page, and whether there is a pager."""
    words = result_words()
    paged = words.pager.search(document.text[-20_000:]) is not None
    for link in reversed(document.links[-600:]):
        if len(link.text) <= 6 and _SPACED.sub("", link.text).lower() in words.next:
            paged = True
            if link.url and link.url != document.url:
                return link.url, True
    return "", paged


def _echoes(document: Document, words: str) -> bool:
    wanted = bare(words)
    if not wanted:
        return False
    if (
        words in document.text
        or wanted in bare(document.title)
        or wanted in stripped(document.text[:200_000])
    ):
        return True
    inputs = document.css("input[value], textarea")[:200]
    return any(wanted in bare((node.attributes.get("value") or node.text())[:500]) for node in inputs)


def _scripted(document: Document, lines: list[str]) -> str:
    """Why results may be there unseen; empty where the page shows all that there is."""
    words = result_words()
    refusal = next((line for line in lines if len(line) <= SHORT_LINE and words.refused.search(line)), "")
    if refusal:
        return f"页面提示“{refusal[:40]}”"
    if document.css(words.bound)[:1] or any("{{" in line or "<%" in line for line in lines):
        return "结果由脚本填入页面"
    if _fetches(document):
        return "结果可能由脚本加载"
    if document.css("iframe[src], frame[src]")[:1]:
        return "结果可能在框架页中"
    if len(document.text) < SHELL_CHARS and document.css(LIVE)[:1]:
        return "页面正文极少，内容可能由脚本生成"
    return ""


def _fetches(document: Document) -> bool:
    """Whether a script of the page asks for something that it may show."""
    words = result_words().fetching
    return any(words.search(node.text()[:200_000]) for node in document.css(f"{LIVE}:not([src])")[:60])
