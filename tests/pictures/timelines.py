"""Draw the documents' pictures of the seed article's timeline, one in each theme.

python -m tests.pictures.timelines docs/images
"""

import sys
from pathlib import Path

from bot.core.loading import load_collection
from bot.picture import THEMES, alt_text, timeline_picture

CORPUS = Path(__file__).parents[2] / "corpus"


def main(folder: Path) -> None:
    """Write a picture for each theme to `folder`, and print the alternative text."""
    collection = load_collection(CORPUS)
    timeline = collection.timeline(collection.newest())
    for theme in THEMES:
        file = folder / f"timeline-{theme}.png"
        file.write_bytes(timeline_picture(timeline, theme))
        print(file)
    print(alt_text(timeline))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
