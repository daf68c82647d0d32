"""Encryption of single values at rest, and the keyed hash that finds them again.

AES-256-GCM. Each sealed value carries the number of its key, so keys can be changed without downtime, and is
bound to the place it was written for, so a value copied to another row does not open.
"""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


def seal(value: str, *, place: str) -> bytes:
    """Encrypt `value` for `place`, such as `people_person.national_id.<public id>`."""
    nonce = os.urandom(NONCE_BYTES)
    key = _keys()[0]
    return _key_id(key) + nonce + AESGCM(key).encrypt(nonce, value.encode(), place.encode())


def unseal(sealed: bytes | memoryview, *, place: str) -> str:
    """Decrypt what `seal` made for `place`. Raises LookupError when its key is gone."""
    whole = bytes(sealed)
    key_id, nonce, secret = whole[:4], whole[4 : 4 + NONCE_BYTES], whole[4 + NONCE_BYTES :]
    for key in _keys():
        if _key_id(key) == key_id:
            return AESGCM(key).decrypt(nonce, secret, place.encode()).decode()
    raise LookupError("The key of this sealed value is not among KE_ENCRYPTION_KEYS.")


def fingerprint(value: str, *, purpose: str) -> str:
    """A keyed hash of `value`, equal for equal values, useless without the key. 64 characters.

    Made with the last key, which is the oldest: new keys go in front, so look-ups keep working.
    """
    return hmac.new(_keys()[-1], f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def _keys() -> list[bytes]:
    return [base64.b64decode(key) for key in settings.KE_ENCRYPTION_KEYS]


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:4]
