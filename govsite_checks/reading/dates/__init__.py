"""Dates as government pages write them."""
