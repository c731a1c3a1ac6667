"""Footers: their marks, how they are put together, and what the absence of a mark amounts to."""
