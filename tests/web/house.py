"""A newsroom's database for the tests of the pages: the demo, and an article that holds every kind of record once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.jobs import TaskState
from annotator.domain.notes import NoteDetails, NoteState, Side
from annotator.domain.passages import PassageDetails
from annotator.domain.renderings import Rendering
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span, occurrences
from annotator.domain.subjects import on_note
from annotator.domain.text import canonical
from annotator.domain.typology import Typology
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.exchange.plain_text import read_text
from annotator.exchange.source_files import read_pasted
from annotator.services.add_source_document import add_source_document
from annotator.services.attach_source import attach_source
from annotator.services.decide import decide
from annotator.services.discuss import ask, comment
from annotator.services.draft_correction import save_correction
from annotator.services.edit_links import Edit, edit_links
from annotator.services.import_article import import_article
from annotator.services.keep_lists import keep_filter
from annotator.services.load_demo import load_demo
from annotator.services.load_typology import load_typology
from annotator.services.mark_passage import delete_passage, mark_quote
from annotator.services.revise_article import revise_article
from annotator.services.sign_off import sign_off
from annotator.services.translate_passage import translate_passage
from annotator.services.write_note import MarkedWords, write_note
from annotator.storage import Storage, prepare

PERSON = "Daria Lindqvist"
TITLE = "Ferry <b>returns</b> & “stays” 🚢🇺🇦"
TEXT = canonical(
    f"""{TITLE}

“We left no one behind,” the captain told a cafe\u0301 full of people — 👩‍👩‍👧 among them.

The nurse said in Arabic «لم نسأل أحدًا من أين جاء» and went on, \u202eleft to right\u202c.

“We left no one behind,” the captain said again, to Zoe\u0308 this time.
"""
)
SPOKEN = "Насколько мне известно, мы никого не оставили 🙏."
RENDERED = "As far as I know, we left nobody 🙏."
QUOTE = "We left no one behind"
NURSE = "لم نسأل أحدًا من أين جاء"
SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
<b>С. Лозовой:</b> Все ли успели уйти?

2
00:00:03,500 --> 01:02:03,000
— Мы никого не оставили на том берегу.
"""
STATEMENT = "Ми нікого не залишили на тому березі, — сказала капітанка <b>Седих</b>."

# An article that its outlet changed: of its two suggested passages the first has no place in the new text.
BRIDGE = canonical(
    """Bridge reopens after nine weeks

“We did not stop for a single night,” foreman Jan Kowal said in Polish on Monday.

“The river forgave us,” Olha Melnyk, the engineer, told the Ukrainian outlet Suspilne in Ukrainian.
"""
)
BRIDGE_CHANGED = canonical(
    """Bridge reopens after ten weeks

The foreman did not wish to be quoted.

“The river forgave us,” Olha Melnyk, the engineer, told the Ukrainian outlet Suspilne in Ukrainian.
"""
)


@dataclass(frozen=True)
class House:
    """A database file to copy, and the ids of what is in it, by name."""

    file: Path
    ids: Mapping[str, int]

    def path(self, template: str) -> str:
        """Return an address with the ids filled in: "/articles/{article}"."""
        return template.format_map(self.ids)


def engines(folder: Path, *also: CannedEngine) -> Engines:
    """Return engines without any model that ships, so that tests choose what there is."""
    nothing = folder / "no-models"
    nothing.mkdir(exist_ok=True)
    return Engines(folder, also=also, embedded=nothing)


def canned() -> CannedEngine:
    """Return the engine of the tests; what it has no answer for it repeats."""
    answers: dict[tuple[str, str], dict[str, list[str]]] = {(code, "en"): {} for code in ("ru", "uk", "de", "ar")}
    answers["ru", "en"][SPOKEN] = [RENDERED]
    answers["en", "ru"] = {}
    return CannedEngine(answers, echo=True)


def build(folder: Path) -> House:
    """Write the database."""
    file = folder / "annotator.db"
    prepare(file)
    demo = load_demo(file, load_typology(Path("no such file")))
    with Storage(file, PERSON) as storage:
        return House(file, {"demo": demo.id, **_fill(storage, folder), **_changed(storage)})


