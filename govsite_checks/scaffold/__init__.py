"""A first draft of a rule of one's own, that runs and keeps the laws before a line of it is changed."""

from .writing import RuleIdError, new_rule

__all__ = ["RuleIdError", "new_rule"]
