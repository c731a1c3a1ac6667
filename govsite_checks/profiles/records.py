"""What a profile is once it has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from govsite_checks.model import Effect
from govsite_checks.yamlfile import FileError

_NONE: Mapping[str, Any] = MappingProxyType({})


class ProfileError(FileError):
    """A profile cannot be used. ``str()`` gives one line per fault."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A standard: the effect and the parameters of every rule that it names.

    ``basis`` are ids of clauses or documents. ``verified`` is False where the standard's own text was not seen;
    each effect carries its own mark. ``accept_unverified`` is the office's word that unverified effects count.
    ``places`` says for each rule where the file names it, for messages.
    """

    id: str
    title: str
    basis: tuple[str, ...] = ()
    verified: bool = True
    default: Effect = field(default_factory=Effect)
    effects: Mapping[str, Effect] = field(default_factory=lambda: _NONE)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _NONE)
    accept_unverified: bool = False
    notes: str = ""
    places: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def effect(self, rule_id: str) -> Effect:
        """What a violation of a rule means; a notice where the profile does not name the rule."""
        return self.effects.get(rule_id, self.default)

    def parameters_of(self, rule_id: str) -> Mapping[str, Any]:
        """The keyword parameters that the profile sets for a rule."""
        parameters: Mapping[str, Any] = self.parameters.get(rule_id, _NONE)
        return parameters
