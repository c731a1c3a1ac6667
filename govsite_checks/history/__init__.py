"""The results of quarters in one SQLite file."""
