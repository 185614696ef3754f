"""Pictures as they may be kept: a telephone writes into each where and when it was taken, and that is nobody's business."""

from io import BytesIO
from typing import IO

KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
# A page scanned at 600 points an inch has 35 million; a file that unfolds to more is an attack or a mistake.
MOST_PIXELS = 40_000_000
# The same page stays readable at this size, and takes a third of the memory.
LONGEST_SIDE = 4000


def bare_picture(source: IO[bytes], suffix: str) -> BytesIO:
    """Return the picture upright, at most 4000 points long, with nothing but its points and colours.

    Raise ValueError when it isn't a readable picture.
    """
    # Late: few documents are pictures.
    from PIL import Image, ImageOps, UnidentifiedImageError

    kind = KINDS[suffix]
    bare = BytesIO()
    try:
        with Image.open(source, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many points")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.info = {key: value for key, value in upright.info.items() if key in ("icc_profile", "transparency")}
            upright.save(bare, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("not a readable picture") from error
    bare.seek(0)
    return bare
