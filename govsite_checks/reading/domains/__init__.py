"""Names of hosts, and what answers in place of a site."""
