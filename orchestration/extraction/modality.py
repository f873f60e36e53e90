"""Whether a claim is asserted, possible, planned, hypothetical or negated, from the words around its trigger."""

from orchestration.extraction.intent_verbs import DEMANDING, MEANING_TO
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_none, is_verb, is_yet_to, negated
from orchestration.extraction.time_tables import TIME_UNITS

_PLAN_WORDS = MEANING_TO | {"bound", "determined", "due", "going", "poised", "ready", "set"}
_OPENING_CLAUSES = _PLAN_WORDS | forms_of("continue", "refuse", "tell", "try") | {"about"}
_TELLING = frozenset({"tell", "tells", "told", "telling"})  # "told the garrison to leave"
_ALLOWING = frozenset({"allow", "let", "permit", "allowed", "permitted"})
_RULING = frozenset({"rule", "rules", "ruled", "ruling"})  # "ruled out leaving"
_PLAN_NOUNS = frozenset(
    "plan plans operation operations offensive threat threats intention intent order orders bid preparation preparations "
    "campaign effort efforts plot plots conspiracy scheme schemes proposal proposals permission mandate authority call calls promise vow pledge deadline decision ultimatum readiness possibility prospect risk danger".split()
)
_AIMS = frozenset("aim goal objective plan intention target purpose ambition task mission".split())
_PREVENTING = frozenset(
    "prevent prevents prevented preventing stop stops stopped stopping keep keeps kept keeping block blocks blocked blocking bar barred deter deterred discourage hinder hindered".split()
)
_FAILING = frozenset({"fail", "fails", "failed", "failing", "unable"})
_NEVER = frozenset({"time", "point", "way", "circumstances", "moment"})
_BELIEF = frozenset(
    "believe believed think thought suspect suspected fear feared fears presume presumed assume assumed appear appears appeared "
    "seem seems seemed understood rumoured rumored likely unlikely allege alleged report reported say said".split()
)
_POSSIBLE_ADVERBS = frozenset(
    "possibly probably apparently perhaps maybe reportedly allegedly seemingly presumably purportedly supposedly likely".split()
)
_POSSIBLE_ADJECTIVES = frozenset(
    "suspected apparent possible probable alleged presumed reported likely purported".split()
)
_HYPOTHETICAL_MARKS = frozenset({"if", "unless", "lest", "until"})
_WOULD = frozenset({"would", "'d"})
_COULD = frozenset({"could"})
_MAY = frozenset({"may", "might"})
# "shots could be heard", "could confirm only 28 dead": what one was able to tell.
_PERCEIVED = frozenset(
    "heard hear seen see felt feel confirm confirmed verify verified count counted identify identified establish established "
    "find found".split()
)
_WILL = frozenset({"will", "'ll", "shall", "wo"})


def modality_of(trigger: Token, *, sourced: bool) -> str:
    """The codebook's modality of an event that the token names.

    `sourced` tells that somebody is named as saying it: "reportedly" then belongs to that source.
    Denials are decided by attribution, not here.
    """
    name = "modality by a source" if sourced else "modality"
    if name not in trigger.known:
        found = _modality(trigger, sourced=sourced)
        open_ended = found == "asserted" and (_in_condition(trigger) or _on_condition(trigger))
        trigger.known[name] = "hypothetical" if open_ended else found
    return trigger.known[name]


def _on_condition(verb: Token) -> bool:
    """ "If nobody comes, the town falls": what is to follow from a condition, in the present tense."""
    if verb.tag_ not in ("VBZ", "VBP") or any(c.dep_ == "aux" for c in verb.children):
        return False
    clauses = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ in ("VBZ", "VBP")]
    return any(g.lower_ == "if" and g.dep_ == "mark" for c in clauses for g in c.children)


def _done_nothing_for(verb: Token) -> bool:
    """ "did nothing to stop the attack"."""
    aim = verb.head
    return verb.tag_ == "VB" and verb.i > aim.i and aim.dep_ == "dobj" and aim.lower_ in ("nothing", "little")


