"""Keyed hashes of the chain, as `verify.py` has them, with the key's own part worked out once."""

import hmac


class Keyed:
    """HMAC-SHA256 (RFC 2104) under one key.

    Both halves of it begin with a block made of the key. To hash that block for each record, and to
    look the algorithm up by its name, takes longer than the record.
    """

    def __init__(self, key: bytes) -> None:
        self._begun = hmac.new(key, digestmod="sha256")

    def of(self, data: bytes) -> str:
        """The keyed hash of some bytes, as 64 hexadecimal digits."""
        found = self._begun.copy()
        found.update(data)
        return found.hexdigest()

    def mac(self, before: str, record: str) -> str:
        """See `verify.mac`."""
        return self.of(f"{before}\n{record}".encode())

    def seal(self, number: int, last_mac: str, what: str = "head") -> str:
        """See `verify.seal`."""
        return self.of(f"{what}\n{number}\n{last_mac}".encode())
