"""Policy documents among a site's articles: what they are called, what they link to, what says that they are void."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govsite_checks.model import ColumnType, Page, Role, Snapshot
from govsite_checks.reading.articles.article import Article, letters, read_article
from govsite_checks.reading.columns.navigation import is_article_address
from govsite_checks.reading.columns.types import type_of_title
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import Link, document

from .kinds import articles_of
from .words import publication_words

LEAST_NAME = 6
MAX_NAMES = 300
MAX_TEXT = 200_000
MAX_LINKS = 1_500
# Words in front of a document's own name and behind it, which the title of its page may have and a notice may not.
_FRAME = re.compile(
    r"^.{0,40}?(?:关于)?(?:印发|转发|公布|发布|批转)[《<]?|[》>]?的?(?:通知|公告|决定|批复|函|意见的通知)$"
)


@dataclass(frozen=True, slots=True)
class Policy:
    """A page with a policy document; ``titles`` are its title as shown and as its list has it."""

    page: Page
    article: Article
    titles: tuple[str, ...]

    @property
    def important(self) -> bool:
        """Whether its title names a kind of document that sets policy, and it is no decision on which others are void."""
        words = publication_words()["policy"]
        return bool(words["document"].search(self.title)) and not words["abolishing"].search(self.title)

    @property
    def title(self) -> str:
        """The title as shown, else as listed."""
        return self.titles[0] if self.titles else self.page.title or self.page.url


def read_policies(snapshot: Snapshot) -> tuple[Policy, ...]:
    """The seen articles of policy columns, news about documents left out."""
    listed = snapshot.derive(_listed)
    words = publication_words()["policy"]
    found = []
    for page in articles_of(snapshot, ColumnType.POLICY):
        article = document(snapshot, page).derive(read_article)
        titles = tuple(dict.fromkeys(t for t in (article.title, listed.get(page.url, ""), page.title) if t))
        first = titles[0] if titles else ""
        if first and not words["other"].search(first):
            found.append(Policy(page, article, titles))
    return tuple(found)


def _listed(snapshot: Snapshot) -> dict[str, str]:
    """The titles by which lists call their articles."""
    found: dict[str, str] = {}
    for role in (Role.COLUMN, Role.COLUMN_NEXT):
        for page in snapshot.pages_of(role):
            if page.seen:
                for item in document(snapshot, page).derive(read_list).items:
                    found.setdefault(item.link.url, item.title)
    return found


def own_name(title: str) -> str:
    """The letters of a document's own name, without what announces it: 关于印发《…》的通知 gives what stands within."""
    named = publication_words()["policy"]["named"].search(title)
    return letters(named[1] if named else _FRAME.sub("", title))


def own_links(snapshot: Snapshot, page: Page) -> tuple[Link, ...]:
    """The links of an article's page, without those that the home page shares and those that lead to columns."""
    of = document(snapshot, page)
    article = of.derive(read_article)
    shared = snapshot.derive(_home_links)
    rest = (
        link
        for link in of.links[:MAX_LINKS]
        if link.url
        and link.url not in shared
        and len(link.label) >= 2
        and type_of_title(link.label) == ColumnType.OTHER
    )
    return tuple(dict.fromkeys((*article.related, *article.attachments, *rest)))


def _home_links(snapshot: Snapshot) -> frozenset[str]:
    home = snapshot.home
    return frozenset(link.url for link in document(snapshot, home).links) if home.seen else frozenset()


def read_interpreted(snapshot: Snapshot) -> frozenset[str]:
    """The letters of the titles of all interpretations that the site lists or shows, joined by nothing."""
    urls = snapshot.derive(_interpretation_urls)
    titles = {title for url, title in snapshot.derive(_listed).items() if url in urls}
    for page in articles_of(snapshot, ColumnType.INTERPRETATION):
        titles.add(document(snapshot, page).derive(read_article).title)
    return frozenset(letters(title) for title in titles if title)