def _modality(trigger: Token, *, sourced: bool) -> str:
    verb = trigger
    if is_verb(trigger) and (_nobody_does(trigger) or _done_nothing_for(trigger)):
        return "negated"
    if _called_untrue(trigger):
        return "denied"
    if not is_verb(trigger):
        if any(
            c.lower_ in _POSSIBLE_ADJECTIVES
            and c.lower_ not in ("reported", "alleged")
            or (c.lower_ in ("reported", "alleged") and not sourced)
            for c in trigger.children
        ):
            return "possible"
        if any(c.dep_ == "det" and c.lower_ == "no" for c in trigger.children) or any(
            c.dep_ == "neg" for c in trigger.children
        ):
            return "negated"
        if any(
            c.lower_
            in ("planned", "future", "imminent", "threatened", "impending", "proposed", "further", "possible")
            for c in trigger.children
        ) and _governed_by_plan(trigger):
            return "planned"
        verb = _governing_verb(trigger)
        if _not_one(trigger):
            return "negated"
        if verb is trigger:
            return "asserted"
        if trigger.dep_ == "nsubj" and trigger.head == verb and _nobody_does(verb):
            return "negated"
        if _is_imagined(trigger):
            return "hypothetical"
        if (
            any(c.dep_ == "neg" for c in verb.children)
            and verb.i < trigger.i
            and trigger.dep_ in ("dobj", "attr", "nsubjpass", "nsubj")
        ):
            return "negated"
    first = True
    token = verb
    found = "asserted"
    for _ in range(8):
        state = _own_modality(token, first=first, sourced=sourced)
        if state == "negated" and not first:
            state = None
        if state:
            return state
        first = False
        if token.dep_ == "ROOT":
            break
        parent = token.head
        if token.dep_ == "conj":
            if is_verb(parent) and any(c.dep_ == "aux" for c in token.children) and token.tag_ not in ("VB",):
                return found
            token = parent
            continue
        if (
            token.dep_ in ("relcl", "acl")
            and token.tag_ == "VB"
            and any(c.lower_ == "to" for c in token.children)
        ):
            return (
                "planned"
                if parent.lower_ in _PLAN_NOUNS | TIME_UNITS  # "gave them 48 hours to leave"
                else "hypothetical"
                if _any_try(parent)
                else found
            )
        if token.dep_ in ("relcl", "acl") and parent.dep_ == "attr" and _untrue(parent.head, token):
            return "denied"
        if token.dep_ in ("relcl", "advcl"):
            return found
        if token.dep_ == "ccomp" and _untrue(parent, token):
            return "denied"
        if token.dep_ == "xcomp" or (
            token.dep_ in ("ccomp", "pcomp")
            and parent.lower_ in _OPENING_CLAUSES
            and token.tag_ in ("VB", "VBG")
        ):
            if parent.lower_ in _PLAN_WORDS and (
                token.tag_ == "VB" or any(c.lower_ == "to" for c in token.children)
            ):
                return "planned"
            if parent.lower_ in _TELLING and any(c.lower_ == "to" for c in token.children):
                return "planned"
            if parent.pos_ == "NOUN" and parent.lower_ in _PLAN_NOUNS and token.tag_ == "VB":
                return "planned"
            if parent.lower_ in _FAILING and token.tag_ == "VB" or is_yet_to(parent):
                return "negated"
            if parent.lower_ in ("little", "nothing") and parent.dep_ == "dobj" and token.tag_ == "VB":
                return "negated"  # "did nothing to stop the attack"
            if parent.lower_ in _RULING and any(c.lower_ == "out" for c in parent.children):
                return "negated"
            if parent.lower_ == "about" and parent.dep_ == "acomp":
                return "planned"
            if parent.lower_ in _TRYING and (negated(parent) or _nobody_does(parent)):
                return "negated"
            if _is_to_be(token, parent):
                return "planned"
            if parent.lower_ in ("is", "was", "remains") and any(
                c.lower_ in _AIMS for c in parent.children if c.dep_ == "nsubj"
            ):
                return "planned"
            if parent.lower_ in _BELIEF and not (
                parent.lower_ in ("say", "said", "report", "reported", "alleged", "allege") and sourced
            ):
                return "possible"
            token = parent
            continue
        if token.dep_ in ("ccomp", "xcomp") and parent.lower_ in _ALLOWING and negated(parent):
            return "negated"
        if token.dep_ == "ccomp" and _is_demanded(token):
            return "planned"
        if (
            token.dep_ in ("ccomp",)
            and parent.lower_
            in (
                "fear",
                "feared",
                "fears",
                "suspect",
                "suspected",
                "suspects",
                "believe",
                "believed",
                "believes",
            )
            and not sourced
        ):
            return "possible"
        if token.dep_ == "pcomp" and is_verb(parent.head) and parent.head is not token:
            if parent.lower_ == "from" and parent.head.lower_ in _PREVENTING:
                return "hypothetical"
            if parent.lower_ in ("of", "for") and parent.head.lower_ in _PLAN_NOUNS | {"capable", "accused"}:
                return "planned" if parent.head.lower_ in _PLAN_NOUNS else found
        return found
    return found


_TRYING = frozenset(
    "try tried trying attempt attempted attempting manage managed able succeed succeeded".split()
)


