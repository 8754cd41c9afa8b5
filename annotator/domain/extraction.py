"""What a file, a page or a pasted text was found to hold, before it becomes an article."""

from dataclasses import dataclass
from datetime import date

from annotator.domain.text import canonical
from annotator.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Extraction:
    """The canonical text of an input and what the input says about itself.

    `text` is canonical and never empty; where the input has a headline, it is the first paragraph, because a headline
    can render somebody's words too. Captions are paragraphs of their own. Every other field is "" or None where the
    input does not plainly say. `language` is a lower-case language code without region, such as "en". `published_on`
    is the day that the input names, in the outlet's own time zone. `remarks` are sentences for the user about how the
    input was read, such as the encoding that was guessed.

    Raises `InvalidInput` where `text` is empty. Text that is not canonical is a bug, and raises `ValueError`.
    """

    text: str
    title: str = ""
    outlet: str = ""
    byline: str = ""
    language: str = ""
    url: str = ""
    published_on: date | None = None
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text:
            raise InvalidInput("There is no text in it: paste or choose an article that has some.")
        if self.text != canonical(self.text):
            raise ValueError("an extraction holds canonical text only")
