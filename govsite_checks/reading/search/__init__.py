"""Site search: forms, requests, result pages."""
