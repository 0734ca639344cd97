"""Documents and the record of procedures."""
