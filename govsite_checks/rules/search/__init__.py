"""What a site's search owes the reader: that it is there, finds what the site has, and says clearly what it found."""
