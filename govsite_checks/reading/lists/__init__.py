"""List pages, and how well the columns of a site are kept."""
