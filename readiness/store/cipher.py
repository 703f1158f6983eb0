"""Encryption itself: keys from passphrases by scrypt, content under AES-256-GCM. The only home of `cryptography`.

The package is an optional extra, so this module is imported only where something is encrypted. Every write has
a random nonce of 96 bits; what the content belongs to is authenticated with it, so that files can't be swapped.
"""

from __future__ import annotations

import base64
import binascii
import functools
import secrets
import time
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from readiness.store.envelope import ENCRYPTED

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16

LEAST_COST, MOST_COST = 15, 17
"""Powers of two for scrypt's n, with r = 8 and p = 1: 32 MiB, below which nothing is made, to 128 MiB."""

_NONCE = 12
_ENOUGH = 0.2
"""Seconds for one key. When the least cost takes less than half of it, twice the work is asked for."""


class EncryptedCodec:
    """A codec for one key: what it stores is a JSON string of nonce, ciphertext and tag in base64.

    Attributes:
        name: what the headers of files call it.
        key: the id of the key, which is no secret.
    """

    name: Final = ENCRYPTED

    def __init__(self, secret: bytes, key: str) -> None:
        """Work with the key `secret`, whose id is `key`."""
        self.key = key
        self._cipher = AESGCM(secret)

    def encode(self, plain: bytes, identity: str) -> bytes:
        """The content, encrypted and bound to what it belongs to."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, plain, self._place(identity))
        return b'"' + base64.b64encode(sealed) + b'"'

    def decode(self, stored: bytes, identity: str) -> bytes:
        """The content again.

        Raises:
            ValueError: altered, of another key, or of something else.
        """
        try:
            sealed = base64.b64decode(stored[1:-1], validate=True)
        except binascii.Error:
            raise ValueError("not base64") from None
        # Base64 leaves bits over at its end: only the very bytes that were written are accepted.
        if b'"' + base64.b64encode(sealed) + b'"' != stored or len(sealed) < _NONCE:
            raise ValueError("not as it was written")
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._place(identity))
        except InvalidTag:
            raise ValueError("altered, or of something else") from None

    def _place(self, identity: str) -> bytes:
        return f"readiness {self.key}\n{identity}".encode()


def stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    """The key that a passphrase stands for."""
    return Scrypt(salt=salt, length=KEY_BYTES, n=1 << cost, r=8, p=1).derive(passphrase.encode())


@functools.cache
def affordable_cost() -> int:
    """The cost that this computer bears in about a fifth of a second, and never less than the least; measured once."""
    cost = LEAST_COST
    begun = time.perf_counter()
    stretched("", bytes(SALT_BYTES), cost)
    taken = time.perf_counter() - begun
    while cost < MOST_COST and taken * 2 <= _ENOUGH:
        cost, taken = cost + 1, taken * 2
    return cost


def closed(secret: bytes, passphrase_key: bytes, about: bytes) -> bytes:
    """A key under the key of a passphrase, bound to what is said `about` it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(passphrase_key).encrypt(nonce, secret, about)


def disclosed(stored: bytes, passphrase_key: bytes, about: bytes) -> bytes:
    """The key again.

    Raises:
        ValueError: the passphrase is another one, or what is said about the key was altered.
    """
    try:
        return AESGCM(passphrase_key).decrypt(stored[:_NONCE], stored[_NONCE:], about)
    except InvalidTag:
        raise ValueError("another passphrase, or altered") from None