def _interpretation_urls(snapshot: Snapshot) -> frozenset[str]:
    urls: set[str] = set()
    for role in (Role.COLUMN, Role.COLUMN_NEXT):
        for page in snapshot.pages_of(role):
            if page.seen and page.column is not None and page.column.type == ColumnType.INTERPRETATION:
                urls.update(item.link.url for item in document(snapshot, page).derive(read_list).items)
    return frozenset(urls)


def links_interpretation(snapshot: Snapshot, policy: Policy) -> bool:
    """Whether the page of a policy links to an interpretation."""
    words = publication_words()["policy"]["interpreted"]
    listed = snapshot.derive(_interpretation_urls)
    return any(words.search(link.label) or link.url in listed for link in own_links(snapshot, policy.page))


def links_policy(snapshot: Snapshot, page: Page) -> bool:
    """Whether an interpretation links to a document: to a page of a policy column, or by words that name one."""
    words = publication_words()["policy"]
    known = {policy.url for policy in articles_of(snapshot, ColumnType.POLICY)}
    folders = snapshot.derive(_policy_folders)
    for link in own_links(snapshot, page):
        if link.url in known or words["source"].search(link.label):
            return True
        if words["explaining"].search(link.label):
            continue
        if words["named"].search(link.label) or words["titled"].search(link.label):
            return True
        if link.url.startswith(folders) and is_article_address(link.url):
            return True
    return False


def _policy_folders(snapshot: Snapshot) -> tuple[str, ...]:
    """The folders of the policy columns; the root of a site is none."""
    folders = (c.url.rpartition("/")[0] + "/" for c in snapshot.columns if c.type == ColumnType.POLICY)
    return tuple(folder for folder in folders if folder.count("/") > 3)


def has_interpretation(snapshot: Snapshot, policy: Policy) -> bool:
    """Whether the site lists or shows an interpretation that names the policy."""
    name = own_name(policy.title)
    return len(name) >= LEAST_NAME and any(name in title for title in snapshot.derive(read_interpreted))


@dataclass(frozen=True, slots=True)
class Abolition:
    """A notice that documents are void: where it stands, and the letters of the names that it gives."""

    page: Page
    title: str
    names: frozenset[str]


def read_abolitions(snapshot: Snapshot) -> tuple[Abolition, ...]:
    """The seen articles of any column whose titles speak of abolishing, with the documents that they name."""
    found = []
    for page in snapshot.pages_of(Role.ARTICLE):
        if not page.seen:
            continue
        article = document(snapshot, page).derive(read_article)
        title = article.title or page.title
        if speaks_of_abolishing(title):
            found.append(Abolition(page, title, abolished_names(title, article)))
    return tuple(found)


def abolished_names(title: str, article: Article) -> frozenset[str]:
    """The letters of the names of documents in a notice, whose title is given, that documents are void."""
    text = "\n".join(article.lines)[:MAX_TEXT]
    named = publication_words()["policy"]["named"].findall(title + "\n" + text)[:MAX_NAMES]
    return frozenset(name for one in named for name in names_of(one) if len(name) >= LEAST_NAME)


def names_of(title: str) -> frozenset[str]:
    """The letters of a document's title: as it stands, and of its own name alone."""
    return frozenset((letters(title), own_name(title)))


def speaks_of_abolishing(title: str) -> bool:
    """Whether a title says of documents, or of its own, that they are void."""
    return publication_words()["policy"]["abolishing"].search(title) is not None


def abolished_by(policy: Policy, abolitions: tuple[Abolition, ...]) -> str:
    """The title that says of a policy that it is void: its own, its list's, or a notice's; empty where none does."""
    words = publication_words()["policy"]
    for title in policy.titles[1:]:
        if words["abolishing"].search(title) and not words["abolishing"].search(policy.title):
            return title
    names = names_of(policy.title)
    for notice in abolitions:
        if notice.page is not policy.page and names & notice.names:
            return notice.title
    return ""


def validity_said(snapshot: Snapshot, policy: Policy) -> bool:
    """Whether the page of a policy says anything of its validity."""
    words = publication_words()["policy"]["validity"]
    if words.search(policy.title):
        return True
    return words.search(document(snapshot, policy.page).text[:MAX_TEXT]) is not None
