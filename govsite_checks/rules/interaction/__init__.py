"""How the public can ask and be heard, and whether it is answered."""
