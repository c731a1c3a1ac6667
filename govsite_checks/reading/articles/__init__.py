"""Content pages and the labels in their heads."""
