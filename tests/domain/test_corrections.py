from annotator.domain.corrections import Finding, draft
from annotator.domain.decisions import DecisionDetails, Verdict


def test_only_what_misleads_or_is_wrong_is_corrected_and_the_worse_comes_first() -> None:
    findings = [
        Finding("faithful words", "", DecisionDetails(Verdict.FAITHFUL)),
        Finding("hedged words", "Sedykh", DecisionDetails(Verdict.MISLEADING, "as far as I know")),
        Finding("defensible words", "", DecisionDetails(Verdict.DEFENSIBLE, "other words")),
        Finding("500 people", "Sedykh", DecisionDetails(Verdict.WRONG, "1,500 people", "“Полторы тысячи” is 1,500.")),
    ]
    text = draft("Ferry returns", findings)
    assert text == (
        "Correction to “Ferry returns”.\n\n"
        "The article wrongly rendered words of Sedykh as “500 people”. A faithful rendering is: “1,500 people”. "
        "“Полторы тысячи” is 1,500.\n\n"
        "The article misleadingly rendered words of Sedykh as “hedged words”. "
        "A faithful rendering is: “as far as I know”."
    )


def test_nothing_to_correct_gives_no_text() -> None:
    assert draft("Ferry returns", []) == ""
    assert draft("Ferry returns", [Finding("words", "", DecisionDetails(Verdict.FAITHFUL, "other"))]) == ""


def test_a_decision_without_wording_and_speaker_still_names_the_words() -> None:
    text = draft("A", [Finding("“We left.”", "", DecisionDetails(Verdict.WRONG))])
    assert text.endswith("The article wrongly rendered words spoken in another language as “We left”.")
