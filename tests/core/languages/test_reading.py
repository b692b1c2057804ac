"""Which data files are read: those of the languages that are there, and no others."""

import subprocess
import sys

_ARTICLE = """The council and the ferry

The council went to the northern harbour in May 1987 and signed for a new ferry. The ferry of that
year was the first with a roof, and people came from the villages to see it.

"We are proud of the ferry," said the mayor. A year later the old one was sold to the museum.
"""
_SCRIPT = """
import sys
from pathlib import Path
from bot.core.loading import load_collection

names = []
sys.addaudithook(lambda event, args: names.append(str(args[0])) if event == "open" else None)
asked = load_collection(Path(sys.argv[1]))
article = asked.newest()
asked.ask("Where did the council go in May 1987?")
asked.summary(article)
asked.timeline(article)
data = Path("core", "data").as_posix()
print(*(name.partition(data)[2] for name in names if data in Path(name).as_posix()), sep="\\n")
"""


def test_english_articles_read_no_other_language(tmp_path):
    """The lists that tell 33 languages apart once took a third of the start."""
    (tmp_path / "a.txt").write_text(_ARTICLE)
    command = [sys.executable, "-c", _SCRIPT, str(tmp_path)]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert any(name.startswith("/languages/en/") for name in names)
    of_others = [name for name in names if not name.startswith("/languages/en/")]
    assert not [name for name in of_others if name.startswith(("/languages/", "/detection/"))]
