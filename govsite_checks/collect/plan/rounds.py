"""The rounds of a plan: columns, their further pages, samples, what those name, searches, brief looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import Observation, Role
from govsite_checks.reading.columns.navigation import is_file, same_host
from govsite_checks.reading.page.document import Link, join

from . import samples
from .asked import chance
from .checks import behaviour, by_host, doors
from .lists import INTERACTIVE, Opened, Row
from .presses import press
from .refused import is_refused
from .searching import OLDER, Known, ask, form_of, form_of_hint, is_link, is_typed, queries, type_in
from .state import SiteState
from .turns import in_turn

FULL = "本次采集名额已满，未打开该栏目"
ELSEWHERE = "栏目位于其他网站，未打开"
SEARCH_PAGE = "search-page"
# Articles of the home page that are sampled where the columns show none.
_FROM_HOME = 3


class Rounds:
    """What is wanted of a site when nothing is pending."""

    def __init__(self, state: SiteState) -> None:
        self.state = state
        self._done: set[str] = set()
        self._left: list[Callable[[], Iterable[Wanted]]] = [
            self._pressed,
            self._columns,
            self._next_pages,
            self._samples,
            self._held_back,
            self._details,
            self._further_results,
            self._looks,
            self._columns_left,
        ]

    def next(self) -> tuple[Wanted, ...]:
        """The next round; a round is asked again until it wants nothing, then the one after it."""
        while self._left:
            wanted = tuple(self._left[0]())
            if wanted:
                return wanted
            self._left.pop(0)
        return ()

    def _first_time(self, name: str) -> bool:
        """Whether a round that is one is asked for the first time."""
        known = name in self._done
        self._done.add(name)
        return not known

    # --- columns

    def _pressed(self) -> Iterator[Wanted]:
        """What only a script leads to, once the home page and the site map were read. Asked once."""
        state = self.state
        if state.home and self._first_time("pressed"):
            for page in press(state.entries, state.book.known_types(), state.home):
                yield state.asked.note(page)

    def _columns(self) -> list[Wanted]:
        """First what the first pages opened cannot put back; what they name competes with the rest."""
        urgent = self._open(urgent=True) if self._first_time("urgent columns") else []
        return urgent or self._open(urgent=False)

    def _open(self, *, urgent: bool) -> list[Wanted]:
        state, budget = self.state, self.state.budget
        room = min(budget.columns - sum(state.book.types.values()), state.asked.room)
        offsite = budget.columns_offsite - sum(o.column.offsite for o in state.opened.values())
        taken = state.book.take(max(0, room), budget.columns_per_type, offsite, urgent=urgent)
        return [
            state.asked.note(Wanted(Role.COLUMN, found.column.url, found.parent, 1, column=found.column))
            for found in taken
        ]

    def _columns_left(self) -> Iterator[Wanted]:
        """The columns that were found and not opened, so that nobody takes them for absent. Asked once."""
        state = self.state
        if not self._first_time("columns left"):
            return
        left = state.book.left()
        for found in left:
            state.omit(found.column.type, "offsite" if found.column.offsite else "budget")
        state.omit(Role.COLUMN, "budget", state.book.beyond)
        state.omit(Role.COLUMN, "endless", state.book.endless)
        for found in left[: state.budget.columns_listed]:
            why = ELSEWHERE if found.column.offsite else FULL
            yield Wanted(Role.COLUMN, found.column.url, found.parent, 1, column=found.column, skip=why)

    def _next_pages(self) -> Iterator[Wanted]:
        state, budget = self.state, self.state.budget
        # What was asked and answered within a year lies on further pages; of other lists one is to see that they turn.
        for opened in sorted(state.opened.values(), key=lambda o: o.column.type not in INTERACTIVE):
            if not opened.wants_more(
                state.today, budget.next_pages_per_column, budget.next_pages_of_interaction
            ):
                continue
            page = Wanted(
                Role.COLUMN_NEXT, opened.next_url, opened.next_parent, opened.depth + 1, column=opened.column
            )
            opened.next_url = ""
            if state.asked.take(page, budget.next_pages):
                yield page
            elif not state.asked.has(page.url):
                state.omit(opened.column.type, "budget")

    # --- samples

    def _samples(self) -> Iterator[Wanted]:
        state = self.state
        if not self._first_time("samples"):
            return
        pages = behaviour(state.site, state.home) if state.home else doors(state.site)
        for page in (*pages, *self._search_page()):
            yield state.asked.note(page)
        yield from self._messages()
        yield from self._guides()
        yield from self._articles()

    def _articles(self) -> Iterator[Wanted]:
        """Articles of the columns; room is held back for what notices will name as void, and for one that is old."""
        state, budget = self.state, self.state.budget
        notices = [o for o in state.opened.values() if samples.void_first(o, samples.pages_of(o))]
        yield from self._take(self._chosen(), budget.articles - 1 - (samples.VOID if notices else 0))

    def _held_back(self) -> Iterator[Wanted]:
        """The documents that notices name, an article to ask the search's archive for, then as many others as there is
        room for.
        """
        state, budget = self.state, self.state.budget
        if not self._first_time("held back"):
            return
        columns = state.opened.values()
        yield from self._take(samples.named_void(columns, frozenset(state.void)), budget.articles)
        if not any((state.today - known.day).days > OLDER for known in state.known):
            yield from islice(self._take(samples.older(columns, state.today), budget.articles), 1)
        yield from self._take(self._chosen(), budget.articles)
        seen = sum(len(samples.pages_of(opened)) for opened in state.opened.values())
        state.omit(Role.ARTICLE, "budget", seen - len(state.rows))
        yield from self._of_home()

    def _chosen(self) -> Iterator[tuple[Opened, Row]]:
        state, budget = self.state, self.state.budget
        return samples.articles(
            state.opened.values(),
            state.today,
            state.chance,
            budget.articles_per_column,
            budget.articles_of_policy,
        )

    def _take(self, rows: Iterable[tuple[Opened, Row]], most: int) -> Iterator[Wanted]:
        state = self.state
        for opened, row in rows:
            page = Wanted(Role.ARTICLE, row.url, opened.url, opened.depth + 1, column=opened.column)
            if state.asked.take(page, most):
                state.rows[row.url] = row
                yield page

    def _of_home(self) -> Iterator[Wanted]:
        """Articles of the home page, where the columns show few."""
        state = self.state
        for row in state.home_rows:
            if len(state.rows) >= _FROM_HOME:
                break
            page = Wanted(Role.ARTICLE, row.url, state.home, 1)
            if state.asked.take(page, state.budget.articles):
                state.rows[row.url] = row
                yield page

    def _messages(self) -> Iterator[Wanted]:
        state = self.state
        for opened, url in samples.messages(state.opened.values(), state.today, state.chance):
            page = Wanted(Role.MESSAGE, url, opened.url, opened.depth + 1, column=opened.column)
            if state.asked.take(page, state.budget.messages):
                yield page
            elif not state.asked.has(url):
                state.omit(Role.MESSAGE, "budget")

    def _guides(self) -> Iterator[Wanted]:
        state = self.state
        for hint in state.site.guides:
            url = join(state.site.url, hint)
            page = Wanted(Role.GUIDE, url, state.site.url, 1)
            if url and state.asked.take(page, state.budget.guides):
                yield page
        columns = [opened for opened in state.opened.values() if opened.guides]
        most = max((len(opened.guides) for opened in columns), default=0)
        for turn in range(most):
            for opened in columns:
                if turn < len(opened.guides):
                    yield from self._guide(opened, opened.guides[turn])

    def _guide(self, opened: Opened, link: Link) -> Iterator[Wanted]:
        state = self.state
        if not link.url or not same_host(link.url, opened.url) or is_refused(link.url, link.label):
            return
        page = Wanted(Role.GUIDE, link.url, opened.url, opened.depth + 1, column=opened.column)
        if not is_file(link.url) and state.asked.take(page, state.budget.guides):
            yield page
        elif not state.asked.has(link.url):
            state.omit(Role.GUIDE, "budget")

    # --- what the samples name, and searches

    def _details(self) -> Iterator[Wanted]:
        state, budget = self.state, self.state.budget
        if not self._first_time("details"):
            return
        yield from self._searches()
        for role, pool, most in (
            (Role.ATTACHMENT, state.files, budget.attachments),
            (Role.SYSTEM, state.systems, budget.systems),
        ):
            # Of each parent one before two of any, and forms of guides and what articles attach by turns.
            fair = in_turn(in_turn(pool.values(), lambda named: named.parent), lambda named: named.role)
            for named in fair:
                words = named.link.label if role == Role.ATTACHMENT else ""
                if not is_refused(named.link.url, words):
                    yield from self._brief(Wanted(role, named.link.url, named.parent, 2), most)

    def _search_page(self) -> Iterator[Wanted]:
        """The page where one may search, where the home page offers no form: the inventory's, else what a link leads to."""
        state = self.state
        first = state.forms[0] if state.forms else None
        if first is not None and not state.site.search and is_link(first) and not first.foreign:
            if same_host(first.action, state.home) and not is_refused(first.action):
                yield Wanted(Role.OTHER, first.action, state.home, 1, note=SEARCH_PAGE)
            return
        url = join(state.site.url, state.site.search) if state.site.search else ""
        if url and state.home and form_of(state.forms, state.home)[0] is None and form_of_hint(url) is None:
            yield Wanted(Role.OTHER, url, state.home, 1, note=SEARCH_PAGE)

    def _searches(self) -> Iterator[Wanted]:
        state = self.state
        if not state.home:
            return
        form, why_not = form_of(state.forms, state.home)
        if form is None and state.site.search:
            form = form_of_hint(join(state.site.url, state.site.search))
        if form is None and not is_typed(state.forms):
            if why_not is not None:
                state.notes.append(why_not)
            return
        state.unsent = why_not if form is None else None
        listed = [
            Known(row.title, row.day)
            for opened in state.opened.values()
            for row in samples.pages_of(opened)
            if row.day is not None
        ]
        for note, words in queries(state.site, state.known, state.today, listed):
            page = (
                type_in(note, words, state.form_page) if form is None else ask(form, note, words, state.home)
            )
            if state.asked.count(Role.SEARCH) < state.budget.searches:
                yield state.asked.note(page)

    def _further_results(self) -> Iterator[Wanted]:
        state = self.state
        page, state.more_results = state.more_results, None
        room = state.budget.searches - state.asked.count(Role.SEARCH)
        if page is not None and room > 0 and not is_refused(page.url):
            yield state.asked.note(page)

    # --- brief looks

    def _brief(self, page: Wanted, most: int) -> Iterator[Wanted]:
        state = self.state
        if state.asked.take(page, most):
            yield page
        elif not state.asked.has(page.url):
            state.omit(page.role, "budget")

    def _looks(self) -> Iterator[Wanted]:
        state, budget = self.state, self.state.budget
        if not self._first_time("looks"):
            return
        most = {Role.LINK: budget.links, Role.ATTACHMENT: budget.attachments, Role.EXTERNAL: budget.externals}
        home = state.home_looks
        own = [look for look in home if look.role != Role.EXTERNAL]
        for look in (*own, *by_host(look for look in home if look.role == Role.EXTERNAL)):
            yield from self._brief(look, most[Role(look.role)])
        for picture in state.home_pictures:
            yield from self._brief(picture, budget.resources)
        others = sorted(state.other_looks.values(), key=lambda look: chance(state.chance, look.url))
        room = state.asked.count(Role.LINK) + budget.links_elsewhere
        for look in others:
            yield from self._brief(look, room)


def observations(state: SiteState) -> Iterator[Observation]:
    """What was found and not asked for, and what the columns' own labels say that they are."""
    for opened in state.opened.values():
        if opened.end:
            state.omit(opened.column.type, opened.end)
    yield from state.notes
    for (subject, outcome), count in sorted(state.beyond.items()):
        yield Observation("omission", str(subject), outcome, value=str(count))
    for column in state.labelled.values():
        yield Observation("column-type", column.url, column.type, detail="label")
