"""Who speaks by a reporting verb, also where the parser lost its subject."""

from collections.abc import Iterator

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.speakers import Speaker
from orchestration.extraction.speech_acts import REPORT_WORDS, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.speech_extent import is_dash
from orchestration.extraction.syntax import conjuncts, subjects

_ADDING = frozenset("adding noting stressing specifying explaining emphasising emphasizing".split())
_TELLING = frozenset("tell tells told telling inform informs informed brief briefed assured reminded".split())


def subject_and_speaker(at: Hearing, sent: Sent, verb: Token) -> tuple[list[Token], Speaker | None]:
    """Heads of who speaks by the verb, and the speaker: its subject, else the noun beside it where the parser lost it. No
    speaker where neither can speak.
    """
    subject = _of_main_report(at, verb) or subjects(verb)
    if subject and subject[0].lower_ in ("which", "that") and verb.dep_ == "relcl":
        subject = [verb.head]
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(own) > 1 and own[-1].i < verb.i and own[-1].left_edge.i == own[0].i + 1:
        subject = [own[-1]]  # "Putin's ally Ramzan Kadyrov said": an office and its holder
    if len(own) > 1 and own[-1].i > verb.i and verb.nbor(-1).text == ",":
        subject = conjuncts(own[-1])  # "Seven dead, says the governor": the dead are no subject of it
    if (closing_noun := _closing_noun(sent, verb)) is not None:
        subject = [closing_noun]
    tried = [subject] if subject else []
    surface = list(surface_subjects(sent, verb))
    has_own = any(
        c.dep_ in ("nsubj", "nsubjpass") and not _is_parenthesis(sent, verb, c.i) for c in verb.children
    )
    closing = verb.i > sent.span.start and verb.nbor(-1).text == ","
    beside = verb.i > sent.span.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN")
    for heads in (*surface, *tried) if (closing or beside) and not has_own else (*tried, *surface):
        if speaker := at.speakers.of(sent, heads):
            return heads, speaker
    return subject, None


def _of_main_report(at: Hearing, verb: Token) -> list[Token]:
    """The subject of the report that a participle adds to: "said the rebels left, adding that he saw none"."""
    if verb.lower_ not in _ADDING or verb.dep_ != "advcl":
        return []
    return next((own for t in verb.ancestors if cue_of(at.document.lexicon, t) and (own := subjects(t))), [])


def _is_parenthesis(sent: Sent, cue: Token, subject: int) -> bool:
    """Whether the report stands between dashes or commas behind what the parser took for its subject: "The Peshmerga, a
    colonel recalled, withdrew", "Nine Marines, concedes a source, died".
    """
    between = cue.doc[min(subject, cue.i) : cue.i]
    inverted = any(c.dep_ == "dobj" and _ends_at_comma(sent, c) for c in cue.rights)
    ends = inverted or cue.i + 1 < len(cue.doc) and cue.nbor(1).text == ","
    return any(is_dash(t) or ends and t.text == "," for t in between)


def _closing_noun(sent: Sent, verb: Token) -> Token | None:
    """The speaker of a sentence that ends in its report, whatever the parser hung the verb on: "…, the command in
    Ayacucho reported today".
    """
    doc = sent.line.doc
    behind = [t for t in doc[verb.i + 1 : sent.span.end] if not t.is_punct]
    if any(t.i not in sent.line.time_at for t in behind) or verb.i - sent.span.start < REPORT_WORDS:
        return None
    comma = next(
        (i for i in range(verb.i - 1, max(sent.span.start, verb.i - 12), -1) if doc[i].text == ","), None
    )
    if comma is None or doc[comma + 1].pos_ not in ("DET", "NOUN", "PROPN", "ADJ"):
        return None
    between = doc[comma + 1 : verb.i]
    if any(t.pos_ in ("VERB", "AUX", "CCONJ") or t.is_quote for t in between):
        return None
    nominal = ("NOUN", "PROPN")
    return next(
        (t for t in between if t.pos_ in nominal and t.nbor(1).pos_ not in (*nominal, "PUNCT", "PART")), None
    )


def surface_subjects(sent: Sent, verb: Token) -> Iterator[list[Token]]:
    """Where the parse lost the subject: the noun right before a closing "…, witnesses said", the one that its
    apposition or relative clause is on, the noun right after "…, said the mayor".
    """
    doc = sent.line.doc
    behind = _noun_behind(sent, verb)
    told = next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)
    if behind is not None and told is behind and _ends_at_comma(sent, behind):
        yield [behind]  # "Ramadi, concedes a source in the army, is lost"
    i = verb.i - 1
    while i > sent.span.start and doc[i].pos_ in ("AUX", "ADV"):
        i -= 1
    if i >= sent.span.start and doc[i].text == ")":  # "Free Aceh Movement (GAM) said"
        i = next((k - 1 for k in range(i, sent.span.start, -1) if doc[k].text == "("), i)
    bridged = i > sent.span.start and doc[i].text == ","
    i -= int(bridged)
    if i >= sent.span.start and doc[i].pos_ in ("NOUN", "PROPN", "PRON"):
        if doc[i].dep_ != "pobj" and (not bridged or doc[i].pos_ == "PROPN"):
            yield _joined_before(doc[i])
        token = doc[i]
        while (
            token.dep_ in ("pobj", "prep", "compound", "dobj", "relcl", "acl", "appos")
            and token.i > sent.span.start
        ):
            if token.head.i >= token.i:
                break
            if token.dep_ == "appos" and not bridged:
                yield [token]  # "wounding 15 others, a source at the ministry said": no comma ends it
            if token.dep_ in ("relcl", "acl", "appos") and token.head.pos_ in ("NOUN", "PROPN"):
                yield [token.head]
            token = token.head
    elif bridged and (clause := next((t for t in (doc[i], *doc[i].ancestors) if t.dep_ == "relcl"), None)):
        yield [clause.head]  # "In Bria a nurse, who asked not to be named, said"
    if behind is not None and told is None:
        yield [behind]


def _noun_behind(sent: Sent, verb: Token) -> Token | None:
    """The noun right after a cue that itself follows a comma or a quotation: "…, said the mayor"."""
    doc = sent.line.doc
    j = verb.i + 1
    while j < sent.span.end and (
        doc[j].pos_ in ("DET", "ADJ") or doc[j].dep_ in ("compound", "poss", "case", "amod")
    ):
        j += 1
    closes = verb.i > sent.span.start and doc[verb.i - 1].is_punct
    return doc[j] if closes and j < sent.span.end and doc[j].pos_ in ("NOUN", "PROPN") else None


def _ends_at_comma(sent: Sent, noun: Token) -> bool:
    """Whether a comma ends the phrase of the noun, which is no listener ("told reporters, …")."""
    after = noun.right_edge.i + 1
    return after < sent.span.end and noun.doc[after].text == "," and noun.head.lower_ not in _TELLING


def _joined_before(noun: Token) -> list[Token]:
    """The noun with those coordinated before it, back to a comma: "…, residents and the PDF said"."""
    first = noun
    while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ in ("NOUN", "PROPN"):
        if any(t.text == "," for t in noun.doc[first.head.i : first.i]):
            break
        first = first.head
    return [noun] if first is noun else conjuncts(first)
