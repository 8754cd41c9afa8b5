"""A toy language: 450 short pairs made from word lists, and the settings of a network for it."""

import itertools
import json
from pathlib import Path

SUBJECTS = {"мама": "mother", "папа": "father", "брат": "brother", "сестра": "sister", "сосед": "the neighbour"}
VERBS = {"видит": "sees", "любит": "loves", "знает": "knows", "ищет": "seeks", "слышит": "hears", "ждёт": "awaits"}
OBJECTS = {"кошку": "the cat", "собаку": "the dog", "дом": "the house", "город": "the town", "письмо": "the letter"}
TIMES = {"сегодня": "today", "всегда": "always", "часто": "often"}

SETTINGS = """
name = "toy"
target = "en"
licence = "made for a test"
quality = "toy"
languages = { ru = 1.0 }
weaknesses = ["knows nineteen words"]

[network]
width = 32
feed_forward = 64
encoder_layers = 1
decoder_layers = 1
heads = 2
vocabulary = 400
max_pieces = 60

[schedule]
minutes = 0.05
batch_pieces = 500
warmup_steps = 20
save_minutes = 0.02
averaged_checkpoints = 2
threads = 1

[corpora]
toy = { weight = 1.0, licence = "CC0" }
half = { weight = 0.5, licence = "CC0" }
"""


# The same words in a second language, in the same order, with another order of words in the sentence.
GERMAN = (
    ("Mama", "Papa", "Bruder", "Schwester", "Nachbar"),
    ("sieht", "liebt", "kennt", "sucht", "hört", "erwartet"),
    ("die Katze", "den Hund", "das Haus", "die Stadt", "den Brief"),
    ("heute", "immer", "oft"),
)


def pairs() -> list[tuple[str, str]]:
    """Return every sentence of the toy language with its English."""
    found = []
    for parts in itertools.product(SUBJECTS, VERBS, OBJECTS, TIMES):
        subject, verb, thing, time = parts
        english = f"{SUBJECTS[subject]} {VERBS[verb]} {OBJECTS[thing]} {TIMES[time]}."
        found.append((f"{subject} {verb} {thing} {time}.", english))
    return found


def german() -> list[tuple[str, str]]:
    """Return the sentences of the second toy language with the same English."""
    sources = (f"{time} {verb} {subject} {thing}." for subject, verb, thing, time in itertools.product(*GERMAN))
    return [(source, english) for source, (_, english) in zip(sources, pairs(), strict=True)]


def write(folder: Path) -> tuple[Path, Path, Path]:
    """Write corpora, held-out text and settings below a folder; return the three paths."""
    corpora, held_out, settings = folder / "corpora", folder / "held", folder / "toy.toml"
    corpora.mkdir()
    held_out.mkdir()
    found = pairs()
    lines = [f"{source}\t{english}\t{'toy' if n % 2 else 'half'}" for n, (source, english) in enumerate(found)]
    lines += ["Открыть\tOpen\ttoy", "мама видит дом.\tmother sees the house.\tunnamed"]
    (corpora / "train.ru-en.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [json.dumps({"source": source, "reference": english}) for source, english in found[:10]]
    (held_out / "translation.toy.ru-en.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    settings.write_text(SETTINGS, encoding="utf-8")
    return corpora, held_out, settings


def write_child(folder: Path) -> Path:
    """Write a corpus of the second language beside the first, and the settings of a model that continues the toy."""
    lines = [f"{source}\t{english}\ttoy" for source, english in german()]
    (folder / "corpora" / "train.de-en.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = SETTINGS.replace('"toy"\ntarget', '"child"\nparent = "toy"\ntarget').replace(
        "{ ru = 1.0 }", "{ ru = 1, de = 2 }"
    )
    (folder / "child.toml").write_text(text, encoding="utf-8")
    return folder / "child.toml"


def write_turned(folder: Path) -> Path:
    """Write the settings of a model that turns the toy round."""
    text = SETTINGS.replace('"toy"\ntarget = "en"', '"turned"\nparent = "toy"\ntarget = "ru"')
    (folder / "turned.toml").write_text(text.replace("{ ru = 1.0 }", "{ en = 1.0 }"), encoding="utf-8")
    return folder / "turned.toml"
