"""A logo as it may be published: a small PNG with nothing in it but its points."""

from io import BytesIO
from typing import IO

LARGEST = 1024 * 1024
LONGEST_SIDE = 600
# A file that unfolds to more is an attack or a mistake.
MOST_PIXELS = 40_000_000
KINDS = ["PNG", "JPEG", "WEBP"]


def bare_logo(source: IO[bytes]) -> BytesIO:
    """Return the picture as a PNG of at most 600 points. Raise ValueError when it isn't a readable PNG, JPEG or WebP."""
    # Late: few requests bring a picture.
    from PIL import Image, ImageOps

    bare = BytesIO()
    try:
        with Image.open(source, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many points")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright.info = {}
            upright.save(bare, format="PNG", optimize=True)
    except (OSError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ValueError("not a readable picture") from error
    bare.seek(0)
    return bare
