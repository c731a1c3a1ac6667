"""What becomes of sites that are closed, merged or out of service for a while."""
