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
        Write("versions.add", "/articles/{article}/versions", {"text": "Ferry returns\n\nNobody spoke."}),
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
            {"document": "{transcript}", "start": "0", "end": "12"},
        ),
        Write("translations.add", "/passages/{passage}/renderings", {"engine": "canned"}),
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
        Write("suspicions.look", "/passages/{passage}/suspicions"),
        Write(
            "suspicions.settle",
            "/suspicions/{suspicion}",
            {"verdict": "accept", "revision": "1"},
            ("note", "suspicion"),
        ),
        Write(
            "review.save",
            "/review/{decided}",
            {"verdict": "wrong", "wording": "we left no one, I think", "reason": "It is a hedge.", "revision": "1"},
            ("decision", "decision"),
        ),
        Write("history.take_back", "/events/{deletion}/undo"),
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
        for bad in _offsets("documents.choose", None)
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
    Bad("translations.add", "no engine where none is chosen by itself", {"engine": None}, "no model", 503),
    *_words("notes.add"),
    *_words("notes.save"),
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
    Bad("review.save", "no verdict", {"verdict": None}, "No verdict"),
    Bad("review.save", "an empty verdict", {"verdict": ""}, "No verdict"),
    Bad("review.save", "an unknown verdict", {"verdict": MARKUP}, "cannot be chosen"),
    Bad("review.save", "too long a wording", {"wording": "x" * 10_001}, "10,000"),
    Bad("review.save", "a remark", {}, "nothing to decide", path="/review/{remark}"),
    Bad("review.save", "an unknown state", {}, "not a state", path="/review/{decided}?state=lost"),
    Bad("passages.settle", "nothing said", {"do": None}, "cannot be chosen"),
    Bad("passages.settle", "an unknown answer", {"do": "perhaps"}, "cannot be chosen"),
    Bad("versions.add", "no text", {"text": " \n\0 "}, "is empty"),
    Bad("versions.add", "a field left out", {"text": None}, "is empty"),
    Bad("versions.add", "the text that is there", {"text": TEXT}, "there already"),
    Bad("versions.add", "the text of another article", {"text": BRIDGE}, "another article"),
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
    "suspicions.checks": ["/checks"],
    "versions.show": [
        "/articles/{article}/versions",
        "/articles/{bridge}/versions",
        "/articles/{bridge}/versions?version=1",
    ],
    "review.queue": [
        "/review",
        "/review?page=9",
        "/review?article={article}&category=certainty&severity=major&state=open",
        "/review?state=decided&done=yes",
        "/review?state=rejected",
        "/review?category=nothing",
    ],
    "review.show": ["/review/{note}", "/review/{decided}?state=decided", "/review/{remark}"],
    "searching.search": [
        "/search",
        "/search?q=captain",
        "/search?q=%22%3Cb%3E*",
        "/search?q=Насколько",
        "/search?q=x%00y",
    ],
}
