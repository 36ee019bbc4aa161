"""What a picture's file tells beside the picture: taken out part by part, so that the picture itself stays as it is.

Everything goes that is not known to be needed for drawing; what stands behind the end of the picture goes too.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

# colour, size and movement
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_FLAGS = 0xFF ^ 0x08 ^ 0x04  # all but those of Exif and XMP
_JPEG_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_JPEG_START, _JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JPEG_APPLICATION = range(0xE0, 0xF0)
# what an application wrote and a reader needs: density without a thumbnail, colour profile, colour transform
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF_BARE = 16
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def stripped(data: bytes, kind: str) -> bytes | None:
    """The same picture without what is told beside it; None for a kind that has to be written anew."""
    strip = _KINDS.get(kind)
    return strip(data) if strip else None


def _jpeg(data: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_jpeg_parts(data)) + b"\xff\xd9"


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    offset = 2
    while True:
        offset = data.index(b"\xff", offset)
        while data[offset + 1] == 0xFF:
            offset += 1
        marker = data[offset + 1]
        if marker == _JPEG_END:
            return
        if marker in _JPEG_ALONE or marker == 0:
            offset += 2
            continue
        end = offset + 2 + int(struct.unpack(">H", data[offset + 2 : offset + 4])[0])
        if marker == _JPEG_SCAN:
            end = _scan_end(data, end)
        if _is_kept(marker, data[offset + 4 : end]):
            yield data[offset:end]
        offset = end


def _scan_end(data: bytes, offset: int) -> int:
    """Where the drawing of a scan ends: at a marker that is not part of it."""
    while True:
        offset = data.index(b"\xff", offset)
        if data[offset + 1] == 0 or data[offset + 1] in _JPEG_ALONE:
            offset += 2
        elif data[offset + 1] == 0xFF:
            offset += 1
        else:
            return offset


def _is_kept(marker: int, content: bytes) -> bool:
    if marker == _JPEG_COMMENT:
        return False
    if marker not in _JPEG_APPLICATION:
        return True
    known = _JPEG_KEPT.get(marker)
    return known is not None and content.startswith(known) and (marker != 0xE0 or len(content) + 2 <= _JFIF_BARE)


def _png(data: bytes) -> bytes:
    kept, offset = [data[:8]], 8
    while offset < len(data):
        length, name = struct.unpack(">I4s", data[offset : offset + 8])
        end = offset + 12 + length
        if name in _PNG_KEPT:
            kept.append(data[offset:end])
        if name == b"IEND":
            break
        offset = end
    return b"".join(kept)


def _webp(data: bytes) -> bytes:
    kept, offset = [], 12
    last = min(len(data), 8 + int(struct.unpack("<I", data[4:8])[0]))
    while offset + 8 <= last:
        name, length = struct.unpack("<4sI", data[offset : offset + 8])
        end = offset + 8 + length + length % 2
        if name == b"VP8X":
            kept.append(data[offset : offset + 8] + bytes([data[offset + 8] & _WEBP_FLAGS]) + data[offset + 9 : end])
        elif name in _WEBP_KEPT:
            kept.append(data[offset:end])
        offset = end
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _gif(data: bytes) -> bytes:
    start = 13 + _colours(data[10])
    kept, offset = [data[:start]], start
    while data[offset] != 0x3B:
        if data[offset] == 0x2C:
            end = _blocks_end(data, offset + 11 + _colours(data[offset + 9]))
            keep = True
        else:
            end = _blocks_end(data, offset + 2)
            label = data[offset + 1]
            keep = label == 0xF9 or (label == 0xFF and data[offset + 3 : offset + 14] in _GIF_LOOPS)
        if keep:
            kept.append(data[offset:end])
        offset = end
    return b"".join(kept) + b"\x3b"


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _blocks_end(data: bytes, offset: int) -> int:
    while data[offset]:
        offset += data[offset] + 1
    return offset + 1


_KINDS: Mapping[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}
