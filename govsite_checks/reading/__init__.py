"""Reading government pages: bytes to text, text to tree, footers and their marks, identifiers. Pure."""
