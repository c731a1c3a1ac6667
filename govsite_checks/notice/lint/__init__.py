"""The arithmetic of a draft notice, done again: what no count gives, what does not add up, who is named without a finding."""

from .finding import Kind, LintFinding
from .linting import lint
from .names import CensusNames, read_census
from .reading import DraftError, read_draft

__all__ = ["CensusNames", "DraftError", "Kind", "LintFinding", "lint", "read_census", "read_draft"]
