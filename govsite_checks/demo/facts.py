"""What is true of a demo site, group by group: the defaults are a site that satisfies the whole standard.

Defects change single facts (``changed``); pages, answers and truth are made from the outcome. Columns are named by
their slugs (see ``content.plans``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class FooterFacts:
    """What a footer says. Patterns take ``{code}`` (the site's code) and ``{n}`` (the site's number).

    ``mark``: party · party-error · institution · blue · none. ``jiucuo``: script · old-script · link ·
    deep-link · image · comment · none. ``digits``: plain · split (over tags) · full-width. ``decoy`` is a
    paragraph of the article that leads the home page; ``meta_code`` is what the head's metadata says.
    ``icp_link`` and ``police_link`` are the addresses that the numbers lead to, empty for none; ``inner`` is whether
    the pages below the home page carry the footer.
    """

    mark: str = "party"
    code: str = "{code}"
    meta_code: str = "{code}"
    icp: str = "京ICP备00{n:06d}号-1"
    icp_link: str = "https://beian.miit.gov.cn/"
    police: str = "京公网安备119900020{n:05d}号"
    police_link: str = "https://beian.mps.gov.cn/#/query/webSearch?code={digits}"
    jiucuo: str = "script"
    jiucuo_code: str = "{code}"
    sponsor: bool = True
    contact: bool = True
    sitemap: bool = True
    digits: str = "plain"
    commented: bool = False
    decoy: str = ""
    inner: bool = True


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """The labels in the heads of pages. ``without`` are labels that no page carries, ``empty`` such as stand empty.

    ``site_name``, ``site_domain`` and ``article_title`` are patterns over the site's name, host and the article's
    title; ``pub_date`` is the form of the date, ``pub_days`` by how many days it differs from the page's own.
    """

    without: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    site_name: str = "{name}"
    site_domain: str = "{host}"
    article_title: str = "{title}"
    pub_date: str = "%Y-%m-%d %H:%M"
    pub_days: int = 0
    commented: bool = False


@dataclass(frozen=True, slots=True)
class LayoutFacts:
    """How pages look. ``titled`` and ``named``: the site's name in title and header of the home page.

    ``inner``: the pages below the home page have its header. ``date_form``: how articles write their time.
    ``colours`` are further colours of the style sheet, ``channels`` further entries of the main navigation.
    ``scripts``: pages carry scripts of their own. ``prank``: what a script of the home page does to whoever runs it:
    nothing · alerts (one after another) · windows (opens some) · reaches (asks the visitor's own machine and its cloud).
    """

    titled: bool = True
    named: bool = True
    inner: bool = True
    date_form: str = "%Y-%m-%d %H:%M"
    source: bool = True
    colours: int = 0
    accessible: bool = True
    channels: int = 0
    archived: bool = True
    scripts: bool = True
    prank: str = "nothing"


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """Columns by slug. ``stale``: the newest entry is so many days old, and older ones stay.

    ``future``: the newest entry is dated so many days ahead. ``blank``: heading without an entry.
    ``missing``: no such column, and no link to one. ``titles``: other titles than usual. ``commented``: all entries stand in a comment. ``scripted``:
    a script of the page writes them. ``fetched``: a script fetches them, so that only a browser shows them.
    ``spins``: such a script is never answered, and the page says for ever that it is loading.
    ``undated``: the list shows no dates. ``pinned``: an old entry stands on top. ``says_empty``: blank ones say so.
    """

    stale: Mapping[str, int] = field(default_factory=dict)
    future: Mapping[str, int] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    commented: tuple[str, ...] = ()
    scripted: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    spins: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    says_empty: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """The home page. ``older_than``: it shows nothing of the last so many days. ``rows``: entries a column."""

    older_than: int = -1
    rows: int = 6


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """The mailbox. ``form``: one can write. ``waiting_days``: the age of a message without reply, 0 for none.

    ``accepted``: it is said to be accepted, which is no reply. ``reply_days``: how long the slowest reply took.
    ``newest_days``: the age of the newest message. ``replies``: what is shown of a reply: full · undated ·
    unsigned (no replying unit) · hidden.
    """

    form: bool = True
    waiting_days: int = 0
    accepted: bool = False
    reply_days: int = 4
    newest_days: int = 3
    replies: str = "full"


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """Surveys and interviews. ``surveys`` and ``interviews``: how many in the last year; ``results``: of ended ones.

    ``survey_days`` and ``interview_days``: the age of the newest.
    """

    surveys: int = 8
    survey_days: int = 15
    interviews: int = 8
    interview_days: int = 12
    results: bool = True


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """Service guides. ``without`` and ``empty``: elements that the first ``count`` guides lack, or only head.

    ``vague``: their materials end in 其他材料. ``forms`` and ``form_status``: forms to download, and how the server
    answers for them; ``online``: how the system for applying answers for the first ``count`` guides;
    ``catalogue`` and ``statistics``: those pages.
    """

    without: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    count: int = 1
    total: int = 8
    vague: bool = False
    forms: bool = True
    form_status: int = 200
    online: int = 200
    catalogue: bool = True
    statistics: bool = True


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """The site search. ``form``: own · none · engine (a public search engine) · foreign (posts elsewhere) · script (only by script).

    ``finds``: all · none · recent (of the last 30 days). ``absurd``: how it answers for nothing: clear · blank ·
    everything. ``dated``, ``placed`` (with their column), ``quoted`` (with a piece of the text), ``classed``,
    ``paged``: what results come with.
    """

    form: str = "own"
    finds: str = "all"
    absurd: str = "clear"
    dated: bool = True
    placed: bool = True
    quoted: bool = True
    classed: bool = True
    paged: bool = True


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Links. ``broken_home`` and ``broken_inner``: that many dead links (on each column page); ``broken_images``: pictures on the home page.

    ``attachment``: ok · missing · page (an HTML page in its place). ``outside``: where the link to another
    owner's site leads: alive · dead (no such host) · lost (404) · resold. ``announced``: leaving is announced.
    ``hidden``: links that no reader sees. ``targets``: False for an entry that leads nowhere.
    """

    broken_home: int = 0
    broken_inner: int = 0
    broken_images: int = 0
    attachment: str = "ok"
    outside: str = "alive"
    announced: bool = True
    hidden: str = ""
    targets: bool = True


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """The server. ``missing``: how it answers for a path that is not there: 404 · page (status 200) · home · redirect.

    ``delay_s``: how long the home page takes. ``home_status``: 404 or 500 in its place. ``https``: valid · none · back (to HTTP) ·
    expired · other-host · self-signed. ``mixed``: the page names a script over HTTP. ``twin``: what the other of www.x
    and x answers: redirect · same · none · elsewhere (another registered domain). No page shows these (see ``beside``):
    ``ipv6``: answers · silent · none; ``failing``: how many visits of a week fail.
    """

    missing: str = "404"
    delay_s: float = 0.0
    home_status: int = 200
    https: str = "valid"
    mixed: bool = False
    twin: str = "redirect"
    ipv6: str = "answers"
    failing: int = 0


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """What pages say. ``interpreted``: policies link to their interpretation, and back. ``sourced``: whose words.

    ``abolished``: how an abolished file is labelled: label · none. ``report``: the yearly report of the website:
    in-time · late · none. ``advert``, ``privacy``, ``wrong``: words that no such site should show. ``map``: of a page
    with a map: approved · bare. ``functions``: the page of functions has content.
    """

    interpreted: bool = True
    back: bool = True
    sourced: bool = True
    abolished: str = "label"
    report: str = "in-time"
    advert: bool = False
    privacy: str = ""
    wrong: str = ""
    map: str = "approved"
    leaders: str = "full"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is true of a site."""

    footer: FooterFacts = FooterFacts()
    labels: LabelFacts = LabelFacts()
    layout: LayoutFacts = LayoutFacts()
    columns: ColumnFacts = ColumnFacts()
    home: HomeFacts = HomeFacts()
    messages: MessageFacts = MessageFacts()
    talks: TalkFacts = TalkFacts()
    guides: GuideFacts = GuideFacts()
    search: SearchFacts = SearchFacts()
    links: LinkFacts = LinkFacts()
    server: ServerFacts = ServerFacts()
    content: ContentFacts = ContentFacts()


def changed(facts: Facts, changes: Mapping[str, object]) -> Facts:
    """Facts with changes by ``group.field``. Collections are added to what earlier changes put there."""
    for path, value in changes.items():
        group, _, name = path.partition(".")
        old = getattr(facts, group)
        before = getattr(old, name)
        if isinstance(before, tuple) and isinstance(value, tuple):
            value = before + value
        elif isinstance(before, Mapping) and isinstance(value, Mapping):
            value = {**before, **value}
        facts = replace(facts, **{group: replace(old, **{name: value})})
    return facts