def _fill(storage: Storage, folder: Path) -> dict[str, int]:
    article = storage.articles.add(ArticleDetails(TITLE, "The Estuary Post", "Lina Marsh"), TEXT)
    passage = mark_quote(storage, article.id, QUOTE, 1, PassageDetails(speaker="Sedykh"))
    wider = mark_quote(storage, article.id, f"“{QUOTE},” the captain told", None, PassageDetails())
    bare = mark_quote(storage, article.id, NURSE, None, PassageDetails(source_language="ar"))
    gone = mark_quote(storage, article.id, "among them", None, PassageDetails())
    deletion = delete_passage(storage, gone.id, gone.revision)
    details = SourceDetails(SPOKEN, "ru", "Морской вокзал", "https://example.org/talk")
    (source,) = attach_source(storage, passage.id, None, details)
    transcript = add_source_document(storage, read_pasted(SUBTITLES), SourceDetails("", "ru", relay=True))
    unused = add_source_document(storage, read_pasted(STATEMENT), SourceDetails("", "uk", "Заява"))
    rendering = translate_passage(storage, engines(folder, canned()), passage.id, "canned")
    return {
        "article": article.id,
        "version": article.version_id,
        "quote_start": passage.span.start,
        "quote_end": passage.span.end,
        "gap_start": TEXT.index("\n\n"),
        "gap_end": TEXT.index("\n\n") + 2,
        "passage": passage.id,
        "wider": wider.id,
        "bare": bare.id,
        "gone": gone.id,
        "deletion": deletion,
        "document": source.document.id,
        "source": source.id,
        "transcript": transcript.document.id,
        "unused": unused.document.id,
        "spoken_gap_start": transcript.document.details.text.index("\n\n"),
        "spoken_gap_end": transcript.document.details.text.index("\n\n") + 2,
        "rendering": rendering.id,
        **_jobs(storage, article, passage.id),
        **_notes(storage, article, passage.id, source.document.id, rendering),
    }


def _changed(storage: Storage) -> dict[str, int]:
    bridge = import_article(storage, read_text(BRIDGE)).article
    lost, kept = storage.passages.of_version(bridge.version_id)
    revise_article(storage, bridge.id, BRIDGE_CHANGED)
    span, gap = storage.passages.get(kept.id).span, BRIDGE_CHANGED.index("\n\n")
    return {
        **_signed(storage),
        "bridge_version": storage.articles.get(bridge.id).version_id,
        "bridge": bridge.id,
        "lost": lost.id,
        "kept": kept.id,
        "kept_start": span.start,
        "kept_end": span.end,
        "bridge_gap_start": gap,
        "bridge_gap_end": gap + 2,
    }


def _notes(
    storage: Storage, article: Article, passage_id: int, document_id: int, rendering: Rendering
) -> dict[str, int]:
    typology = load_typology(Path("no such file"))
    everywhere = [
        MarkedWords(Side.SOURCE, document_id, _first("Насколько мне известно", SPOKEN)),
        MarkedWords(Side.REPORTER, article.version_id, _first("We left", TEXT)),
        MarkedWords(Side.MACHINE, rendering.id, _first("As far as I know", RENDERED)),
    ]
    ids = {}
    for name, category, marked in [
        ("note", "certainty", everywhere),
        ("decided", "mistranslation", everywhere[:2]),
        ("remark", "none", []),
    ]:
        details = NoteDetails(category, "major", f"The {name}: “as far as I know” is lost.")
        ids[name] = write_note(storage, typology, passage_id, details, marked).id
    ids |= _history(storage, typology, passage_id, ids["remark"])
    save_correction(storage, article.id, None, "We wrote that “no one” was left behind.")
    ids["correction"] = 1
    verdict = DecisionDetails(Verdict.DEFENSIBLE, "As far as I know, we left no one", "She hedged.")
    ids["link"] = _link(storage, article, passage_id, document_id)
    ids |= _desk(storage, ids["note"])
    # The last of all: no check stands behind it, and the next look at the passage drops it.
    details = NoteDetails("number", "major", "“500” is in the English, and the original has no such number.")
    suspicion = storage.notes.add(
        passage_id, article.id, details, [], origin="numbers", state=NoteState.SUSPECTED, confidence=0.8
    )
    ids["suspicion"] = suspicion.id
    ids["turned_down"] = storage.notes.add(
        passage_id, article.id, NoteDetails("name", "minor", "“Sedykh” sounds like nothing in the original."), [],
        origin="names", state=NoteState.REJECTED, confidence=0.6,
    ).id  # fmt: skip
    return {**ids, "decision": decide(storage, ids["decided"], None, verdict).id}


