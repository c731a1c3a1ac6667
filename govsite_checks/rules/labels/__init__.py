"""The labels in the heads of pages: present, complete, and true."""
