"""The server: the API and the pages."""
