"""Files: how each format is read into text with its places, and written again."""
