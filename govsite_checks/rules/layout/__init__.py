"""What every page shows alike: the site's name, one header and footer, dates, sources, ways in for everybody."""
