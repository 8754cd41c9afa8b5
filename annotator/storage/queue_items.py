"""A line of the queue: what it shows besides what stands in `queue_entry`, and how it is read."""

from annotator.domain.decisions import Verdict
from annotator.domain.review import Place, QueueItem, QueueState
from annotator.domain.subjects import Subject, SubjectKind
from annotator.storage.records import Row, day, moment

# To be put after the rows of a page, called `entry`.
DETAILS = {
    SubjectKind.NOTE: """
        select entry.*, article.title, article.deadline, passage.speaker, passage.exact, note.text, note.author,
            decision.verdict
        from entry join note on note.id = entry.subject_id join passage on passage.id = entry.passage_id
        join article on article.id = entry.article_id
        left join decision on decision.note_id = entry.subject_id and decision.deleted_at is null
    """,
    SubjectKind.PASSAGE: """
        select entry.*, article.title, article.deadline, passage.speaker, passage.exact, '' as text, '' as author,
            decision.verdict
        from entry join passage on passage.id = entry.passage_id join article on article.id = entry.article_id
        left join decision on decision.passage_id = entry.subject_id and decision.deleted_at is null
    """,
}


def item_of(row: Row) -> QueueItem:
    """Return the line that a row of `DETAILS` is."""
    return QueueItem(
        Subject(SubjectKind(row["kind"]), row["subject_id"]),
        row["passage_id"],
        row["article_id"],
        row["title"],
        row["outlet"],
        day(row["deadline"]),
        row["speaker"],
        row["language"],
        row["exact"],
        row["category"],
        row["severity"],
        row["text"],
        QueueState(row["state"]),
        row["author"],
        moment(row["created_at"]),
        Verdict(row["verdict"]) if row["verdict"] else None,
        row["assignee"],
        Place(row["place"], row["rank"], row["subject_id"]),
    )
