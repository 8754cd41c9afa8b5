"""Ask two people for independent opinions on an article, and take their word."""

from annotator.domain.notes import Note, NoteState
from annotator.domain.people import Person
from annotator.domain.permissions import Permission, may
from annotator.domain.second_opinions import OpinionVerdict, SecondOpinion
from annotator.errors import InvalidInput, NotAllowed
from annotator.services.suspect_discrepancies import tidy_reason
from annotator.storage import Storage


def ask_second_opinion(storage: Storage, article_id: int, first: str, second: str) -> SecondOpinion:
    """Ask two people, by their login names, to work on an article without seeing each other's notes and verdicts.

    Raises `InvalidInput` where they are one, may not annotate, or two people work on it already; `NotFound`.
    """
    storage.articles.get(article_id)
    people = [_annotator(storage, name) for name in (first, second)]
    if people[0].id == people[1].id:
        raise InvalidInput("Two opinions of one person are one: choose two people.")
    return storage.second_opinions.ask(article_id, people[0].name, people[1].name)


def say_done(storage: Storage, article_id: int, *, done: bool) -> SecondOpinion:
    """Take the word of one of the two that they are done, or not after all.

    Raises `InvalidInput` for anybody else, and once both are done, because they have seen each other's work.
    """
    with storage.write():
        asked = storage.second_opinions.get(article_id)
        if not asked.has(storage.actor):
            raise InvalidInput(f"Only {asked.first} and {asked.second}, who were asked, can say so.")
        if not asked.blind:
            raise InvalidInput("Both are done and see each other’s work: an editor goes on from here.")
        return storage.second_opinions.set_done(article_id, done=done)


def say_of_suspicion(
    storage: Storage, asked: SecondOpinion, note: Note, verdict: str, reason: str | None = None
) -> None:
    """Take the word of one of the two on a suspicion, without settling it for the other.

    `reason` is kept with a rejection; None leaves the one that was given for it before. Raises `InvalidInput` for an
    unknown word, a note that is no suspicion and too long a reason, `NotAllowed` for anybody else.
    """
    if verdict not in set(OpinionVerdict):
        raise InvalidInput("Say whether the suspicion is accepted, rejected or a defensible choice.")
    if not asked.has(storage.actor):
        raise NotAllowed(
            f"{asked.first} and {asked.second} judge this article independently: wait until both are done."
        )
    judged = storage.second_opinions.verdicts(asked.id).get(note.id, {})
    if reason is None:
        reason = storage.second_opinions.reasons(asked.id).get(note.id, {}).get(storage.actor, "")
    kept = tidy_reason(reason) if verdict == OpinionVerdict.REJECT else ""
    if note.state is not NoteState.SUSPECTED and storage.actor not in judged:
        raise InvalidInput("Somebody has settled this suspicion already: reload the page.")
    storage.second_opinions.say(asked.id, note.id, OpinionVerdict(verdict), kept)


def _annotator(storage: Storage, name: str) -> Person:
    person = storage.people.find(name)
    if person is None or not may(person, Permission.ANNOTATE):
        raise InvalidInput(f"“{name[:60]}” cannot be asked: choose two people from the list.")
    return person
