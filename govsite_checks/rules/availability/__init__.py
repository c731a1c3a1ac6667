"""Rules on availability: whether the home page opens, and what the site answers where there is no page."""
