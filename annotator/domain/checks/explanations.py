"""What each check looks for and what it often misjudges, in the words of a page; docs/checks.md says it at length."""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "numbers": "Figures, number words, dates, times, measures and money that are not the same on both sides. "
    "A measure that was converted rightly is faithful.",
    "names": "Names of people and places, and titles and ranks, that were changed or lost, across scripts too. "
    "Another custom of spelling may be taken for another name.",
    "negation": "A “not”, “never” or “nobody” that stands on one side only. "
    "Idioms that deny in one language only mislead it.",
    "certainty": "“Perhaps”, “probably”, “allegedly”, “about” or “must”, lost or put in. "
    "It sees words, not moods and tenses that hedge.",
    "question": "A question that became a statement, or a statement that became a question.",
    "command": "An order that became a statement, or a statement that became an order.",
    "pronouns": "He for she, or she for he.",
    "persons": "I, we, you and they exchanged for one another. A general “you” for “we” may mislead it.",
    "tense": "A verb that the engine finds far more probable in another time. "
    "Needs an engine; a historical present misleads it.",
    "omission": "Words of the original that nothing in the English stands for. "
    "A free rendering in fewer words misleads it.",
    "subjects": "A pronoun that says who acts and that the English lost. Needs an engine.",
    "addition": "Words of the English that nothing in the original stands for; "
    "inside quotation marks, words never said.",
    "trimmed": "A whole sentence left out of the middle of a quotation.",
    "ellipsis": "What the dots of a quotation removed, and how much that matters.",
    "substitution": "A word in the place of one that usually means something else, or the opposite. "
    "It seldom sees near synonyms.",
    "untranslated": "Words of the original left standing in the English.",
    "order": "Words in an order that has nothing to do with the original’s, "
    "and an original that is another text altogether.",
    "tone": "Threats, insults and pleas of a short list of words that the other side has nothing of.",
    "repetition": "A word printed twice in a row that was said once.",
}
