"""What an audit found, in words."""
