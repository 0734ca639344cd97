"""Everything a request needs, opened once, closed once."""
