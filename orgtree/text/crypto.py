"""Personal data at rest: an encrypted text field (SM4-GCM) and a blind index to look it up by (HMAC-SM3).

A value is bound to its model and field, so a ciphertext copied to another column does not decrypt. The key
id stands in front of the value: a new key is put first in FIELD_KEYS, the old ones stay to read with.
Requirement H03 of docs/rules.md; GB/T 32907 (SM4), GB/T 32905 (SM3).
"""

import base64
import os

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import models

NONCE_BYTES = 12
TAG_BYTES = 16


def encrypt(text: str, *, context: str) -> str:
    """`key-id:base64(nonce, tag, ciphertext)` of `text`, readable only with the same `context`."""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context.encode())
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return f"{key_id}:{base64.b64encode(nonce + encryptor.tag + sealed).decode()}"


def decrypt(stored: str, *, context: str) -> str:
    """The text behind `stored`; raises KeyError for an unknown key, InvalidTag for a foreign or damaged value."""
    key_id, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    nonce, tag, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES : NONCE_BYTES + TAG_BYTES], raw[NONCE_BYTES + TAG_BYTES :]
    decryptor = Cipher(algorithms.SM4(settings.FIELD_KEYS[key_id]), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(context.encode())
    return (decryptor.update(sealed) + decryptor.finalize()).decode()


def blind_index(value: str, *, purpose: str) -> str:
    """64 hex digits that are equal for equal values of one purpose, and tell nothing without the key."""
    mac = hmac.HMAC(settings.BLIND_INDEX_KEY, hashes.SM3())
    mac.update(f"{purpose}\0{value}".encode())
    return mac.finalize().hex()


class EncryptedTextField(models.TextField):
    """Text that is plain on the instance and sealed in the database; cannot be filtered on."""

    def _context(self) -> str:
        # History tables copy the sealed value: strip their suffix so that they can be read too.
        model = self.model._meta.label_lower.removesuffix("event")
        return f"{model}.{self.attname}"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value, context=self._context()) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value, context=self._context()) if value else value

    def get_lookup(self, lookup_name):
        # Equality on a randomised ciphertext never matches; refuse instead of returning nothing.
        # df and ndf (IS [NOT] DISTINCT FROM) are how the audit triggers see that a row changed.
        if lookup_name not in {"isnull", "df", "ndf"}:
            raise TypeError(f"{self} is encrypted: look it up by its blind index")
        return super().get_lookup(lookup_name)