def _desk(storage: Storage, note_id: int) -> dict[str, int]:
    """Return one's own comment and somebody else's, a kept filter, and a reason; another note was asked back."""
    note = storage.notes.get(note_id)
    said = comment(storage, [PERSON], on_note(note_id), f"{TITLE} — «да»?")
    kept = keep_filter(storage, "Certainty سلام", "category=certainty")
    storage.act_as("Owen Castell")
    theirs = comment(storage, [PERSON], on_note(note_id), f"@{PERSON}: <b>no</b> 🙏 سلام")
    asked = storage.notes.add(note.passage_id, note.article_id, note.details, [], origin="person", state=NoteState.OPEN)
    ask(storage, [PERSON], on_note(asked.id), "On the tape?")
    storage.act_as(PERSON)
    return {
        "comment": said.id, "theirs": theirs.id, "asked": asked.id, "kept_filter": kept.id,
        "reason": storage.reasons.all()[0].id,
    }  # fmt: skip


def _jobs(storage: Storage, article: Article, passage_id: int) -> dict[str, int]:
    """Return a job that waits, and one over all articles that failed."""
    failed = storage.jobs.add(None, "canned", [passage_id])
    storage.jobs.send(storage.jobs.waiting(1)[0].id, "ticket")
    storage.jobs.settle(storage.jobs.sent()[0], TaskState.FAILED, "<b>No</b> answer came: try again.")
    return {"job": storage.jobs.add(article.id, "", [passage_id]).id, "failed_job": failed.id}


def _signed(storage: Storage) -> dict[str, int]:
    article = storage.articles.add(ArticleDetails("Rain is over"), "Rain is over\n\n“Dry,” she said in Polish.")
    mark_quote(storage, article.id, "Dry", None, PassageDetails())
    sign_off(storage, load_typology(Path("no such file")), article.id, article.version_id)
    signed = storage.sign_offs.newest(article.id)
    assert signed
    return {"signed": article.id, "signed_version": article.version_id, "sign_off": signed.id}


def _history(storage: Storage, typology: Typology, passage_id: int, note_id: int) -> dict[str, int]:
    """Return a change of the person's own, one that is undone, one of somebody else, and states to restore."""
    (noted,) = storage.events.of("note", note_id)
    passing = write_note(storage, typology, passage_id, NoteDetails("none", "neutral", "In passing."), [])
    (undone,) = storage.events.of("note", passing.id)
    storage.events.undo(undone.id)
    return {
        "own_change": noted.change_id,
        "undone_change": undone.change_id,
        "demo_change": storage.events.of("decision", 1)[0].change_id,
        "noted": noted.id,
        "marked": storage.events.of("passage", passage_id)[0].id,
    }


def _link(storage: Storage, article: Article, passage_id: int, document_id: int) -> int:
    words = [
        MarkedWords(Side.SOURCE, document_id, _first("никого", SPOKEN)),
        MarkedWords(Side.REPORTER, article.version_id, _first("no one", TEXT)),
    ]
    edit_links(storage, passage_id, 0, Edit.LINK, words)
    link_id = storage.alignments.rulings(passage_id)[0].ruling.id
    assert link_id
    return link_id


def _first(words: str, text: str) -> Span:
    return occurrences(words, text)[0]
