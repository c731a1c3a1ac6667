"""What the bottom of a home page must show."""
