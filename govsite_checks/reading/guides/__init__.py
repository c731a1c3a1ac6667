"""Service guides and the services of a site."""
