"""Websites as they look: pictures of pages that were collected, and what only the eye of a browser can measure."""
