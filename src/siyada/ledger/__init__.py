"""What the platform remembers: keys, usage, audit."""
