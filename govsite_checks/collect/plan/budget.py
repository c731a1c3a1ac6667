"""How many pages of each sort are asked for of one site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Budget:
    """Counts for one site; the defaults come to 40 or 50 pages of text and some 100 brief looks at links.

    A profile may set any of them. Text pages never exceed ``pages``, whatever the other counts allow.
    """

    pages: int = 50  # pages of text in all
    columns: int = 20  # columns that are opened
    columns_per_type: int = 4  # of one type, as long as others wait
    columns_listed: int = 60  # columns that are recorded without being opened
    columns_offsite: int = 4  # of those opened, on other government hosts
    next_pages: int = 4  # further pages of lists in all
    next_pages_per_column: int = 1
    next_pages_of_interaction: int = 3  # per column of consultation, survey or interviews
    articles: int = 10
    articles_per_column: int = 2
    articles_of_policy: int = 3  # per column of news, policy or interpretation
    guides: int = 5
    messages: int = 3
    searches: int = 4
    attachments: int = 10  # brief from here on
    systems: int = 5
    links: int = 60  # links of the home page within the site
    links_elsewhere: int = 16  # a sample of the links of other pages
    externals: int = 20
    resources: int = 30

    def __post_init__(self) -> None:
        """Refuse what is no count.

        Raises:
            ValueError: a value is no whole number from 0 to 1000.
        """
        for name in names():
            value: object = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
                raise ValueError(f"采集名额 {name} 应为 0 到 {MOST} 的整数，现为 {value!r}")

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Budget:
        """A budget from a profile's data; what it does not name keeps its default.

        Raises:
            ValueError: a name is unknown, or a value is no count.
        """
        unknown = [name for name in given if name not in names()]
        if unknown:
            raise ValueError(f"采集名额中没有“{'”“'.join(unknown)}”，可用的有：{'、'.join(names())}")
        return cls(**given)  # type: ignore[arg-type]  # checked by __post_init__


def names() -> tuple[str, ...]:
    """The names of the counts."""
    return tuple(field.name for field in fields(Budget))
