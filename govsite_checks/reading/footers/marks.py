"""The marks of a footer that are text: the three numbers, the sponsor, the ways to reach it, the site map's link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.footers import identifiers
from govsite_checks.reading.page.html import Element, Flow
from govsite_checks.reading.page.text import INLINE, plain, shown

from .lexicon import lexicon, usual
from .zones import Zone

MAX_MARKS = 40

_DEAD = re.compile(
    r"^\s*(?:#.*|javascript\s*:.*|javascrap.*|void.*|about:blank.*)?$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as found on the page.

    ``value`` is its standard writing, ``text`` the words on the page. ``state`` is ``shown``, or why it does not
    simply count: ``malformed``, ``label`` (a label without value), ``hidden``, ``picture`` (an image or a link names
    it), ``elsewhere`` (outside the footer), ``dead`` (a link without target), ``bare`` (a value without its label),
    ``meta`` (only in the page's metadata). ``detail`` says more, by kind.
    """

    value: str
    text: str
    state: str = "shown"
    detail: str = ""
    link: str = ""


def is_dead(href: str) -> bool:
    """Whether a link's target leads nowhere."""
    return _DEAD.match(href) is not None


def number_marks(find: Callable[[str], Iterable[identifiers.Number]], text: str) -> Iterator[Mark]:
    """The marks of one kind of number in a text."""
    seen: set[str] = set()
    for number in find(text):
        if number.raw in seen or len(seen) >= MAX_MARKS:
            continue
        seen.add(number.raw)
        state = {"": "shown", "empty": "label"}.get(number.problem, "malformed")
        yield Mark(number.value, number.raw, state, number.problem)


# --- sponsor -------------------------------------------------------------------------------------------------------

# A number that is part of a name, as in 第3中学: no day, no number of a house or of a telephone.
_NUMBER = "(?<![0-9-])[0-9]{1,3}(?=[\u4e00-\u9fff])(?![年月日号楼层室])"
_VALUE = f"(?:[\u4e00-\u9fffA-Za-z()（）、·&]|{_NUMBER}|{INLINE}| (?=[{INLINE}\u4e00-\u9fff])){{2,120}}"
_NAME = f"(?:[\u4e00-\u9fffA-Za-z()（）、·&]|{_NUMBER})"


@cache
def _sponsor_after() -> Pattern[str]:
    gap = f"[ {INLINE}]{{0,4}}"
    more = rf"(?:[/、和及(]{gap}(?:承办|版权所有|主管|管理|维护){gap}(?:单位)?{gap}\)?(?:{gap}单位)?)?"
    # With a label that is clearly one: 单位 or a colon after it, or nothing but a separator before it.
    return re.compile(
        rf"主{gap}办{gap}(?:单{gap}位|方|机关|部门|者){gap}{more}{gap}(?::|\||为|是)?[ {INLINE}\n:]{{0,8}}({_VALUE})"
        rf"|主{gap}办{gap}{more}{gap}:[ {INLINE}\n:]{{0,8}}({_VALUE})"
        rf"|(?:^|[|;,。])[ {INLINE}]{{0,4}}(?:本站|网站)?由?主{gap}办 {gap}({_VALUE})",
        re.MULTILINE,
    )


@cache
def _sponsor_before() -> Pattern[str]:
    return re.compile(rf"((?:{_NAME}|{INLINE}){{4,60}}?)[ {INLINE}]{{0,6}}(?:联合)?主[ {INLINE}]{{0,4}}办")


@cache
def _body_name() -> Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff()、· ]{{2,40}}(?:{lexicon().bodies})$")


@cache
def _bare_body() -> Pattern[str]:
    words = lexicon()
    return re.compile(
        rf"^[ {INLINE}|·>]*([\u4e00-\u9fff()]{{3,30}}(?:{words.bodies}))[ {INLINE},，。;|]{{0,6}}"
        rf"(?:单位|办公|通[讯信]|联系)?(?:{words.address_label}|电话|总机|邮编)",
        re.MULTILINE | re.IGNORECASE,
    )


@cache
def _sponsor_stop() -> Pattern[str]:
    return re.compile(rf"\s*(?:{lexicon().sponsor_end})", re.IGNORECASE)


