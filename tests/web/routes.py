"""Every way to change something: a form that works, and forms that must be refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.web.house import BRIDGE, TEXT, House

Form = dict[str, str]
Changes = Mapping[str, str | None]

HUGE = "9" * 30
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
# Markup, an emoji of several code points, Arabic, and marks that turn the direction of what follows.
WEIRD = f"{MARKUP} \"' & 👩‍👩‍👧 سلام \u202eabc\u202c"


@dataclass(frozen=True)
class Write:
    """A route that changes the database; `path` and `form` may name ids, as "{passage}".

    `guards` is the table and the id whose revision the form has to name, "" where there is none yet to name.
    """

    endpoint: str
    path: str
    form: Form = field(default_factory=dict)
    guards: tuple[str, str] | None = None

    def sent(self, house: House, changes: Changes | None = None) -> Form:
        """Return the form with `changes`, in which None leaves a field out."""
        form = {**self.form, **(changes or {})}
        return {name: house.path(value) for name, value in form.items() if value is not None}


WRITES = {
    write.endpoint: write
    for write in (
        Write("library.add", "/articles", {"text": "A mayor resigns\n\n“I am tired,” she said in Polish."}),
        Write(
            "articles.save",
            "/articles/{article}/details",
            {
                "title": "Ferry returns",
                "outlet": "The Estuary Post",
                "byline": "Marta Ellwood",
                "language": "en",
                "url": "https://example.org/ferry",
                "published_on": "2025-04-15",
                "revision": "1",
            },
            ("article", "article"),
        ),
        Write("articles.delete", "/articles/{article}/delete", {"revision": "1"}, ("article", "article")),
        Write("passages.mark", "/articles/{article}/passages", {"kind": "caption", "start": "0", "end": "5"}),
        Write(
            "passages.describe",
            "/passages/{passage}",
            {
                "kind": "partial-quote",
                "status": "confirmed",
                "speaker": "Galina Sedykh",
                "outlet": "Nizovye Online",
                "source_language": "ru",
                "attribution": "told the Russian outlet",
                "revision": "2",
            },
            ("passage", "passage"),
        ),
        Write("passages.move", "/passages/{wider}/span", {"step": "end -1", "revision": "1"}, ("passage", "wider")),
        Write("passages.settle", "/articles/{bridge}/suggestions", {"do": "confirmed"}),
        Write(
            "versions.add", "/articles/{article}/versions", {"text": "Ferry returns\n\nNobody spoke.", "version": "1"}
        ),
        Write("versions.place", "/passages/{lost}/place", {"start": "0", "end": "14"}),
        Write("passages.delete", "/passages/{wider}/delete", {"revision": "1"}, ("passage", "wider")),
        Write(
            "sources.save",
            "/passages/{passage}/source",
            {
                "text": "Мы никого не оставили.",
                "language": "ru",
                "title": "На причале",
                "url": "https://example.org/other",
                "published_on": "2025-04-09",
                "relay": "yes",
                "revision": "1",
            },
            ("source_document", "document"),
        ),
        Write("sources.detach", "/passages/{passage}/source/detach"),
        Write("documents.add", "/sources", {"text": "Мост открыли в понедельник, сказал инженер.", "title": "Мост"}),
        Write(
            "documents.save",
            "/sources/{unused}/edit",
            {
                "text": "Ми нікого не залишили на тому березі.",
                "language": "uk",
                "kind": "statement",
                "title": "Заява",
                "url": "https://example.org/statement",
                "published_on": "2025-04-09",
                "back_translated": "yes",
                "revision": "1",
            },
            ("source_document", "unused"),
        ),
        Write("documents.delete", "/sources/{unused}/delete", {"revision": "1"}, ("source_document", "unused")),
        Write(
            "documents.choose",
            "/passages/{passage}/locate",
            {"document": "{transcript}", "start": "0", "end": "12", "revision": "1", "attached": "{source}:1"},
            ("source_document", "transcript"),
        ),
        Write("translations.add", "/passages/{passage}/renderings", {"engine": "canned"}),
        Write("translations.go_back", "/passages/{passage}/back-translations", {"engine": "canned"}),
        Write("jobs.translate_article", "/articles/{demo}/translations", {"engine": "canned"}),
        Write("jobs.translate_all", "/translations", {"engine": "canned"}),
        Write("jobs.cancel", "/jobs/{job}/cancel"),
        Write("jobs.retry", "/jobs/{failed_job}/retry"),
        Write(
            "notes.add",
            "/passages/{passage}/notes",
            {
                "category": "tone",
                "severity": "minor",
                "text": "She sounds surer than she was.",
                "words": "reporter:{version}:{quote_start}:{quote_end}",
            },
        ),
        Write(
            "notes.save",
            "/notes/{note}",
            {"category": "number", "severity": "critical", "text": "Not that.", "revision": "1"},
            ("note", "note"),
        ),
        Write("notes.delete", "/notes/{note}/delete", {"revision": "1"}, ("note", "note")),
        Write(
            "links.edit",
            "/passages/{passage}/links",
            {"do": "mark", "words": "reporter:{version}:{quote_start}:{quote_end}", "revision": "1"},
            ("alignment_link", "link"),
        ),
        Write("suspicions.look", "/passages/{passage}/suspicions"),
        Write(
            "suspicions.settle",
            "/suspicions/{suspicion}",
            {"verdict": "accept", "revision": "1"},
            ("note", "suspicion"),
        ),
        Write(
            "suspicions.explain",
            "/suspicions/{turned_down}/reason",
            {"reason": "She gave the round number.", "revision": "1"},
            ("note", "turned_down"),
        ),
        Write("suspicions.switch", "/checks/numbers", {"do": "off"}),
        Write(
            "review.save",
            "/review/{decided}",
            {"verdict": "wrong", "wording": "we left no one, I think", "reason": "It is a hedge.", "revision": "1"},
            ("decision", "decision"),
        ),
        Write("review.take", "/review/next"),
        Write("review.take_this", "/review/{note}/take"),
        Write("review.give", "/review/passages/{bare}/assignee", {"person": "Daria Lindqvist"}),
        Write("threads.comment", "/review/passages/{bare}/thread", {"text": "Who was there?"}),
        Write("threads.ask", "/review/{note}/question", {"text": "Is it on the tape?"}),
        Write("threads.answer", "/review/{asked}/answer", {"text": "It is on the tape."}),
        Write("threads.rebut", "/review/{decided}/rebuttal", {"text": "It is a hedge."}),
        Write("threads.save", "/comments/{comment}", {"text": "Otherwise.", "revision": "1"}, ("comment", "comment")),
        Write("threads.delete", "/comments/{comment}/delete", {"revision": "1"}, ("comment", "comment")),
        Write("desk_lists.keep", "/review/filters?severity=major&words=%D0%BC%D1%8B", {"name": "Major"}),
        Write("desk_lists.forget", "/review/filters/{kept_filter}/delete"),
        Write("desk_lists.add", "/review/reasons", {"text": "Fairly shortened.", "verdict": "defensible"}),
        Write(
            "desk_lists.save",
            "/review/reasons/{reason}",
            {"text": "Otherwise.", "verdict": "", "revision": "1"},
            ("canned_reason", "reason"),
        ),
        Write("desk_lists.delete", "/review/reasons/{reason}/delete", {"revision": "1"}, ("canned_reason", "reason")),
        Write("answers.read", "/answers/read"),
        Write(
            "overview.save_deadline",
            "/articles/{article}/deadline",
            {"deadline": "2026-04-15", "revision": "1"},
            ("article", "article"),
        ),
        Write("report.sign", "/articles/{bridge}/sign-off", {"version": "{bridge_version}", "remark": "Read twice."}),
        Write("report.withdraw", "/articles/{signed}/sign-off/withdraw", {"revision": "1"}, ("sign_off", "sign_off")),
        Write(
            "report.correct",
            "/articles/{article}/correction",
            {"text": "We wrote that no one was left behind.", "revision": "1"},
            ("correction", "correction"),
        ),
        Write("history.take_back", "/events/{deletion}/undo"),
        Write("history.undo_one", "/changes/{own_change}/undo", {"passage": "{passage}"}),
        Write("history.redo_one", "/changes/{undone_change}/redo", {"passage": "{passage}"}),
        Write("history.restore", "/events/{marked}/restore", {"revision": "2"}, ("passage", "passage")),
    )
}


@dataclass(frozen=True)
class Bad:
    """A form that has to be refused: what is changed in the one that works, and what the answer says."""

    endpoint: str
    why: str
    changes: Changes
    words: str
    status: int = 400
    path: str = ""


def _offsets(endpoint: str, revision: str | None, gap: str = "gap") -> list[Bad]:
    def bad(why: str, start: str | None, end: str | None, words: str) -> Bad:
        changes = {"start": start, "end": end, "step": None, "revision": revision}
        return Bad(endpoint, why, changes, words)

    return [
        bad("negative", "-5", "4", "empty or reversed"),
        bad("reversed", "9", "4", "empty or reversed"),
        bad("empty", "4", "4", "empty or reversed"),
        bad("past the end", "0", "100000", "has only"),
        bad("all past the end", "100000", "100005", "has only"),
        bad("of thirty digits", HUGE, HUGE, "not a whole number"),
        bad("with a fraction", "0.5", "4", "not a whole number"),
        bad("that are words", "zero", "four", "not a whole number"),
        bad("in other digits", "٠", "٤", "not a whole number"),
        bad("with only a start", "3", None, "missing"),
        bad("with a NUL", "0\0", "4", "not a whole number"),
        bad("of white space", f"{{{gap}_start}}", f"{{{gap}_end}}", "Only white space"),
    ]


def _words(endpoint: str) -> list[Bad]:
    def bad(why: str, words: str) -> Bad:
        return Bad(endpoint, why, {"words": words}, "mark them again")

    return [
        bad("words of an unknown side", "witness:{version}:{quote_start}:{quote_end}"),
        bad("words without offsets", "reporter:{version}"),
        bad("words with negative offsets", "reporter:{version}:-4:8"),
        bad("words with offsets of thirty digits", f"reporter:{{version}}:{HUGE}:{HUGE}"),
        Bad(endpoint, "words reversed", {"words": "reporter:{version}:{quote_end}:{quote_start}"}, "empty or reversed"),
        bad("words outside the passage", "reporter:{version}:0:5"),
        bad("words past the end", "machine:{rendering}:0:100000"),
        bad("words of another text", "source:999999:0:4"),
        bad("words of the machine where there are none", "machine:999999:0:4"),
    ]


BAD = [
    Bad("library.add", "nothing at all", {"text": None}, "nothing to import"),
    Bad("library.add", "white space", {"text": " \n\u2003\n "}, "nothing to import"),
    Bad("library.add", "invisible characters", {"text": "\u00ad\ufeff\0"}, "is empty"),
    Bad("library.add", "too long a text", {"text": "word " * 400_001}, "is the most", 413),
    Bad("library.add", "a file on this machine", {"text": None, "url": "file:///etc/passwd"}, "web address"),
    Bad("library.add", "no address", {"text": None, "url": "the Post, page 3"}, "address"),
    Bad("library.add", "this computer", {"text": None, "url": "http://127.0.0.1/"}, "private network", 502),
    Bad("library.add", "this computer's other name", {"text": None, "url": "http://[::1]/"}, "private network", 502),
    Bad("library.add", "a private network", {"text": None, "url": "http://192.168.1.1/"}, "private network", 502),
    Bad("library.add", "another port", {"text": None, "url": "http://127.0.0.1:22/"}, "port 22", 502),
    Bad("articles.save", "no title", {"title": " \0 "}, "needs a title"),
    Bad("articles.save", "an unknown language", {"language": "tlh"}, "not a language"),
    Bad("articles.save", "no language", {"language": None}, "language"),
    Bad("articles.save", "a link that runs code", {"url": "javascript:alert(1)"}, "not a web address"),
    Bad("articles.save", "a link without a host", {"url": "https://"}, "not a web address"),
    Bad("articles.save", "a broken host", {"url": "http://[::1"}, "not a web address"),
    Bad("articles.save", "an impossible day", {"published_on": "2025-02-30"}, "not a date"),
    Bad("articles.save", "a day in words", {"published_on": MARKUP}, "not a date"),
    Bad("articles.save", "a title as long as a book", {"title": "x" * 300_000}, "is the most"),
    Bad("articles.save", "a byline as long as a book", {"byline": "x" * 300_000}, "is the most"),
    *_offsets("passages.mark", None),
    Bad("passages.mark", "no words", {"start": None, "end": None}, "do not occur"),
    Bad("passages.mark", "words that do not occur", {"start": None, "quote": WEIRD}, "do not occur"),
    Bad("passages.mark", "words that occur twice", {"start": None, "quote": "We left no one"}, "occur 2 times"),
    Bad(
        "passages.mark",
        "words that do not occur so often",
        {"start": None, "quote": "We left no one", "occurrence": "3"},
        "occur 2 times",
    ),
    Bad("passages.mark", "an unknown kind", {"kind": "whisper"}, "cannot be chosen"),
    Bad("passages.describe", "an unknown kind", {"kind": MARKUP}, "cannot be chosen"),
    Bad("passages.describe", "an unknown status", {"status": "perhaps"}, "cannot be chosen"),
    Bad("passages.describe", "an unknown language", {"source_language": "tlh"}, "not a language"),
    Bad("passages.describe", "a speaker as long as a book", {"speaker": "x" * 300_000}, "is the most"),
    Bad("passages.describe", "a revision in words", {"revision": "latest"}, "not a whole number"),
    *_offsets("passages.move", "1"),
    Bad("passages.move", "an unknown edge", {"step": "middle 1"}, "start or the end"),
    Bad("passages.move", "no edge", {"step": None}, "start or the end"),
    Bad("passages.move", "no distance", {"step": "end"}, "any further"),
    Bad("passages.move", "a far step", {"step": "end 51"}, "50 words at most"),
    Bad("passages.move", "a step of thirty digits", {"step": f"end {HUGE}"}, "not a whole number"),
    Bad(
        "passages.move",
        "the words of another passage",
        {"step": None, "start": "{quote_start}", "end": "{quote_end}"},
        "already covers",
    ),
    Bad("sources.save", "no words", {"text": " \n "}, "are empty"),
    Bad("sources.save", "words that are not there", {"text": "\0\0"}, "are empty"),
    Bad("sources.save", "too many words", {"text": "слово " * 4000}, "at most"),
    Bad("sources.save", "an unknown language", {"language": "tlh"}, "not a language"),
    Bad("sources.save", "a link that runs code", {"url": "javascript:alert(1)"}, "not a web address"),
    Bad("sources.save", "an impossible day", {"published_on": "yesterday"}, "not a date"),
    Bad("sources.save", "a title as long as a book", {"title": "x" * 300_000}, "is the most"),
    Bad("documents.add", "nothing at all", {"text": None}, "nothing to add"),
    Bad("documents.add", "white space", {"text": " \n "}, "nothing to add"),
    Bad("documents.add", "a language nobody can tell", {"text": "12 34 56"}, "not plain in which language"),
    Bad("documents.add", "an unknown language", {"language": "tlh"}, "not a language"),
    Bad("documents.add", "an unknown kind", {"kind": MARKUP}, "cannot be chosen"),
    Bad("documents.add", "a link that runs code", {"url": "javascript:alert(1)"}, "not a web address"),
    Bad("documents.add", "an impossible day", {"published_on": "2025-02-30"}, "not a date"),
    Bad("documents.add", "too long a text", {"text": "слово " * 400_001}, "is the most", 413),
    Bad("documents.add", "this computer", {"text": None, "fetch": "http://127.0.0.1/"}, "private network", 502),
    Bad("documents.add", "subtitles without words", {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\n"}, "no words"),
    Bad("documents.save", "no text", {"text": " "}, "is empty"),
    Bad("documents.save", "no language", {"language": None}, "language"),
    Bad("documents.save", "an unknown kind", {"kind": ""}, "cannot be chosen"),
    Bad("documents.save", "a title as long as a book", {"title": "x" * 300_000}, "is the most"),
    Bad("documents.delete", "a document in use", {}, "detach", path="/sources/{document}/delete"),
    *[
        Bad("documents.choose", bad.why, {**bad.changes, "step": None}, bad.words)
        for bad in _offsets("documents.choose", "1")
        if bad.why != "of white space"
    ],
    Bad("documents.choose", "white space", {"start": "{spoken_gap_start}", "end": "{spoken_gap_end}"}, "Only white"),
    Bad("documents.choose", "no document", {"document": None}, "missing"),
    Bad("sources.detach", "a passage without a source", {}, "No original words", path="/passages/{bare}/source/detach"),
    Bad(
        "translations.add",
        "a passage without a source",
        {},
        "nothing to translate",
        path="/passages/{bare}/renderings",
    ),
    Bad("translations.add", "an unknown engine", {"engine": WEIRD}, "no engine", 503),
    Bad("translations.go_back", "an unknown engine", {"engine": WEIRD}, "no engine", 503),
    Bad(
        "translations.go_back",
        "a language that no engine writes",
        {},
        "into Arabic",
        503,
        "/passages/{bare}/back-translations",
    ),
    Bad(
        "translations.go_back", "no language", {}, "in which other language", path="/passages/{wider}/back-translations"
    ),
    Bad("jobs.translate_article", "an unknown engine", {"engine": WEIRD}, "no engine", 503),
    Bad(
        "jobs.translate_article",
        "a job at work",
        {},
        "being translated already",
        path="/articles/{article}/translations",
    ),
    Bad("jobs.translate_article", "no originals", {}, "attach the original", path="/articles/{bridge}/translations"),
    Bad("jobs.translate_all", "an unknown engine", {"engine": WEIRD}, "no engine", 503),
    Bad("jobs.retry", "a job in which nothing failed", {}, "nothing to try again", path="/jobs/{job}/retry"),
    Bad("translations.add", "no engine where none is chosen by itself", {"engine": None}, "no model", 503),
    *_words("notes.add"),
    *_words("notes.save"),
    *_words("links.edit"),
    Bad("links.edit", "nothing to do", {"do": None}, "cannot be chosen"),
    Bad("links.edit", "something unknown to do", {"do": MARKUP}, "cannot be chosen"),
    Bad("links.edit", "no words", {"words": None}, "No words are picked"),
    Bad("links.edit", "words of one side", {"do": "link"}, "both sides"),
    Bad("links.edit", "a link that is not there in words", {"link": "first"}, "not a whole number"),
    Bad("links.edit", "a link in the list to be cut", {"link": "{link}", "do": "cut"}, "confirmed or taken away"),
    Bad("links.edit", "no link of that number", {"link": "999999", "do": "confirm"}, "no such link", 404),
    Bad("links.edit", "a revision in words", {"revision": "latest"}, "not a whole number"),
    Bad("links.edit", "a passage without a source", {}, "attach the original", path="/passages/{bare}/links"),
    Bad("notes.add", "an unknown category", {"category": MARKUP}, "not a category"),
    Bad("notes.add", "an unknown severity", {"severity": "fatal"}, "not a severity"),
    Bad("notes.add", "no category", {"category": None}, "not a category"),
    Bad("notes.add", "an empty remark", {"category": "none", "text": " \0 "}, "is empty"),
    Bad("notes.add", "too long a text", {"text": "x" * 10_001}, "under 10,000"),
    Bad("notes.add", "written words that do not occur", {"reporter_words": WEIRD}, "does not occur"),
    Bad("notes.add", "written words that occur twice", {"reporter_words": "e"}, "occurs"),
    Bad(
        "notes.add",
        "written words of a side that is not there",
        {"words": None, "machine_words": "nobody"},
        "does not occur",
        path="/passages/{bare}/notes",
    ),
    Bad("notes.save", "an unknown category", {"category": "none of these"}, "not a category"),
    Bad("notes.save", "an empty remark", {"category": "none", "text": ""}, "is empty"),
    Bad("notes.save", "too long a text", {"text": "x" * 10_001}, "under 10,000"),
    Bad("suspicions.settle", "no verdict", {"verdict": None}, "accepted, rejected"),
    Bad("suspicions.settle", "an unknown verdict", {"verdict": "perhaps"}, "accepted, rejected"),
    Bad("suspicions.settle", "too long a reason", {"verdict": "reject", "reason": "x" * 501}, "500 is the most"),
    Bad("suspicions.explain", "too long a reason", {"reason": "x" * 501}, "500 is the most"),
    Bad("suspicions.explain", "no reason", {"reason": None}, "missing"),
    Bad("suspicions.explain", "a note that waits", {}, "no rejected suspicion", path="/suspicions/{suspicion}/reason"),
    Bad("suspicions.explain", "a person's note", {}, "no rejected suspicion", path="/suspicions/{note}/reason"),
    Bad("suspicions.switch", "nothing to do", {"do": None}, "off or on"),
    Bad("suspicions.switch", "something unknown to do", {"do": MARKUP}, "off or on"),
    Bad("suspicions.switch", "an unknown check", {}, "no check", 404, "/checks/gravity"),
    Bad("suspicions.switch", "markup for a check", {}, "no check", 404, "/checks/%3Cb%3E"),
    Bad("review.save", "no verdict", {"verdict": None}, "No verdict"),
    Bad("review.save", "an empty verdict", {"verdict": ""}, "No verdict"),
    Bad("review.save", "an unknown verdict", {"verdict": MARKUP}, "cannot be chosen"),
    Bad("review.save", "too long a wording", {"wording": "x" * 10_001}, "10,000"),
    Bad("review.save", "a remark", {}, "nothing to decide", path="/review/{remark}"),
    Bad("review.save", "an unknown state", {}, "not a state", path="/review/{decided}?state=lost"),
    Bad("review.save", "an unknown reason", {"canned": "999999"}, "no reason", 404),
    Bad("review.save", "a reason in words", {"canned": MARKUP}, "not a whole number"),
    Bad("review.save", "a mere suggestion", {}, "not confirmed", path="/review/passages/{kept}"),
    Bad("review.take", "an unknown state", {}, "not a state", path="/review/next?state=lost"),
    Bad("review.take", "an unknown kind", {}, "not a kind", path="/review/next?kind=article"),
    Bad("review.take_this", "a remark", {}, "remark", path="/review/{remark}/take"),
    Bad("review.give", "somebody who is not here", {"person": "Kaspar"}, "cannot be given work"),
    Bad("review.give", "markup for a name", {"person": MARKUP}, "cannot be given work"),
    Bad("review.give", "a name as long as a book", {"person": "x" * 300_000}, "is the most"),
    *[
        Bad(endpoint, why, {"text": text}, words)
        for endpoint in ("threads.comment", "threads.ask", "threads.answer", "threads.rebut", "threads.save")
        for why, text, words in (
            ("no text", None, "is empty"),
            ("white space", " \n\0 ", "is empty"),
            ("too long a text", "x" * 10_001, "under 10,000"),
        )
    ],
    Bad("threads.ask", "what is decided", {}, "does not wait", path="/review/{decided}/question"),
    Bad("threads.ask", "a remark", {}, "remark", path="/review/{remark}/question"),
    Bad("threads.answer", "what nobody asked", {}, "No question", path="/review/{note}/answer"),
    Bad("threads.rebut", "what is not decided", {}, "not decided", path="/review/{note}/rebuttal"),
    Bad("threads.save", "somebody else’s comment", {}, "Only who wrote", path="/comments/{theirs}"),
    Bad("threads.delete", "somebody else’s comment", {}, "Only who wrote", path="/comments/{theirs}/delete"),
    Bad("desk_lists.keep", "no name", {"name": None}, "needs a name"),
    Bad("desk_lists.keep", "a name as long as a book", {"name": "x" * 61}, "shorten"),
    Bad("desk_lists.keep", "an unknown state", {}, "not a state", path="/review/filters?state=lost"),
    Bad("desk_lists.keep", "a month that is none", {}, "not a month", path="/review/filters?month=2026-13"),
    *[
        Bad(endpoint, why, changes, words)
        for endpoint in ("desk_lists.add", "desk_lists.save")
        for why, changes, words in (
            ("no text", {"text": " \0 "}, "is empty"),
            ("too long a text", {"text": "x" * 501}, "500 is the most"),
            ("an unknown verdict", {"verdict": MARKUP}, "cannot be chosen"),
        )
    ],
    Bad("overview.save_deadline", "a day in words", {"deadline": "tomorrow"}, "not a date"),
    Bad("overview.save_deadline", "a year that cannot be", {"deadline": "0202-04-15"}, "cannot be meant"),
    Bad("report.sign", "no version", {"version": None}, "missing"),
    Bad("report.sign", "an older text", {"version": "{version}"}, "newer text"),
    Bad("report.sign", "too long a remark", {"remark": "x" * 2_001}, "under 2,000"),
    Bad(
        "report.sign",
        "undecided discrepancies",
        {"version": "{version}"},
        "for a decision",
        path="/articles/{article}/sign-off",
    ),
    Bad(
        "report.sign",
        "what is signed",
        {"version": "{signed_version}"},
        "signed off already",
        path="/articles/{signed}/sign-off",
    ),
    Bad("report.withdraw", "what is not signed", {}, "not signed off", path="/articles/{bridge}/sign-off/withdraw"),
    Bad("report.withdraw", "no revision", {"revision": None}, "missing"),
    Bad("report.correct", "too long a text", {"text": "x" * 50_001}, "under 50,000"),
    Bad("history.undo_one", "what somebody else did", {}, "only they can undo", path="/changes/{demo_change}/undo"),
    Bad("history.undo_one", "what was undone", {}, "undone already", path="/changes/{undone_change}/undo"),
    Bad("history.redo_one", "what stands", {}, "nothing to do again", path="/changes/{own_change}/redo"),
    Bad("history.restore", "a revision in words", {"revision": "latest"}, "not a whole number"),
    Bad("history.restore", "what is there", {"revision": "1"}, "in this very state", path="/events/{noted}/restore"),
    Bad("passages.settle", "nothing said", {"do": None}, "cannot be chosen"),
    Bad("passages.settle", "an unknown answer", {"do": "perhaps"}, "cannot be chosen"),
    Bad("versions.add", "no text", {"text": " \n\0 "}, "is empty"),
    Bad("versions.add", "a field left out", {"text": None}, "is empty"),
    Bad("versions.add", "the text that is there", {"text": TEXT}, "there already"),
    Bad("versions.add", "the text of another article", {"text": BRIDGE}, "another article"),
    Bad("versions.add", "no version that it was made from", {"version": None}, "missing"),
    Bad("versions.add", "a version in words", {"version": "the first"}, "not a whole number"),
    Bad("versions.add", "too long a text", {"text": "word " * 400_001}, "is the most", 413),
    *_offsets("versions.place", None, gap="bridge_gap"),
    Bad(
        "versions.place",
        "the words of another passage",
        {"start": "{kept_start}", "end": "{kept_end}"},
        "already covers",
    ),
]

# Every page, in each of its states.
READS = {
    "library.index": ["/", "/?undo={deletion}", "/?undo=never", "/?undo=999999"],
    "library.new": ["/articles/new"],
    "articles.edit": ["/articles/{demo}/details", "/articles/{article}/details"],
    "workbench.show": [
        "/articles/{demo}",
        "/articles/{article}",
        "/articles/{article}?passage={passage}",
        "/articles/{article}?passage={wider}",
        "/articles/{article}?passage={bare}",
        "/articles/{article}?undo={deletion}",
        "/articles/{article}?passage={passage}&undo={deletion}",
        "/articles/{article}?known=yes",
        "/articles/{bridge}",
        "/articles/{bridge}?passage={kept}",
    ],
    "documents.index": [
        "/sources",
        "/sources?words=берегу",
        "/sources?words=%22%3Cb%3E*",
        "/sources?words=%00",
        "/sources?language=uk&kind=transcript",
        "/sources?kind=pasted",
        "/sources?language=tlh&kind=nothing",
    ],
    "documents.new": ["/sources/new", "/sources/new?passage={bare}"],
    "documents.show": ["/sources/{transcript}", "/sources/{document}", "/sources/{unused}?known=yes"],
    "documents.edit": ["/sources/{transcript}/edit", "/sources/{document}/edit"],
    "documents.locate": [
        "/passages/{passage}/locate",
        "/passages/{passage}/locate?choose=yes",
        "/passages/{passage}/locate?document={transcript}",
        "/passages/{passage}/locate?document={unused}&known=yes",
        "/passages/{bare}/locate?document={transcript}",
        "/passages/{bare}/locate",
    ],
    "links.show": ["/passages/{passage}/links", "/passages/{bare}/links", "/passages/{wider}/links"],
    "suspicions.checks": ["/checks"],
    "translations.loading": [
        "/passages/{passage}/loading?engine=canned",
        "/passages/{passage}/loading?engine=canned&back=1",
    ],
    "jobs.index": ["/jobs"],
    "jobs.show": ["/jobs/{job}", "/jobs/{failed_job}"],
    "versions.show": [
        "/articles/{article}/versions",
        "/articles/{bridge}/versions",
        "/articles/{bridge}/versions?version=1",
    ],
    "report.show": [
        "/articles/{article}/report",
        "/articles/{demo}/report",
        "/articles/{bridge}/report",
        "/articles/{signed}/report",
    ],
    "history.article": [
        "/articles/{article}/history",
        "/articles/{bridge}/history",
        "/articles/{demo}/history?page=2",
        "/articles/{demo}/history?page=999999999999",
    ],
    "history.passage": ["/passages/{passage}/history", "/passages/{gone}/history", "/passages/{lost}/history"],
    "history.note": ["/notes/{note}/history", "/notes/{decided}/history", "/notes/{suspicion}/history"],
    "history.document": ["/sources/{document}/history", "/sources/{unused}/history"],
    "review.queue": [
        "/review",
        "/review?after=0_105000.5_1",
        "/review?after=3_0_0",
        "/review?before=0_1.0_1",
        "/review?kind=passage",
        "/review?kind=passage&state=decided&language=ru&outlet=x&reporter=%3Cb%3E&older=3&assignee=-",
        "/review?words=%22%3Cb%3E*&assignee=Daria+Lindqvist",
        "/review?words=captain%00&older=0",
        "/review?state=asked",
        "/review?state=suspected&article=999999999999",
        "/review?done=taken",
        "/review?article={article}&category=certainty&severity=major&state=open",
        "/review?state=decided&done=yes",
        "/review?state=rejected",
        "/review?category=nothing",
    ],
    "review.show": [
        "/review/{note}",
        "/review/{note}?upto={comment}",
        "/review/{decided}?state=decided",
        "/review/{remark}",
        "/review/{asked}",
        "/review/passages/{bare}",
        "/review/passages/{passage}?kind=passage",
        "/review/passages/{kept}",
    ],
    "review.here": ["/review/{note}/here", "/review/passages/{bare}/here"],
    "desk_lists.reasons": ["/review/reasons"],
    "answers.index": ["/answers", "/answers?only=mentions", "/answers?before=1", "/answers?before=99999999999"],
    "overview.show": ["/overview", "/overview?page=9", "/overview?all=outlet"],
    "searching.search": [
        "/search",
        "/search?q=captain",
        "/search?q=%22%3Cb%3E*",
        "/search?q=Насколько",
        "/search?q=x%00y",
    ],
}
