"""How new what a site shows is: its home page, its columns, its dates."""