def sponsors(text: str) -> Iterator[Mark]:
    """The sponsoring unit (主办单位): labelled, or named before 主办; a body's name with its address is ``shown`` too."""
    label = ""
    for found in _sponsor_after().finditer(text):
        name = _cut_name(found[1] or found[2] or found[3])
        if len(_CJK.findall(name)) >= 3 and not name.startswith(("单位", "承办", "协办")):
            yield Mark(name, shown(found[0])[:60])
            return
        label = label or shown(found[0])[:20]
    for found in _sponsor_before().finditer(text):
        name = re.sub(r"^.*?(?:版权所有|由|承办|[:)])", "", shown(found[1])).strip()
        if _body_name().search(name) or (len(name) >= 4 and not re.search("单位|承|协|活动|共同", name)):
            yield Mark(name, shown(found[0])[:60])
            return
    english = re.search(
        r"(?:sponsored|hosted|organi[sz]ed)\s+by:?\s*([A-Za-z][A-Za-z ,.'&-]{3,80})", text, re.IGNORECASE
    )
    if english:
        yield Mark(english[1].strip(), shown(english[0])[:80])
        return
    bare = _bare_body().search(text)
    if bare:
        yield Mark(bare[1], shown(bare[0])[:60], detail="unlabelled")
        return
    if label or re.search(r"主办(?:单位)?[ :]*(?:\n|$)", text):
        yield Mark("", label or "主办单位", "label")


_CJK = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"[(]?[\u4e00-\u9fff]?[)]?\s*I\s*C\s*P.*|[\u4e00-\u9fff]\s*公网安备.*", re.IGNORECASE)


def _cut_name(raw: str) -> str:
    name = _NUMBERED.sub("", shown(raw))
    stop = _sponsor_stop().search(name)
    while stop and stop.start() > 0 and not name[: stop.start()].strip():
        stop = _sponsor_stop().search(name, stop.end())
    if stop and stop.start() >= 3 and not _mid_word(name, stop):
        name = name[: stop.start()]
    elif stop and not stop.start():
        return ""
    parts = name.strip(" 、·&(").split(" ")
    return parts[0] if len(parts[0]) >= 3 else "".join(parts[:6])[:40]


def _mid_word(name: str, stop: re.Match[str]) -> bool:
    """Whether the stopping word is a part of the unit's name, as in 市网站建设管理中心."""
    return (
        not stop[0].startswith(" ")
        and bool(re.search(rf"(?:{lexicon().bodies})$", name.split(" ")[0]))
        and stop.end() < len(name.split(" ")[0])
    )


# --- contact -------------------------------------------------------------------------------------------------------


@cache
def _phone_pattern() -> Pattern[str]:
    gap = f"[ {INLINE}]{{0,4}}"
    # A label, up to a few words, and then five digits or more; "12345" is the hotline of every city.
    return re.compile(
        rf"(?:{lexicon().contact_label})(?:{gap}(?:号码?|咨询|投诉|\([^()\n]{{0,20}}\)|[/、及]))?"
        rf"{gap}[:]?[ {INLINE}\n]{{0,6}}(\(?\+?[0-9](?:[ {INLINE}]?[0-9()+-]){{4,24}})",
        re.IGNORECASE,
    )


_BARE_PHONE = re.compile(
    r"(?<![0-9A-Za-z-])(?:\(?0[1-9]\d{1,2}\)?[- \x01]{0,3}\d{7,8}|400[- ]?\d{3}[- ]?\d{4}|(?:0\d{2,3}-)?12345|1[3-9]\d{9}(?!-[0-9]))(?![0-9])"
)
# Numbers after these words count visitors, or are those of papers.
_COUNTED = re.compile("访问|浏览|点击|流量|人次|统计|第 ?$|编号|总数|(?:证明|证书|许可证?)号?[ :]{0,2}$")
_LABELLED_PHONE = re.compile(r"(?:咨询|联系|致电|拨打)[^\n]{0,12}?[: ](\d{7,12})(?!\d)")
_MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]{1,40}[ ]?(?:@|\[at\]|\(at\)|#)[ ]?[A-Za-z0-9][A-Za-z0-9-]{0,30}(?:\.[A-Za-z0-9-]{2,20}){1,4}"
)


@cache
def _address_pattern() -> Pattern[str]:
    return re.compile(
        rf"(?:{lexicon().address_label})[ {INLINE}]{{0,4}}[:]?[ {INLINE}\n]{{0,6}}([\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z(){INLINE}-]{{3,60}})",
        re.IGNORECASE,
    )


