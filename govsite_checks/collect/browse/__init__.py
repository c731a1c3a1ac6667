"""Pages shown to a real browser: one process, a few pages at a time, behind the guard."""
