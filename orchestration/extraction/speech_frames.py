"""The acts of reporting that a sentence opens."""

from orchestration.extraction.document import Sent
from orchestration.extraction.speech_accounts import (
    ACCORDING,
    according_report,
    account_report,
    announced_report,
)
from orchestration.extraction.speech_acts import Frame, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.speech_labels import labelled_report, signed_report
from orchestration.extraction.speech_surface import closing_report, opening_report
from orchestration.extraction.speech_verbs import verbal_reports


def frames_of(at: Hearing, sent: Sent) -> list[Frame]:
    """The frames that the sentence itself opens, in reading order. Who speaks by a verb is remembered at once, for the
    pronouns behind.
    """
    nouns = at.document.lexicon.speech_nouns
    out = [frame for frame in (labelled_report(at, sent), signed_report(at, sent)) if frame is not None]
    for token in sent.span:
        uses = nouns.get(token.lower_, frozenset()) if token.pos_ in ("NOUN", "PROPN") else frozenset()
        if token.lower_ in ACCORDING or token.lower_ == "per":
            found = according_report(at, sent, token)
        elif "account" in uses and (found := account_report(at, sent, token)):
            pass
        elif "report" in uses:
            found = announced_report(at, sent, token)
        else:
            found = None
            if cue := cue_of(at.document.lexicon, token):
                said = verbal_reports(at, sent, token, cue)
                for speaker in (f.speaker for f in said if f.speaker is not None):
                    # "the minister wrote that nine had died, and he added"
                    at.speakers.remember(speaker)
                out.extend(said)
        if found is not None:
            out.append(found)
    if not any(f.speaker is not None or f.denies for f in out):
        out.extend(f for f in (opening_report(at, sent), closing_report(at, sent)) if f is not None)
    return out
