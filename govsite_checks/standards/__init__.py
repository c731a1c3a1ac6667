"""The regulations' clauses as data: one YAML file per document, in our own words, verified or not."""

from .loading import load
from .records import Clause, Document, Standards, StandardsError

__all__ = ["Clause", "Document", "Standards", "StandardsError", "load"]
