"""Runs the published clients against a running server, and writes docs/compatibility.md from it."""
