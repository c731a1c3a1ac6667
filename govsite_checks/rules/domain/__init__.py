"""What a site is called on the network, and how it can be reached."""
