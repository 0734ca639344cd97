"""Personal data: find it, hide it, restore it. Pure."""
