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
vocabulary = 100
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


def pairs() -> list[tuple[str, str]]:
    """Return every sentence of the toy language with its English."""
    found = []
    for parts in itertools.product(SUBJECTS, VERBS, OBJECTS, TIMES):
        subject, verb, thing, time = parts
        english = f"{SUBJECTS[subject]} {VERBS[verb]} {OBJECTS[thing]} {TIMES[time]}."
        found.append((f"{subject} {verb} {thing} {time}.", english))
    return found


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