def _bare_phone(text: str) -> str:
    """A telephone number without a label of its own; empty where there is none."""
    for pattern in (_BARE_PHONE, _LABELLED_PHONE):
        for bare in pattern.finditer(text):
            if not _COUNTED.search(text[max(0, bare.start() - 12) : bare.start()]):
                return shown(bare[0])
    return ""


def contacts(text: str) -> Iterator[Mark]:
    """Ways to reach the sponsor: a telephone or fax number, a hotline, an e-mail address, a postal address."""
    for found in _phone_pattern().finditer(text):
        digits = re.sub(r"\D", "", found[1])
        if 5 <= len(digits) <= 16 and digits not in lexicon().foreign_hotlines:
            yield Mark(shown(found[1]), shown(found[0])[:60], detail="phone")
            return
    # Every character may stand in a tag of its own.
    joined = text.replace(INLINE, "")
    bare = next(filter(None, map(_bare_phone, (text, joined))), "")
    if bare:
        yield Mark(bare, bare[:60], detail="phone")
        return
    mail = _MAIL.search(text) or _MAIL.search(joined)
    if mail:
        yield Mark(shown(mail[0]), shown(mail[0]), detail="mail")
        return
    address = _address_pattern().search(text)
    if address:
        yield Mark(shown(address[1])[:40], shown(address[0])[:60], "bare", "address")
        return
    label = re.search(rf"(?:{lexicon().contact_label})[ {INLINE}]*:", text, re.IGNORECASE)
    if label:
        yield Mark("", shown(label[0]), "label")


# --- site map ------------------------------------------------------------------------------------------------------

_TRIM = re.compile(r"[\s|·>»\[\]【】()<:\-—_/\x01、]+")


def sitemaps(flow: Flow, zone: Zone) -> Iterator[Mark]:
    """Links to the site map, the ones in the footer first."""
    words = lexicon()
    found: list[tuple[int, Mark]] = []
    for element in (*flow.links, *(acting for acting in flow.acting if acting.get("onclick"))):
        if len(found) >= MAX_MARKS:
            break
        if not _MAP_HINT.search(_raw_names(flow, element)):
            continue
        names = _names(flow, element)
        in_foot = zone.holds(element.start)
        href = element.get("href").strip()
        exact = any(
            name in words.sitemap or (len(name) <= 12 and name.endswith(tuple(words.sitemap)))
            for name in names
        )
        maybe = any(name in words.sitemap_maybe or (name == "地图" and in_foot) for name in names)
        by_path = (
            not names
            and words.sitemap_path.search(href)
            and not href.lower().endswith((".xml", ".txt", ".gz"))
        )
        if not (exact or maybe or by_path):
            continue
        text = next(iter(names), href)
        if href.lower().endswith((".xml", ".txt", ".gz")):
            state = "dead"
        elif is_dead(href):
            state = "shown" if element.get("onclick") else "dead"
        else:
            state = "shown" if exact or by_path else "bare"
        rank = ("shown", "bare", "dead").index(state) * 2 + (not in_foot)
        where = "" if in_foot else "elsewhere"
        if element.hidden:
            state, rank = "hidden", 9
        found.append((rank, Mark(text, text, state, where, href)))
    found.sort(key=lambda pair: pair[0])
    yield from (mark for _, mark in found)


_MAP_HINT = re.compile("[图圖]|导航|導航|m.{0,8}p|wzdt|zddt|wangzhan|zhandian", re.IGNORECASE)


def _raw_names(flow: Flow, element: Element) -> str:
    """All that may name a link, to pass over most links quickly."""
    images = "".join(f"{image.get('alt')}{image.get('title')}" for image in element.images[:5])
    own = f"{element.unshown}{element.get('title')}{element.get('aria-label')}"
    return f"{flow.text[element.start : element.end][:80]}{own}{images}{element.get('href')[-80:]}"


def _names(flow: Flow, element: Element) -> list[str]:
    """What a link is called: its words, its title, the texts of its images."""
    if element.end - element.start > 60:
        return []
    own = [
        flow.words(element) if element.end > element.start else "",
        element.unshown,
        element.get("title"),
        element.get("aria-label"),
    ]
    own += [img.get(name) for img in element.images[:5] for name in ("alt", "title")]
    return [name for name in (_TRIM.sub("", usual(plain(text))).lower() for text in own) if name]
