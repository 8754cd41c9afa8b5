from annotator.domain.articles import Article
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails, PassageStatus
from annotator.domain.sources import SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue
from annotator.domain.typology import Typology
from annotator.services.build_report import build_report
from annotator.services.decide import decide
from annotator.services.draft_correction import save_correction
from annotator.services.revise_article import revise_article
from annotator.services.write_note import write_note
from annotator.storage import Storage
from tests.conftest import SPOKEN, TEXT, TRANSLATOR


def test_a_passage_is_reported_with_everything_that_is_known_of_it(storage: Storage, note: Note) -> None:
    decide(storage, note.id, None, DecisionDetails(Verdict.MISLEADING, "As far as I know", "A hedge is lost."))
    (passage,) = build_report(storage, note.article_id).passages
    assert (passage.number, passage.verdict, passage.open) == (1, Verdict.MISLEADING, 0)
    assert [cited.source.quote.exact for cited in passage.sources] == [SPOKEN]
    assert [made.signature for made in passage.renderings] == ["engine:canned|version:1"]
    assert [(found.note.id, found.decision and found.decision.details.wording) for found in passage.findings] == [
        (note.id, "As far as I know")
    ]
    assert passage.worked_by == TRANSLATOR


def test_the_time_at_which_words_are_heard_is_given(storage: Storage, passage: Passage) -> None:
    cues = [Cue(Span(0, 5), 3725.5, 3727.0, "")]
    document = storage.documents.add(SourceKind.SUBTITLES, SourceDetails(SPOKEN, "ru"), cues, [], article_id=1)
    storage.sources.attach(passage.id, document, Span(0, 22), article_id=1, position=0)
    (reported,) = build_report(storage, passage.article_id).passages
    assert [cited.timecode for cited in reported.sources] == ["1:02:05"]


def test_the_worst_verdict_in_a_passage_is_its_verdict(
    storage: Storage, typology: Typology, passage: Passage, note: Note
) -> None:
    other = write_note(storage, typology, passage.id, NoteDetails("tone", "minor", "Hm."), [])
    waiting = write_note(storage, typology, passage.id, NoteDetails("number", "minor", "Hm."), [])
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG))
    decide(storage, other.id, None, DecisionDetails(Verdict.FAITHFUL))
    (reported,) = build_report(storage, passage.article_id).passages
    assert (reported.verdict, reported.open) == (Verdict.WRONG, 1)
    assert reported.findings[-1].note.id == waiting.id


def test_what_nobody_has_looked_at_and_what_was_rejected_is_left_out(
    storage: Storage, article: Article, passage: Passage
) -> None:
    for status, place in ((PassageStatus.SUGGESTED, Span(0, 5)), (PassageStatus.REJECTED, Span(6, 13))):
        details = PassageDetails(status=status)
        storage.passages.add(article.id, article.version_id, article.text, place, details)
    for state in (NoteState.SUSPECTED, NoteState.REJECTED):
        storage.notes.add(passage.id, article.id, NoteDetails("tone", "minor", "?"), [], origin="tone", state=state)
    report = build_report(storage, article.id)
    assert [each.passage.id for each in report.passages] == [passage.id]
    assert report.passages[0].findings == []
    assert len(report.signing.warnings) == 3


def test_a_passage_without_a_place_in_the_newest_text_is_listed_apart(storage: Storage, passage: Passage) -> None:
    revise_article(storage, passage.article_id, TEXT.replace("“We left no one behind,” the captain told", "They told"))
    report = build_report(storage, passage.article_id)
    assert report.passages == []
    assert [each.passage.id for each in report.unplaced] == [passage.id]
    assert (report.versions, report.article.version_number) == (2, 2)


def test_a_decision_after_the_correction_was_saved_is_told(storage: Storage, note: Note) -> None:
    save_correction(storage, note.article_id, None, "Sorry.")
    assert not build_report(storage, note.article_id).decided_since
    storage.decisions.save(note.id, note.article_id, None, DecisionDetails(Verdict.WRONG))
    report = build_report(storage, note.article_id)
    assert report.decided_since
    assert report.correction
    assert report.correction.text == "Sorry."
    assert report.draft


def test_an_article_without_passages_has_an_empty_report(storage: Storage, article: Article) -> None:
    report = build_report(storage, article.id)
    assert (report.passages, report.draft, report.signatures, report.verdicts.total()) == ([], "", [], 0)
