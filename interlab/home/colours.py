"""An incubator's two colours: legible or refused, and their sisters on dark paper."""

import colorsys
import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# What WCAG AA wants of text.
ENOUGH = 4.5
LIGHT_PAPERS = ("#FBF8F3", "#FFFFFF", "#F3EDE3")
DARK_PAPERS = ("#14191B", "#1C2326", "#262F32")
WHITE = "#FFFFFF"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (red, green, blue))


def _luminance(colour: str) -> float:
    lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_legible(colour: str) -> bool:
    """Whether the colour is read on our light papers, and white is read on it."""
    return all(contrast(colour, paper) >= ENOUGH for paper in LIGHT_PAPERS)


def _lit(colour: str, lightness: float) -> str:
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _written(*colorsys.hls_to_rgb(hue, lightness, saturation))


def nearest_legible(colour: str) -> str:
    """Return the same colour, darkened by no more than it takes to be read."""
    lightness = colorsys.rgb_to_hls(*_parts(colour))[1]
    while not is_legible(colour) and lightness > 0:
        lightness -= 0.01
        colour = _lit(colour, max(lightness, 0))
    return colour


def on_dark(colour: str) -> str:
    """Return the same colour, lightened until it is read on our dark papers."""
    lightness = colorsys.rgb_to_hls(*_parts(colour))[1]
    while not all(contrast(colour, paper) >= ENOUGH for paper in DARK_PAPERS) and lightness < 1:
        lightness += 0.01
        colour = _lit(colour, min(lightness, 1))
    return colour


def _mixed(colour: str, paper: str, share: float) -> str:
    return _written(*(one * share + other * (1 - share) for one, other in zip(_parts(colour), _parts(paper), strict=True)))


def _tokens(name: str, colour: str, *, dark: bool) -> str:
    shown = on_dark(colour) if dark else colour
    paper, text = (DARK_PAPERS[0], "#0B1213") if dark else (LIGHT_PAPERS[0], WHITE)
    return f"--{name}:{shown};--on-{name}:{text};--{name}-wash:{_mixed(shown, paper, 0.14)};"


def stylesheet(primary: str, accent: str) -> str:
    """Return the style sheet of an incubator's colours; an empty colour stays ours."""
    given = [(name, colour) for name, colour in (("primary", primary), ("accent", accent)) if HEX.fullmatch(colour)]
    light = "".join(_tokens(name, colour, dark=False) for name, colour in given)
    dark = "".join(_tokens(name, colour, dark=True) for name, colour in given)
    return (
        f":root{{{light}}}\n"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}\n'
        f':root[data-theme="dark"]{{{dark}}}\n'
    )
