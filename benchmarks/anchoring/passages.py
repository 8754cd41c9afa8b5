"""Which words of a random article are marked."""

import random

from benchmarks.anchoring.articles import Article


def passages_of(article: Article, chance: random.Random) -> list[list[int]]:
    """Return passages as atom numbers in a row: quotes with and without marks, sentences, runs of them, loose words."""
    found: list[list[int]] = []
    for block in article:
        for sentence in block:
            numbers = [atom.number for atom in sentence.atoms]
            marks = [at for at, atom in enumerate(sentence.atoms) if atom.text in "“”«»„"]
            if len(marks) == 2:
                inside = chance.random() < 0.5
                found.append(numbers[marks[0] + inside : marks[1] + 1 - inside])
            start = chance.randrange(len(numbers))
            found.append(numbers[start : start + chance.choice((1, 2, 3, 5, 8))])
            if chance.random() < 0.2:
                found.append(numbers)
        if len(block) > 1 and chance.random() < 0.3:
            found.append([atom.number for sentence in block[:2] for atom in sentence.atoms][chance.randint(0, 4) :])
    texts = {atom.number: atom.text for block in article for sentence in block for atom in sentence.atoms}
    found = [numbers for numbers in found if any(texts[number][0].isalnum() for number in numbers)]
    return chance.sample(found, min(len(found), 16))
