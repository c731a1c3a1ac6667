"""The words, names and hosts of footers, read once from ``data/footer.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What ``data/footer.toml`` says, compiled. Patterns ignore case."""

    provinces: str
    usual: dict[int, int]
    foot_name: Pattern[str]
    article_name: Pattern[str]
    main_name: Pattern[str]
    foot_file: Pattern[str]
    site_code: str
    sitemap: frozenset[str]
    sitemap_maybe: frozenset[str]
    sitemap_path: Pattern[str]
    jiucuo_word: Pattern[str]
    jiucuo_file: Pattern[str]
    party_gov_word: Pattern[str]
    institution: str
    sponsor_end: str
    bodies: str
    contact_label: str
    address_label: str
    mail_label: str
    foreign_hotlines: frozenset[str]
    conac_hosts: tuple[str, ...]
    jiucuo_hosts: tuple[str, ...]
    icp_hosts: tuple[str, ...]
    police_hosts: tuple[str, ...]
    icp_today: tuple[str, ...]
    police_today: tuple[str, ...]
    harmless_host: Pattern[str]
    harmless_file: Pattern[str]


def _any(patterns: list[str]) -> Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _words(words: list[str]) -> str:
    """An alternation of plain words, the longest first, for use inside another pattern."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def usual(text: str) -> str:
    """Words of a footer with the traditional characters of labels in their simplified form; as long as before."""
    return text if text.isascii() else text.translate(lexicon().usual)


@cache
def lexicon() -> Lexicon:
    """The lexicon; read from disk at the first call."""
    text = files("govsite_checks.reading").joinpath("data/footer.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    names, words, hosts, scripts = data["names"], data["words"], data["hosts"], data["scripts"]
    return Lexicon(
        provinces=data["provinces"]["short"],
        usual=str.maketrans(data["usual"]["traditional"], data["usual"]["simplified"]),
        foot_name=_any(names["foot"]),
        article_name=_any(names["article"]),
        main_name=_any(names["main"]),
        foot_file=_any(names["footfile"]),
        site_code=_words(words["site_code"]),
        sitemap=frozenset(words["sitemap"]),
        sitemap_maybe=frozenset(words["sitemap_maybe"]),
        sitemap_path=_any([re.escape(word) for word in words["sitemap_path"]]),
        jiucuo_word=_any(words["jiucuo"]),
        jiucuo_file=_any(words["jiucuo_file"]),
        party_gov_word=_any(words["party_gov"]),
        institution=words["institution"],
        sponsor_end=_words(words["sponsor_end"]),
        bodies=_words(words["bodies"]),
        contact_label="|".join(words["contact_label"]),
        address_label="|".join(words["address_label"]),
        mail_label="|".join(words["mail_label"]),
        foreign_hotlines=frozenset(words["foreign_hotlines"]),
        conac_hosts=tuple(hosts["conac"]),
        jiucuo_hosts=tuple(hosts["jiucuo"]),
        icp_hosts=tuple(hosts["icp"]),
        police_hosts=tuple(hosts["police"]),
        icp_today=tuple(hosts["icp_today"]),
        police_today=tuple(hosts["police_today"]),
        harmless_host=_any(scripts["harmless_hosts"]),
        harmless_file=_any(scripts["harmless_files"]),
    )
