"""Two small question sets, about towns and about nature."""

import gzip
import json
from pathlib import Path

# Each sentence with the questions that it answers; a question without a sentence has no answer.
RIVER = {
    "The mayor Anna Lind opened the Elm bridge on 3 May 2021.": (
        "Who opened the Elm bridge?",
        "When did the Elm bridge open?",
    ),
    "It cost 40 million euros.": ("How much did the Elm bridge cost?",),
    "Nobody was hurt when the crane fell.": ("Who was hurt when the crane fell?",),
    "": ("Who painted the Elm bridge?",),
}
FERRY = {
    "The ferry Nordic sank near Harbour Island in 1998.": (
        "Where did the ferry Nordic sink?",
        "When did the ferry Nordic sink?",
    ),
    "Captain Olaf Berg was saved by divers.": ("Who saved the captain Olaf Berg?",),
    "The ferry carried 120 cars and 300 people.": ("How many cars were on the ferry?",),
}
CASTLE = {
    "The duke sold the castle because its roof leaked.": ("Why did the duke sell the castle?",),
    "A school in Oakham bought the castle.": ("Who bought the castle?",),
    "The duke said that the garden was his own.": ("What did the duke say?",),
    "": ("How many rooms has the castle?",),
}
STRIKE = {
    "The miners of Coalby went on strike for three weeks.": (
        "How long was the strike in Coalby?",
        "Who went on strike in Coalby?",
    ),
    "Their union asked for higher wages.": ("What did the union of miners ask for?",),
    "The owner Jane Holt refused on Monday.": ("Who refused the miners?", "When did Holt refuse?"),
}
WOLVES = {
    "Two wolves crossed the border from Poland in winter.": (
        "How many wolves crossed the border?",
        "Where did the wolves come from?",
    ),
    "Farmers lost 14 sheep to the wolves.": ("How many sheep did the farmers lose?",),
}
VOLCANO = {
    "The volcano Askur woke up on 9 June 2010.": ("When did the volcano Askur wake up?",),
    "Ash closed the airport of Velo City.": ("Which airport did the ash close?",),
    "Helga Moen, a geologist, warned the town.": ("Who warned the town of the volcano?",),
}
EVERYWHERE = "The town talks of it."  # so that each question finds something in each article
TOWNS = {"river.txt": RIVER, "ferry.txt": FERRY, "castle.txt": CASTLE, "strike.txt": STRIKE}
NATURE = {"wolves.txt": WOLVES, "volcano.txt": VOLCANO}


def held_set(articles: dict[str, dict[str, tuple[str, ...]]]) -> dict:
    """Return the content of a file of a question set."""
    texts = {path: " ".join(filter(None, [*told, EVERYWHERE])) for path, told in articles.items()}
    questions = [
        {
            "id": f"{path} {number} {question}",
            "question": f"{question} (of a town)",
            "article": path,
            "evidence": [[texts[path].index(one), texts[path].index(one) + len(one)]]
            if one
            else [],
        }
        for path, told in articles.items()
        for number, (one, asked) in enumerate(told.items())
        for question in asked
    ]
    held = [{"path": path, "text": text} for path, text in texts.items()]
    return {"articles": held, "questions": questions}


def write_sets(folder: Path) -> Path:
    (folder / "towns.json").write_text(json.dumps(held_set(TOWNS)), "utf-8")
    (folder / "nature.json.gz").write_bytes(gzip.compress(json.dumps(held_set(NATURE)).encode()))
    return folder
