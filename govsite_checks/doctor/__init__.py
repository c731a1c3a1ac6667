"""What of this machine a run depends on: what works, what it means where something does not, and the fix."""
