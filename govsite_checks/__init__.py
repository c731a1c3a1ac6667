"""Judge government websites against the State Council's rules: a pytest plugin and a framework."""

__version__ = "0.1.0"
