import struct
import unittest
import zlib

from tools.fonts import woff_to_ttf


def woff(tables):
    """A WOFF 1.0 file of {tag: content}; long contents are compressed."""
    entries, body = b"", b""
    start = 44 + 20 * len(tables)
    for tag, content in tables.items():
        packed = zlib.compress(content)
        if len(packed) >= len(content):
            packed = content
        fields = (start + len(body), len(packed), len(content), 7)
        entries += struct.pack(">4sIIII", tag, *fields)
        body += packed + b"\0" * (-len(packed) % 4)
    head = b"wOFF\0\1\0\0" + struct.pack(">IHH", 0, len(tables), 0)
    return head.ljust(44, b"\0") + entries + body


class TestFonts(unittest.TestCase):
    def test_tables_are_inflated_and_sorted(self):
        tables = {b"name": b"n" * 101, b"cmap": b"c", b"glyf": b"g" * 9}
        ttf = woff_to_ttf(woff(tables))
        self.assertEqual(ttf[:4], b"\0\1\0\0")
        self.assertEqual(struct.unpack(">HHHH", ttf[4:12]), (3, 32, 1, 16))
        found = {}
        for index in range(3):
            entry = ttf[12 + 16 * index : 28 + 16 * index]
            tag, checksum, offset, length = struct.unpack(">4sIII", entry)
            self.assertEqual((checksum, offset % 4), (7, 0))
            found[tag] = ttf[offset : offset + length]
        self.assertEqual(found, tables)
        self.assertEqual(list(found), sorted(tables))

    def test_other_files_are_refused(self):
        with self.assertRaises(ValueError):
            woff_to_ttf(b"wOF2" + b"\0" * 60)
