"""The audit: a pass of its own between collecting and judging, which measures live pages in a browser and keeps what it found."""
