"""What callers ask to be kept: conversations, encrypted at rest."""
