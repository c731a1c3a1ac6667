"""What should not stand on a page: personal numbers, wrong words, advertising, unapproved maps."""
