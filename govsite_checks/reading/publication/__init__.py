"""What a site publishes: kinds of information, policy documents, the yearly report."""
