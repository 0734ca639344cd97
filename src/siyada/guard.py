"""The shield applied to the wire: every field of a request, every delta of an answer."""
