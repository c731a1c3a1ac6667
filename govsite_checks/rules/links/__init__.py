"""What links owe the reader: that they lead somewhere, and nowhere that they should not."""
