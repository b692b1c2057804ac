"""The colours and measures of a picture.

Measures are in pixels. Discord shows a picture at about half of WIDTH, a phone at a third.
"""

from dataclasses import dataclass

WIDTH = 1_080
MARGIN = 48
MAX_DATE_WIDTH = 312  # holds 28 September 2021 –
RAIL_TO_DATE = 36
RAIL_TO_TEXT = 48
MARK_SIZE = 32
ROW_TO_MARK = 21  # from the top of a row to the middle of its mark
TEXT_TO_SOURCE = 6
ROW_GAP = 38
PAUSE_GAP = 54  # in addition, between rows where time passes


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture."""

    ground: str
    text: str
    dim: str
    accent: str
    rail: str
    tag: str


# The grounds are those of Discord's cards.
THEMES = {
    "light": Theme("#FFFFFF", "#1E1F22", "#5C5E66", "#2A6B96", "#CDD1D8", "#E9EBEF"),
    "dark": Theme("#2B2D31", "#F2F3F5", "#B5BAC1", "#7DBBE6", "#5A5D66", "#3F4249"),
}
