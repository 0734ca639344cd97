"""A work that says how much it will answer, and ends half way for a file of that name."""

import sys

import orjson


def main() -> None:
    """Answer as `siyada.redact.child` does."""
    asked = orjson.loads(sys.stdin.buffer.readline())
    content = b"0123456789"
    said = {"name": asked["name"], "bytes": len(content)}
    half = asked["name"].startswith("half")
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n" + (content[:5] if half else content))
