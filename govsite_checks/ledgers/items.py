"""What offices call the items of a census: words to the rules that stand for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from govsite_checks.office.columns import head_forms


@cache
def item_words() -> Mapping[str, tuple[str, ...]]:
    """What offices call items, and the rules that stand for each."""
    text = resources.files(__package__).joinpath("items.toml").read_text(encoding="utf-8")
    return {word: tuple(rules) for word, rules in tomllib.loads(text)["items"].items()}


class Items:
    """The items that a census knows: the ids and the titles of the rules that it judged, and what offices call them."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Keep the ``titles`` of the judged rules by id."""
        self._known = {
            form: rules
            for word, rules in item_words().items()
            if all(rule in titles for rule in rules)
            for form in head_forms(word)[:1]
        }
        for id, title in titles.items():
            for name in (id, title):
                self._known.update(dict.fromkeys(head_forms(name)[:1], (id,)))

    def find(self, said: str) -> tuple[str, ...]:
        """The rules that stand for an item; none where the census judged nothing of the kind."""
        return next((self._known[form] for form in head_forms(said) if form in self._known), ())
