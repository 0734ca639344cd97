"""Answers of models held to the passages that they cite."""
