"""Links: what they lead to, those that are hidden, empty, or leave the site."""
