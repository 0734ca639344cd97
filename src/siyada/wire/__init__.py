"""Formats that callers and models speak. Pure."""
