"""What callers ask to be kept: conversations and files, sealed at rest."""
