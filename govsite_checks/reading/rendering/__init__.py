"""What a page leaves to its scripts, and what remains of it once they have run."""
