"""What answers in place of a site: a server's own page, a name for sale, a gambler's page, a notice. Pure.

An article about gambling, or news of a site that moved, is none of these: a page is told by its title and by how
little else it has to say. The words are data (``data/parked.toml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.page.document import Document, host_of
from govsite_checks.reading.page.tables import any_of, table

# A page that says one thing only: characters of visible text, and links.
SHORT_CHARS = 1_500
SHORT_LINKS = 25
# A notice and nothing else: a short front page has headlines in which the same words occur.
NOTICE_CHARS = 800
NOTICE_LINKS = 8
# A server's own page of the talkative kind.
DEFAULT_CHARS = 600
# What of a page is searched for words.
READ_CHARS = 20_000
# So many different words of gamblers on a page, or so many in its title and metadata, leave no doubt.
CERTAIN_WORDS = 5
CERTAIN_HEAD_WORDS = 2


@dataclass(frozen=True, slots=True)
class Parked:
    """What a page turned out to be.

    ``kind`` is ``default``, ``for-sale``, ``gambling``, ``adult``, ``closed`` (a notice that the site is gone),
    ``suspended`` (a notice that it will be back), or empty: a page like any other. ``words`` is the strongest evidence
    as it stands on the page, ``certain`` whether nothing speaks against it.
    """

    kind: str = ""
    words: str = ""
    certain: bool = False

    @property
    def foreign(self) -> bool:
        """Whether it is the page of somebody who has nothing to do with the site."""
        return self.kind in ("for-sale", "gambling", "adult")


@dataclass(frozen=True, slots=True)
class _Words:
    default_titles: Pattern[str]
    default_phrases: Pattern[str]
    sale_titles: Pattern[str]
    sale_phrases: Pattern[str]
    sale_hosts: tuple[str, ...]
    gambling: Pattern[str]
    adult: Pattern[str]
    about: Pattern[str]
    closed: Pattern[str]
    suspended: Pattern[str]


@cache
def _words() -> _Words:
    data = table("parked")
    sale, notice, gambling = data["for_sale"], data["notice"], data["gambling"]
    return _Words(
        default_titles=any_of(data["default"]["titles"]),
        default_phrases=any_of(data["default"]["phrases"]),
        sale_titles=any_of(sale["titles"]),
        sale_phrases=any_of(sale["phrases"]),
        sale_hosts=tuple(sale["hosts"]),
        gambling=any_of(map(re.escape, gambling["words"])),
        adult=any_of(map(re.escape, gambling["adult"])),
        about=any_of(map(re.escape, data["about"]["words"])),
        closed=any_of(notice["closed"]),
        suspended=any_of(notice["suspended"]),
    )


def read_parked(document: Document) -> Parked:
    """What a page is, where it is not a page like any other. The gravest comes first."""
    text = document.text[:READ_CHARS]
    for read in (_bets, _sale, _default, _notice):
        found = read(document, text)
        if found.kind:
            return found
    return Parked()


def is_short(document: Document) -> bool:
    """Whether a page says one thing only."""
    return len(document.text) <= SHORT_CHARS and len(document.links) <= SHORT_LINKS


def _head(document: Document) -> str:
    """What a page says of itself: title, keywords, description."""
    metas = (*document.metas.get("keywords", ()), *document.metas.get("description", ()))
    return "\n".join((document.title, *metas))[:READ_CHARS]


def _bets(document: Document, text: str) -> Parked:
    words, head = _words(), _head(document)
    for kind, pattern in (("gambling", words.gambling), ("adult", words.adult)):
        in_head = list(dict.fromkeys(found.lower() for found in pattern.findall(head)))
        every = list(dict.fromkeys([*in_head, *(found.lower() for found in pattern.findall(text))]))
        if not (len(in_head) >= CERTAIN_HEAD_WORDS or len(every) >= 3 or (in_head and len(every) >= 2)):
            continue
        reports = words.about.search(head) is not None or len(set(words.about.findall(text))) >= 2
        sure = len(in_head) >= CERTAIN_HEAD_WORDS or bool(in_head and len(every) >= CERTAIN_WORDS)
        return Parked(kind, "、".join(every[:5]), sure and not reports)
    return Parked()


def _sale(document: Document, text: str) -> Parked:
    words = _words()
    host = document.host
    if any(host == dealer or host.endswith(f".{dealer}") for dealer in words.sale_hosts):
        return Parked("for-sale", host, True)
    title = words.sale_titles.search(document.title)
    phrase = words.sale_phrases.search(text)
    if title and (phrase or ("域名" in document.title or "domain" in document.title.lower())):
        said = phrase[0] if phrase else document.title
        return Parked("for-sale", said[:60], is_short(document) and phrase is not None)
    if phrase and is_short(document):
        return Parked("for-sale", phrase[0][:60], True)
    if is_short(document) and (dealer := _dealt(document)):
        return Parked("for-sale", dealer)
    return Parked()


def _dealt(document: Document) -> str:
    """The dealer whose script or frame fills a page."""
    for node in document.source.css("script[src], iframe[src], frame[src]")[:50]:
        host = host_of((node.attributes.get("src") or "").strip().replace("\\", "/"))
        for dealer in _words().sale_hosts:
            if host == dealer or host.endswith(f".{dealer}"):
                return dealer
    return ""


def _default(document: Document, text: str) -> Parked:
    words = _words()
    title = words.default_titles.search(document.title.strip())
    if title and len(document.links) <= SHORT_LINKS:
        return Parked("default", document.title[:60], True)
    phrase = words.default_phrases.search(text) if len(text) <= DEFAULT_CHARS else None
    if phrase and len(document.links) <= SHORT_LINKS:
        return Parked("default", phrase[0][:60], True)
    return Parked()


def _notice(document: Document, text: str) -> Parked:
    words = _words()
    said = f"{document.title}\n{text}"[:READ_CHARS]
    sure = len(document.text) <= NOTICE_CHARS and len(document.links) <= NOTICE_LINKS
    for kind, pattern in (("closed", words.closed), ("suspended", words.suspended)):
        found = pattern.search(said)
        if found:
            return Parked(kind, " ".join(found[0].split())[:60], sure)
    return Parked()
