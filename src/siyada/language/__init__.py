"""The languages of Morocco. Pure."""
