"""Fonts that Debian's odoo-19 links to a package of another version."""

import os
import struct
import zlib


def woff_to_ttf(woff):
    """A TrueType font from a WOFF 1.0 one: its tables, inflated (W3C WOFF 1.0, 3-5).

    :param bytes woff: content of the file
    :rtype: bytes
    :raises ValueError: not a WOFF 1.0 file
    """
    if woff[:4] != b"wOFF":
        raise ValueError("not a WOFF 1.0 font")
    flavor, count = woff[4:8], struct.unpack(">H", woff[12:14])[0]
    entries = sorted(
        struct.unpack(">4sIIII", woff[44 + 20 * i : 64 + 20 * i]) for i in range(count)
    )
    power = 1 << (count.bit_length() - 1)
    search = (count, power * 16, power.bit_length() - 1, (count - power) * 16)
    head, body = flavor + struct.pack(">HHHH", *search), b""
    for tag, offset, packed, length, checksum in entries:
        data = woff[offset : offset + packed]
        if packed < length:
            data = zlib.decompress(data)
        start = 12 + 16 * count + len(body)
        head += struct.pack(">4sIII", tag, checksum, start, length)
        body += data + b"\0" * (-length % 4)
    return head + body


def repair_icons(site):
    """Rebuild Font Awesome 4.7's .ttf, with which Odoo draws icons into mails.

    Debian links it to fonts-font-awesome, which is 7.x in unstable; the .woff beside
    the link is the real one.
    """
    real = site / "odoo/addons/web/static/src/libs/fontawesome/fonts"
    ttf = real / "fontawesome-webfont.ttf"
    if ttf.is_symlink() and not ttf.exists():
        ttf.unlink()
        ttf.write_bytes(woff_to_ttf((real / "fontawesome-webfont.woff").read_bytes()))
    copies = site / "odoo/addons/web/static/lib/fontawesome/fonts"
    for link in copies.glob("fontawesome-webfont.*"):
        if link.is_symlink() and not link.exists() and (real / link.name).exists():
            link.unlink()
            link.symlink_to(os.path.relpath(real / link.name, copies))
