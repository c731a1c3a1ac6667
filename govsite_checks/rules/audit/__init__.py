"""Rules of the audit, which a user asks for: they judge what a browser measured in a pass of its own."""
