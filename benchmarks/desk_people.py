"""People at work over HTTP: they mark passages, write and edit notes, decide, and look at pages.

Each keeps what the server acknowledged, so that it can be looked for in the database afterwards.
"""

import http.client
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.desk_house import House, Text, words_of

COOKIE = "annotator_session"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PASSAGE = re.compile(r"passage=(\d+)")
_NOTE = re.compile(r"#note-(\d+)")


@dataclass(frozen=True)
class Acknowledged:
    """A write that the server answered with success: a record, and a value that it was given."""

    entity: str
    entity_id: int
    value: str


@dataclass
class Log:
    """What a person's requests came to; `seconds` of each answered one, `answers` counts them by method and status.

    `provoked` counts the refusals (409) that were asked for; `unexpected` are answers that nobody asked for.
    """

    acknowledged: list[Acknowledged] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    provoked: int = 0
    unexpected: list[str] = field(default_factory=list)


class Undecided:
    """The notes that wait for a decision, shared by all editors; each is given to one of them, some to two."""

    def __init__(self, notes: Sequence[int]) -> None:
        self._notes = list(notes)
        self._lock = threading.Lock()

    def take(self) -> int | None:
        """Return a note that nobody was given, None when there are no more."""
        with self._lock:
            return self._notes.pop() if self._notes else None


class Person(threading.Thread):
    """One person with a browser of their own; works until `until`, with pauses of `pause` seconds on average."""

    def __init__(
        self, house: House, port: int, number: int, undecided: Undecided, until: threading.Event, pause: float
    ) -> None:
        super().__init__(daemon=True)
        self.log = Log()
        self._house, self._port, self._cookie = house, port, house.cookies[number]
        self._is_editor = number % 3 == 0
        self._undecided, self._until, self._pause = undecided, until, pause
        self._dice = random.Random(f"{port} {number}")
        self._name = f"{port}-{number}"
        self._count = 0
        self._own_notes: dict[int, int] = {}  # the notes one wrote, with the revision that one saw last
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Work; a server that goes away ends it."""
        try:
            while not self._until.is_set():
                self._dice.choices([self._mark, self._note, self._edit, self._decide, self._look], [3, 4, 2, 3, 2])[0]()
                self._until.wait(self._dice.uniform(0.5, 1.5) * self._pause)
        except (OSError, http.client.HTTPException):
            pass  # what was not answered was not acknowledged
        finally:
            self._hang_up()

    def look_at_everything(self) -> None:
        """Ask for each kind of page once."""
        text = self._house.texts[0]
        pages = ["/", "/review", f"/review/{self._house.notes[0]}", f"/articles/{text.id}?passage={text.passages[0]}"]
        try:
            for path in pages:
                self._get(path)
        finally:
            self._hang_up()

    def _mark(self) -> None:
        text = self._dice.choice(self._house.texts)
        place = words_of(self._dice, text.text)
        form = {"kind": "direct-quote", "start": str(place.start), "end": str(place.end), "exact": "yes"}
        location = self._post(f"/articles/{text.id}/passages", form)
        found = _PASSAGE.search(location or "")
        if found:
            self.log.acknowledged.append(Acknowledged("passage", int(found[1]), place.within(text.text)))
            self._get(f"/articles/{text.id}?passage={found[1]}", "panel")

    def _note(self) -> None:
        text, words = self._passage(), self._words("note")
        passage = self._dice.choice(text.passages)
        form = {"category": "tone", "severity": "minor", "text": words}
        found = _NOTE.search(self._post(f"/passages/{passage}/notes", form) or "")
        if found:
            self._own_notes[int(found[1])] = 1
            self.log.acknowledged.append(Acknowledged("note", int(found[1]), words))
            self._get(f"/articles/{text.id}?passage={passage}", "panel")

    def _edit(self) -> None:
        if not self._own_notes:
            self._note()
            return
        note_id, words = self._dice.choice(list(self._own_notes)), self._words("edit")
        stale = self._own_notes[note_id] > 1 and self._dice.random() < 0.2
        revision = 1 if stale else self._own_notes[note_id]
        form = {"category": "tone", "severity": "minor", "text": words, "revision": str(revision)}
        if self._post(f"/notes/{note_id}", form, conflict=stale) is not None:
            self._own_notes[note_id] += 1
            self.log.acknowledged.append(Acknowledged("note", note_id, words))

    def _decide(self) -> None:
        note_id = self._undecided.take() if self._is_editor else None
        if note_id is None:
            self._note()
            return
        self._get(f"/review/{note_id}")
        words = self._words("wording")
        form = {"verdict": "misleading", "wording": words, "reason": "", "revision": ""}
        if self._post(f"/review/{note_id}", form) is not None:
            self.log.acknowledged.append(Acknowledged("decision", note_id, words))
            if self._dice.random() < 0.2:  # decided once more by who saw no decision: to be refused
                self._post(f"/review/{note_id}", {**form, "verdict": "wrong"}, conflict=True)

    def _look(self) -> None:
        self._get(self._dice.choice(["/", "/review", f"/articles/{self._passage().id}"]))

    def _passage(self) -> Text:
        return self._dice.choice(self._house.texts)

    def _words(self, kind: str) -> str:
        self._count += 1
        return f"{kind} {self._count} of {self._name} · слово"

    def _get(self, path: str, regions: str = "") -> None:
        status, _ = self._ask("GET", path, None, {"X-Regions": regions} if regions else {})
        if status != 200:
            self.log.unexpected.append(f"GET {path}: {status}")

    def _post(self, path: str, form: dict[str, str], *, conflict: bool = False) -> str | None:
        """Return where a saved form leads, None where it was refused; `conflict` says that it has to be."""
        status, location = self._ask("POST", path, urlencode(form), _FORM)
        if conflict and status == 409:
            self.log.provoked += 1
            return None
        if conflict or status != 303:
            self.log.unexpected.append(f"POST {path}: {status}{' instead of 409' if conflict else ''}")
        return location if status == 303 else None

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        began = time.perf_counter()
        self._connection.request(method, path, body, {**headers, "Cookie": f"{COOKIE}={self._cookie}"})
        response = self._connection.getresponse()
        response.read()
        self.log.seconds.append(time.perf_counter() - began)
        answer = f"{method} {response.status}"
        self.log.answers[answer] = self.log.answers.get(answer, 0) + 1
        return response.status, response.getheader("Location") or ""
