"""Answers composed from the record, with citations that hold. Pure."""