def _is_demanded(verb: Token) -> bool:
    """ "demanded that the army withdraw": a bare form behind "that", which the tagger takes for a present tense."""
    bare = verb.tag_ == "VB" or verb.tag_ == "VBP" and verb.lower_ not in ("are", "have", "do")
    return (
        bare
        and verb.head.lower_ in DEMANDING
        and any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
        and not any(c.dep_ == "aux" for c in verb.children)
    )


_TRIES = frozenset({"move", "moves", "attempt", "attempts", "bid", "push", "effort", "advance", "offensive"})


def _any_try(noun: Token) -> bool:
    """ "Any move to storm the city would wreck the talks": a try that is only imagined."""
    return noun.lower_ in _TRIES and _is_imagined(noun, _WOULD | _COULD | _MAY | _WILL)


def _is_imagined(noun: Token, modals: frozenset[str] = _WOULD | _COULD) -> bool:
    """ "Any strike would be limited", "a raid could kill hundreds": one of no particular time, and what it would do."""
    auxiliaries = {c.lower_ for c in noun.head.children if c.dep_ in ("aux", "auxpass")}
    return (
        noun.dep_ in ("nsubj", "nsubjpass")
        and any(c.dep_ == "det" and c.lower_ in ("any", "a", "an") for c in noun.children)
        and bool(auxiliaries & modals)
        and "have" not in auxiliaries
    )


_UNTRUE = frozenset(
    "false untrue incorrect wrong nonsense lie fabrication fabrications invention myth baseless rumour".split()
)
_REPORTS = frozenset(
    "report reports claim claims allegation allegations rumour rumours rumor rumors suggestion suggestions".split()
)
_REJECTING = frozenset(
    "reject rejects rejected rejecting deny denies denied denying dismiss dismisses dismissed dismissing refute refutes "
    "refuted refuting rebut rebuts rebutted disputed disputes".split()
)
_COPULAS = frozenset({"is", "was", "are", "were", "be", "been", "'s"})
_PROVING = frozenset({"prove", "proves", "proved", "proven"})
_TRUE = frozenset({"true", "correct", "case", "accurate"})


def _called_untrue(trigger: Token) -> bool:
    """ "It is false that the town has been lost", "it was not true, he said, that the airport had fallen", "rejects
    reports that posts have fallen".
    """
    token = trigger
    for _ in range(6):
        if any(c.dep_ == "ccomp" and _untrue(c, token) for c in token.lefts):
            return any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)
        if token.dep_ == "ROOT":
            return False
        above = token.head
        if above.lower_ in _REPORTS and above.dep_ == "nsubj" and token.dep_ in ("relcl", "acl", "ccomp"):
            states = {c.lower_ for c in above.head.children if c.dep_ in ("acomp", "attr", "oprd")}
            told = any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)
            if told and above.head.lower_ in _COPULAS | _PROVING and states & _UNTRUE:
                return True  # "reports that X had fallen are untrue"
        state = above if above.dep_ in ("acomp", "attr") else None
        beside = [
            c for c in above.lefts if c.dep_ == "ccomp" and c.lower_ in _COPULAS and token.dep_ == "ccomp"
        ]
        copula = state.head if state is not None else next(iter(beside), above)
        told = token.i > copula.i and any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)
        if told and above.lower_ in _REPORTS and above.dep_ == "dobj" and above.head.lower_ in _REJECTING:
            return True
        is_be = copula.lower_ in _COPULAS
        if told and is_be and token.dep_ in ("ccomp", "acl", "advcl", "csubj", "relcl"):
            return _untrue(copula, token)
        token = above
    return False


def _is_to_be(verb: Token, copula: Token) -> bool:
    """ "the towns are to be handed over": what is laid down for later."""
    present = copula.lower_ in ("is", "are") and verb.i > copula.i
    return (
        present
        and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        and not any(c.dep_ in ("acomp", "attr") for c in copula.children)
    )


def _untrue(copula: Token, told: Token) -> bool:
    """Whether the copula calls what is told behind it false, or not true: "it is a lie that …"."""
    if copula.lower_ not in _COPULAS:
        return False
    states = {c.lower_ for c in copula.children if c.dep_ in ("acomp", "attr") and c.i < told.i}
    return bool(states & _UNTRUE) or negated(copula) and bool(states & _TRUE)


def _in_condition(token: Token) -> bool:
    """Whether the token stands inside an if-clause, however deep."""
    while token.dep_ not in ("ROOT", "relcl"):
        marked = any(c.lower_ in ("if", "unless") and c.dep_ in ("mark", "advmod") for c in token.children)
        if token.dep_ == "advcl" and (marked or token.left_edge.lower_ in ("if", "unless")):
            return True
        token = token.head
    return False


