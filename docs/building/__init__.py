"""What keeps the documentation true: pages made from code, commands run where they are shown, the website built."""
