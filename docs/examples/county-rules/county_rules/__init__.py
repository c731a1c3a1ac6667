"""Rules of one county: every module of this package that holds a rule is found by itself."""
