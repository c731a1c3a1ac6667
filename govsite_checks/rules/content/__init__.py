"""What the pages of a government site hold, and what they must not."""
