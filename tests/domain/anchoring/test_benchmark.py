"""The benchmark's truth, checked by another way, and a short run of it."""

import random
import re
from dataclasses import replace

import pytest

from annotator.domain.spans import Span
from benchmarks.anchoring.articles import Article, Atom, Sentence, copied, render
from benchmarks.anchoring.edits import EDITS, Author
from benchmarks.anchoring.measuring import cases, measure
from benchmarks.anchoring.passages import passages_of
from benchmarks.anchoring.truth import truth as truth_of


def test_a_short_run_has_no_silent_wrong_match_and_keeps_what_survived() -> None:
    figures = measure(500, seed=11)
    assert figures["silent_wrong"] == 0
    assert isinstance(figures["anchored"], float)
    assert figures["anchored"] >= 0.95
    assert isinstance(figures["by_edit"], dict)
    assert set(figures["by_edit"]) == set(EDITS)


@pytest.mark.parametrize("seed", range(40))
def test_the_truth_agrees_with_a_search_for_words_that_are_all_different(seed: int) -> None:
    """Every atom's text is replaced by a label of its own: then a plain search tells where a passage went."""
    chance = random.Random(seed)
    author = Author(chance, dense=True)
    article = author.article()
    passages = passages_of(article, chance)
    changed = copied(article)
    for _ in range(chance.choice((1, 3, 8))):
        author.edit(changed, passages)
    old, new = render(article), render(changed)
    labels = re.findall(r"<\d+>", _labelled(changed))
    for passage in passages:
        truth = truth_of(passage, old, new)
        wanted = [f"<{number}>" for number in passage]
        found = [at for at in range(len(labels)) if labels[at : at + len(wanted)] == wanted]
        if truth.unchanged:
            assert len(found) == 1
            assert truth.own is not None
            start, end = truth.own[1], truth.own[2]
            was = old.text[old.places[passage[0]][0] : old.places[passage[-1]][1]]
            assert new.text[start:end].split() == was.split()
            assert len(re.findall(r"<\d+>", _labelled(changed)[: _labelled(changed).index(wanted[0])])) == found[0]
        elif found:
            assert any(old.order[old.at[number]].text != new.order[new.at[number]].text for number in passage)


def _labelled(article: Article) -> str:
    twin = copied(article)
    for block in twin:
        for sentence in block:
            for atom in sentence.atoms:
                atom.text = f"<{atom.number}>"
    return render(twin).text


def test_a_wrong_place_is_counted_as_silent() -> None:
    """A judge that cannot fail would be worth nothing: the same outcomes, shifted by a word, must all be wrong."""
    wrong = total = 0
    for case in cases(20, seed=3):
        if case.outcome.span and case.outcome.span.end + 5 < len(case.new.text):
            outcome = replace(case.outcome, span=case.outcome.span.shifted(5))
            shifted = replace(case, outcome=outcome)
            total += 1
            wrong += shifted.silent_wrong
    assert total > 20
    assert wrong == total


SENTENCES = {
    "A": "He came .",
    "M": "It rained .",
    "K": "She wept .",
    "X": "Novosti said nobody left .",
    "Z": "The end .",
}


@pytest.mark.parametrize(("order", "right"), [("KXM", True), ("KMX", True), ("MXK", False), ("XKM", False)])
def test_a_lookalike_in_the_old_place_is_right_whatever_moved_beside_it_and_wrong_elsewhere(
    order: str, right: bool
) -> None:
    """M, K and X stood in this order; X was replaced by a sentence with another name in it."""
    before = {name: Sentence([Atom(word) for word in words.split()], "en") for name, words in SENTENCES.items()}
    gone = before["X"]
    words = [Atom("Reuters" if atom.text == "Novosti" else atom.text, root=atom.number) for atom in gone.atoms]
    after = {**before, "X": Sentence(words, "en", root=gone.number)}
    old = render([[before["A"], before["M"], before["K"], gone, before["Z"]]])
    new = render([[after["A"], *(after[name] for name in order), after["Z"]]])
    passage = [atom.number for atom in gone.atoms[2:]]
    start, end = (new.places[words[at].number] for at in (2, -1))
    assert truth_of(passage, old, new).holds_equal(Span(start[0], end[1])) is right
