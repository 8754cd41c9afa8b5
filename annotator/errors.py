"""Everything that can go wrong in a way a person can mend, as one tree.

    AnnotatorError
    ├── InvalidInput            what was given cannot be used
    │   ├── InvalidSpan         offsets outside the text, reversed or empty
    │   ├── UnknownLanguage     not a language code we know
    │   ├── TooLarge            more bytes or characters than the limit
    │   └── UnreadableFile      a file that is damaged, encrypted or not what its name says
    ├── NotFound                no such article, passage, note ...
    ├── Conflict                somebody saved in between: carries both versions
    ├── FetchFailed             a URL that could not be fetched
    │   └── ForbiddenAddress    a URL that points into a private network
    ├── StorageFailed           the database file cannot be used
    │   ├── DatabaseBusy        another program holds the write lock
    │   ├── ForeignDatabase     the file belongs to another program
    │   └── NewerDatabase       the file was written by a newer version of this app
    ├── EngineFailed            a machine translation did not come
    │   ├── EngineMissing       no engine or model for these languages
    │   └── UnsupportedText     the engine cannot do anything with this text
    ├── ModelNotAdded           a model could not be installed; nothing of it is
    ├── NotAllowed              the person's role does not reach that far
    ├── SignInNeeded            nobody is signed in, or no longer
    ├── SignInFailed            name and password do not fit together
    │   └── TooManyAttempts     they were tried too often
    ├── QueueFailed             the queue of jobs cannot be reached
    └── InvalidSetting          a setting in the environment is wrong

The text of an error is one sentence for the person at the screen: what is wrong and what to do.
Anything else that is raised is a bug, and is let through as one.
"""

from collections.abc import Mapping


class AnnotatorError(Exception):
    """Base of all errors that are explained to the user rather than reported as a bug."""


class InvalidInput(AnnotatorError):
    """What was given cannot be used; nothing was saved."""


class InvalidSpan(InvalidInput):
    """Offsets that lie outside the text, are reversed, or hold no text."""


class UnknownLanguage(InvalidInput):
    """A language code that the app does not know."""


class TooLarge(InvalidInput):
    """More bytes or characters than the limit allows."""


class UnreadableFile(InvalidInput):
    """A file that is damaged, encrypted, or not what its name says."""


class NotFound(AnnotatorError):
    """No such record, or it was deleted."""


class Conflict(AnnotatorError):
    """The record changed since the form was opened.

    `current` and `submitted` hold the editable fields of both versions, so that a page can show them side by side.
    `revision` is that of the version that is there, by which a person can still save his own over it; None where the
    two cannot be exchanged like that. `entity` is the table, by which the fields get their names in plain words.
    """

    def __init__(
        self,
        message: str,
        *,
        current: Mapping[str, object],
        submitted: Mapping[str, object],
        revision: int | None = None,
        entity: str = "",
    ) -> None:
        super().__init__(message)
        self.revision = revision
        self.entity = entity
        self.current = dict(current)
        self.submitted = dict(submitted)


class FetchFailed(AnnotatorError):
    """A URL that could not be fetched, or gave nothing readable."""


class ForbiddenAddress(FetchFailed):
    """A URL that points to this machine or into a private network."""


class StorageFailed(AnnotatorError):
    """The database file cannot be used."""


class DatabaseBusy(StorageFailed):
    """Another program held the write lock for longer than we wait."""


class ForeignDatabase(StorageFailed):
    """The file is a SQLite database of another program."""


class NewerDatabase(StorageFailed):
    """The file was written by a newer version of this app."""


class EngineFailed(AnnotatorError):
    """A machine translation did not come."""


class EngineMissing(EngineFailed):
    """No engine or model for these languages is installed."""


class UnsupportedText(EngineFailed):
    """The engine cannot do anything with this text."""


class ModelNotAdded(AnnotatorError):
    """A model could not be installed, and nothing of it is."""


class NotAllowed(AnnotatorError):
    """The person's role does not reach that far."""


class SignInNeeded(AnnotatorError):
    """Nobody is signed in, or the session ended."""


class SignInFailed(AnnotatorError):
    """Name and password do not fit together, or a provider's answer cannot be trusted."""


class TooManyAttempts(SignInFailed):
    """Somebody tried so often that they have to wait."""


class QueueFailed(AnnotatorError):
    """The queue of jobs cannot be reached."""


class InvalidSetting(AnnotatorError):
    """A setting in the environment has a value that cannot be used."""