def _own_modality(verb: Token, *, first: bool, sourced: bool) -> str | None:
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")]
    perfect = "have" in auxiliaries
    if any(m in _HYPOTHETICAL_MARKS - {"until"} for m in marks):
        return "hypothetical"
    conditional = any(
        c.dep_ == "advcl" and any(g.lower_ in ("if", "unless") for g in c.children) for c in verb.children
    )
    if conditional and any(a in _WOULD | _COULD | _WILL | _MAY | {"can"} for a in auxiliaries):
        return "hypothetical"
    if _inverted(verb):
        return "hypothetical"
    if any(a in _MAY for a in auxiliaries):
        return "possible"
    if any(a in _COULD for a in auxiliaries) and negated(verb):
        return "negated"
    later = any(a in _WILL | _WOULD for a in auxiliaries)
    if first and later and not perfect and negated(verb):
        return "negated"  # "the town would never fall"
    if any(a in _COULD for a in auxiliaries) and verb.lower_ not in _PERCEIVED:
        return "possible" if perfect else "hypothetical"
    if any(a in _WOULD for a in auxiliaries) and not (
        "'d" in auxiliaries and verb.tag_ == "VBN" and not perfect
    ):
        return "hypothetical" if perfect else "planned"
    if any(a in _WILL for a in auxiliaries):
        return "planned"
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and any(c.lower_ == "should" and c.i < subject.i for c in verb.children):
        return "hypothetical"  # "Should the town fall, ..."
    if "must" in auxiliaries or "should" in auxiliaries:
        return "planned"
    if (
        negated(verb)
        or _never(verb)
        or first
        and any(
            g.lower_ in ("no", "neither") and g.dep_ in ("det", "preconj")
            for c in verb.children
            if c.dep_ in ("dobj", "nsubjpass")
            for g in c.children
        )
    ):
        return "negated"
    if any(
        c.lower_ in _POSSIBLE_ADVERBS
        and not (sourced and c.lower_ in ("reportedly", "allegedly", "purportedly"))
        for c in verb.children
        if c.dep_ == "advmod"
    ):
        return "possible"
    if (
        first
        and verb.dep_ == "advcl"
        and verb.tag_ == "VB"
        and "to" in auxiliaries
        and not any(c.lower_ == "only" for c in verb.children)
    ):
        return "planned"
    return None


def _nobody_does(verb: Token) -> bool:
    """ "No aircraft has bombed the city", "nor had a single shell landed there"."""
    if any(c.dep_ == "nsubj" and is_none(c) for c in verb.children):
        return True
    above = verb.head if verb.dep_ == "ccomp" and verb.head.lower_ in ("had", "has", "have", "did") else verb
    if any(c.lower_ == "nor" for v in (verb, above) for c in v.children if c.i < v.i):
        return True
    return above.i > 0 and above.nbor(-1).lower_ == "nor"


def _not_one(noun: Token) -> bool:
    """ "Not one rocket was fired", "not a single shell": the parser hangs "not" on the number."""
    first = noun.left_edge
    return first.lower_ == "not" and first.i + 1 < noun.i and first.nbor(1).lower_ in ("one", "a", "an")


def _never(verb: Token) -> bool:
    """ "At no time did they enter", "in no way"."""
    phrases = (
        p
        for c in verb.children
        if c.dep_ == "prep"
        for p in c.children
        if p.dep_ == "pobj" and p.lower_ in _NEVER
    )
    return any(d.lower_ == "no" for p in phrases for d in p.children)


def _governing_verb(noun: Token) -> Token:
    token = noun
    for _ in range(6):
        if token.dep_ == "ROOT" or is_verb(token):
            return token if is_verb(token) else noun
        if token.dep_ in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "prep",
            "conj",
            "compound",
            "attr",
            "agent",
            "oprd",
            "acomp",
            "amod",
            "appos",
        ):
            token = token.head
        else:
            return noun
    return noun


def _governed_by_plan(noun: Token) -> bool:
    verb = _governing_verb(noun)
    return verb is not noun and (
        any(c.lower_ in _WILL | _WOULD | _MAY | _COULD for c in verb.children)
        or verb.lower_ in _OPENING_CLAUSES
    )


def _inverted(verb: Token) -> bool:
    """ "Had the rockets hit the airstrip, …": an auxiliary before the subject, in a sentence that asks nothing."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    if (
        subject is None
        or first is None
        or first.lower_ not in ("had", "should", "were")
        or first.i > subject.i
    ):
        return False
    return first.i == first.sent.start and not first.sent.text.rstrip().endswith("?")
