"""Which columns a site has, what they are for, what share of them was seen."""
