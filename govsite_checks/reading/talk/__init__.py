"""What the public writes and is answered: messages, surveys, interviews."""
