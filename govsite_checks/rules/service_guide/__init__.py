"""What a site offers to those who have something to settle: services, guides, forms, online systems."""
