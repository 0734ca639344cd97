"""One request from the key to the last piece: the story."""
