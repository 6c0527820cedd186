# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A passkey as a phone or a computer has it: WebAuthn level 2, in software."""

import hashlib
import json
from base64 import urlsafe_b64encode
from secrets import token_bytes
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

#: CBOR of a map with key type EC2, algorithm ES256 and curve P-256; then x, then y.
COSE = bytes.fromhex("a5010203262001215820"), bytes.fromhex("225820")
#: The person was there, and the device knows who it was.
PRESENT, VERIFIED = 1, 4


def _encode(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Passkey:
    """A pair of keys, of which Odoo gets the public one.

    :param str address: of the site that it is for
    """

    def __init__(self, address):
        parts = urlsplit(address)
        self.host, self.origin = parts.hostname, f"{parts.scheme}://{parts.netloc}"
        self.identifier = _encode(token_bytes(16))
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self):
        """The public key as Odoo keeps it.

        :rtype: str
        """
        numbers = self._key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        return _encode(COSE[0] + x + COSE[1] + y)

    def answer(self, challenge):
        """Return what the browser sends when its person has confirmed.

        :param str challenge: as the site gave it
        :return: JSON
        :rtype: str
        """
        asked = {"type": "webauthn.get", "challenge": challenge, "origin": self.origin}
        client_data = json.dumps(asked).encode()
        flags = bytes([PRESENT | VERIFIED])
        data = hashlib.sha256(self.host.encode()).digest() + flags + bytes(4)
        signed = data + hashlib.sha256(client_data).digest()
        signature = self._key.sign(signed, ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": _encode(data),
            "clientDataJSON": _encode(client_data),
            "signature": _encode(signature),
        }
        return json.dumps(
            {
                "id": self.identifier,
                "rawId": self.identifier,
                "type": "public-key",
                "response": response,
            }
        )
