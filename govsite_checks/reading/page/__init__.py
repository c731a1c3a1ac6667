"""A page as bytes, text, tree and document, whatever it is about."""
