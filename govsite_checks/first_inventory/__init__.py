"""A first inventory from a list of addresses: names and codes are what the sites say of themselves."""

from .listing import Listed, ListError, read_list
from .visiting import Completed, complete

__all__ = ["Completed", "ListError", "Listed", "complete", "read_list"]
