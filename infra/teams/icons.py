"""`python -m infra.teams.icons`: draws the two icons that are kept in icons/, a crossing and the one who makes it."""

import math
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "icons"
DEEP, WARM, WHITE = (15, 76, 92), (244, 162, 89), (255, 255, 255)
# Where the arch stands in the symbol's square, and half of how far apart its banks are.
_GROUND, _SPAN = 0.24, 0.36

Colour = tuple[int, int, int]
Shape = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Icon:
    """`scale` is the symbol's width in parts of the icon's; without `ground` the icon is transparent."""

    size: int
    scale: float
    ground: Colour | None
    bridge: Colour
    traveller: Colour


ICONS = {
    # Teams crops the colour icon to other forms: what it shows stays in the middle half.
    "color.png": Icon(192, 0.5, DEEP, WHITE, WARM),
    # The outline icon may be white and nothing else.
    "outline.png": Icon(32, 0.94, None, WHITE, WHITE),
}


def draw(icon: Icon) -> bytes:
    """The pixels, four bytes each (red, green, blue, opacity), row by row."""
    pixels = bytearray()
    for y in range(icon.size):
        for x in range(icon.size):
            pixels += _pixel(icon, (x + 0.5) / icon.size, (y + 0.5) / icon.size)
    return bytes(pixels)


def png(pixels: bytes, size: int) -> bytes:
    rows = b"".join(b"\0" + pixels[start : start + size * 4] for start in range(0, len(pixels), size * 4))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND")


def _chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pixel(icon: Icon, x: float, y: float) -> bytes:
    # The symbol is drawn in a square of one by one; a pixel's edge in it is what an edge is softened over.
    u, v, edge = (x - 0.5) / icon.scale, (y - 0.5) / icon.scale, 1 / (icon.size * icon.scale)
    clear = _cover(_traveller(u, v) - 0.07, edge)
    bridge = _cover(_bridge(u, v), edge) * (1 - clear)
    traveller = _cover(_traveller(u, v), edge)
    if icon.ground is None:
        opacity = max(bridge, traveller)
        return bytes((*icon.bridge, round(255 * opacity))) if opacity else b"\0\0\0\0"
    mixed = _mix(_mix(icon.ground, icon.bridge, bridge), icon.traveller, traveller)
    return bytes((*mixed, 255))


def _bridge(u: float, v: float) -> float:
    """How far a point is from the arch and its two banks; negative inside."""
    arch = abs(math.hypot(u, v - _GROUND) - _SPAN) - 0.055 if v < _GROUND else 1.0
    banks = min(math.hypot(u - _SPAN, v - _GROUND), math.hypot(u + _SPAN, v - _GROUND)) - 0.13
    return min(arch, banks)


def _traveller(u: float, v: float) -> float:
    return math.hypot(u, v + 0.17) - 0.13


def _cover(distance: float, edge: float) -> float:
    return min(1.0, max(0.0, 0.5 - distance / edge))


def _mix(below: Colour, above: Colour, share: float) -> Colour:
    red, green, blue = (round(b + (a - b) * share) for b, a in zip(below, above, strict=True))
    return red, green, blue


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, icon in ICONS.items():
        (FOLDER / name).write_bytes(png(draw(icon), icon.size))
        sys.stdout.write(f"Drew {name}, {icon.size} by {icon.size}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
