"""Whether a count is of one incident, a sum over several, or a total since a war began."""

import re
from collections.abc import Iterator

from orchestration.extraction.casualty_days import counted_by
from orchestration.extraction.casualty_events import At, Event, is_cause
from orchestration.extraction.parse import Token
from orchestration.extraction.passage_days import OPEN, governor_of, is_charged, times_of
from orchestration.extraction.syntax import clause_head, is_verb, preps, subjects
from orchestration.extraction.timing import is_of_today, lasts_till_now
from orchestration.extraction.victim_counts import UNCOUNTED
from orchestration.extraction.victims import Victims

_SO_FAR = re.compile(
    r"\b(?:so far|to date|"
    r"in total|overall|altogether|(?:during|throughout) the (?:war|conflict|campaign|insurgency)|"
    r"in (?:the|a|its|their) (?:[\w-]+ ){0,3}(?:war|conflict|insurgency|uprising|genocide|rebellion))\b",
    re.I,
)
_OVER_TIME = re.compile(
    r"\b(?:(?:in|over|during|within) (?:the )?(?:past|last|previous|just|course of)? ?(?:the )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)[\s-](?:days|weeks|months|years)|"
    r"(?:in|over|during|within) (?:the )?(?:past|last|previous|just|course of)? ?(?:the )?\d+[\s-]hours|"
    r"(?:(?:in|over|during|within) the (?:past|last|previous)|for the|in a|in one|per) (?:day|week|month|year)|"
    r"(?:two|three|four|five|six|several|\d+) (?:days|weeks|months|years) of (?:\w+ )?"
    r"(?:bombardment|shelling|bombing|fighting|clashes|strikes|raids|violence|siege)|"
    r"in the space of (?:a|an|one|two|three|\d+) (?:day|hours|days|week|weeks)|this (?:month|year)|"
    r"(?:toll|total) for|daily toll|spread over|"
    r"(?:during|in) the (?:first|second|third|fourth|last) (?:quarter|half|week|month))\b",
    re.I,
)
_BOUNDED = re.compile(
    r"\b(?:in|over|during|within) the (?:past|last|previous) (?:(?:\w+ )?(?:days|weeks|hours)|day|week|month)\b",
    re.I,
)
_WEEK_OF = re.compile(
    r"\b(?:in|during|over|for) the (?:week|month|fortnight|days) (?:of|to|ending|from|between)\b", re.I
)
_IN_A_WEEK = re.compile(r"\b(?:this week|last (?:week|month|year))\b", re.I)
_OVER_PLACES = re.compile(
    r"\b(?:in (?:two |three |four |several )?(?:separate|various|different|multiple|scattered)|"
    r"nationwide|countrywide|across (?:the (?!border|frontier|(?:\w+ )?(?:river|line)\b)|several|many)|a series of|"
    r"(?:multiple|several|numerous|dual|twin|separate|various) (?:[\w-]+ ){0,2}"
    r"(?:attacks|bombings|strikes|raids|airstrikes|explosions|blasts|clashes|incidents))\b",
    re.I,
)
_BATTLES = frozenset(
    {"battle", "assault", "attack", "massacre", "ambush", "raid", "bombardment", "strike", "shelling"}
)
_SHORT = re.compile(
    r"since (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?! \d)|"
    r"yesterday|this morning|dawn|midnight|noon|\d+(?::\d+)? ?[ap]\.?m)",
    re.I,
)
_WARS = frozenset(
    "war wars conflict campaign insurgency fighting uprising operation operations rebellion genocide "
    "violence unrest offensive".split()
)
_ALSO_ONE_DAY = frozenset({"fighting", "operation", "operations", "violence", "unrest"})
_TOLL_OF_WAR = frozenset(
    "war conflict fighting offensive insurgency uprising unrest violence crisis protests overall total "
    "cumulative".split()
)
ACCOUNTING = frozenset({"accounted", "accounts", "account"})
_SUMS = frozenset({"cumulative", "aggregate"})
_SIDE_TOTALS = frozenset({"lost", "put_at"})
_SUBORDINATE = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis"})
_PERFECT = frozenset({"have", "has", "'ve"})
_NO_SINGLE_INCIDENT = 1000
_SEVERAL_DAYS = 4
_DAYS_OF_A_CAMPAIGN = 28


def scope_of(at: At, event: Event, group: Victims, before: str) -> str:
    """The codebook's scope of a claim; `before` is that of the claim before in the same paragraph, or ""."""
    if group.subset:
        return "subset"
    if group.count.high == 0:
        return "incident"
    words = _clause_text(event.trigger)
    if _done_this_year(at, event.trigger):
        return "cumulative"
    closed = _over_days(at, event.trigger)
    stretch = (
        closed or _on_days_alone(at) or _over_time(at, event, words) or _among_attacks(at, event.trigger)
    )
    bounded = _BOUNDED.search(words)
    if (
        counted_by(at, event.trigger)
        or _since(at, event)
        or not bounded
        and (_war_itself(event.trigger) or _toll_of_war(at, event))
    ):
        return "cumulative"
    another = event.rule == "spoken" and before != ""
    if days := _since_told_before(at, event.trigger):
        return "cumulative" if days > _DAYS_OF_A_CAMPAIGN else "aggregate"
    if not stretch and (_SO_FAR.search(words) or not another and _beyond_incident(at, event, group)):
        return "cumulative"
    several = [d for d in event.doers if is_cause(at, d) and d.tag_ == "NNS"]
    if (
        stretch
        or _OVER_PLACES.search(words)
        or _WEEK_OF.search(words)
        or _since_a_weekday(at, event)
        or (several and _IN_A_WEEK.search(words))
    ):
        return "aggregate"
    if before in _SUMS and any(t.lower_ in ACCOUNTING for t in event.trigger.ancestors):
        return "subset"  # "Shelling accounted for 31 deaths" of the month's 67
    if before in _SUMS and event.rule == "spoken":
        return before  # another's figure for the same
    if before == "cumulative" and (event.rule in _SIDE_TOTALS or _goes_on(at, event.trigger)):
        return "cumulative"
    if (
        group.count == UNCOUNTED
        and event.trigger.tag_ in ("VBP", "VBZ")
        and at.sent.line.clean.kind == "body"
    ):
        return "campaign"
    return "cumulative" if several and _ever_since(at, event.trigger, several) else "incident"


def _over_time(at: At, event: Event, words: str) -> bool:
    """As in "over the past week", "this year"; not "on 29 January this year"."""
    found = [m.group().lower() for m in _OVER_TIME.finditer(words)]
    a_day = at.context.when(at.sent, event.trigger)
    dated = bool(a_day) and a_day.precision == "day" and not a_day.inherited
    return any(not (dated and m in ("this year", "this month")) for m in found)


def _beyond_incident(at: At, event: Event, group: Victims) -> bool:
    """Thousands of killed or hurt, in no battle and on no day of their own."""
    if (group.count.low or 0) < _NO_SINGLE_INCIDENT or event.outcome in ("captured", "missing"):
        return False
    if is_charged(event.trigger) or event.violent and event.doers:
        return False  # "accused Iraq of killing 5,000", "militiamen butchered some 2,000"
    clause = clause_head(event.trigger)
    told = at.context.when(at.sent, event.trigger)
    if told.inherited and told.precision == "day" and not is_of_today(clause):
        return False  # "The base fell on Sunday. ... He gave the dead as 1,107"
    if any(
        f.value.precision == "day" and governor_of(at.sent, f) == clause
        for f in times_of(at.sent)
        if not OPEN.match(f.text)
    ):
        return False
    battle = any(t.lower_ in _BATTLES for v in _run_of(clause) for t in _own_words(v))
    return not battle and not any(is_cause(at, d) and d.tag_ == "NN" for d in event.doers)


def _since(at: At, event: Event) -> bool:
    """As in "since the war began", "since then", "since December 2017"; not "since Friday", "has since
    died", "since an attack".
    """
    if event.outcome == "missing":
        return False
    clauses = [clause_head(event.trigger)]
    if clauses[0].dep_ in ("conj", "advcl", "acl") and is_verb(clauses[0].head):
        clauses.append(clauses[0].head)
    day = at.context.when(at.sent, event.trigger)
    if day.inherited or day.precision != "day":  # "killed nine on 20 May and 60 have died since then"
        clauses += [c for c in clauses[0].rights if c.dep_ == "conj" and is_verb(c)]
    sinces = [t for clause in clauses for t in _own_words(clause) if t.lower_ == "since"]
    times = at.sent.line.time_at
    sinces = [  # "since a blast killed 31" opens no period
        t for t in sinces if t.head != clauses[0] or t.dep_ != "mark" or t.i + 1 in times
    ]
    return any(_opens_a_period(at, since) for since in sinces)


def _since_told_before(at: At, trigger: Token) -> int:
    """How many days "The town has been under attack since January" gives to "More than 260 people have died" behind it."""
    when = at.context.when(at.sent, trigger)
    if not (when.inherited and when.first and when.last and lasts_till_now(clause_head(trigger))):
        return 0
    return (when.last - when.first).days if when.last == at.context.document.published_on else 0


def _since_a_weekday(at: At, event: Event) -> bool:
    """As in "have been killed since Friday": several days with no single incident."""
    if event.outcome == "missing" or not event.groups[0].count.text:
        return False
    sinces = (t for t in _own_words(clause_head(event.trigger)) if t.lower_ == "since")
    days = (at.sent.line.time_at.get(c.i) for s in sinces for c in s.children if c.dep_ == "pobj")
    return any(d is not None and d.value.first != d.value.last for d in days)


def _opens_a_period(at: At, since: Token) -> bool:
    if since.dep_ == "mark":
        return True
    start = next((c for c in since.children if c.dep_ in ("pobj", "pcomp", "advmod")), None)
    if start is None:
        return False
    time = at.sent.line.time_at.get(start.i)
    if time is not None:
        return not _SHORT.match(time.text)
    return not (is_cause(at, start) and any(c.lower_ in ("a", "an") for c in start.children))


def _over_days(at: At, trigger: Token) -> bool:
    """As in "between 16 and 20 June": a stretch of days of its own in the clause."""
    own = {t.i for t in _own_words(clause_head(trigger))}
    ranges = (
        f.value
        for f in at.sent.line.times
        if f.first in own and f.value.precision == "range" and f.value.first and f.value.last
    )
    return any((t.last - t.first).days >= _SEVERAL_DAYS for t in ranges)


def _clause_text(trigger: Token) -> str:
    """The words of the trigger's own clause, with those that a bare participle hangs on and those of a
    since-clause.
    """
    clause = clause_head(trigger)
    tokens = set(_own_words(clause))
    if clause.dep_ in ("conj", "advcl", "acl") and is_verb(clause.head) and clause.tag_ in ("VBG", "VBN"):
        tokens |= set(_own_words(clause.head))
    if clause.dep_ == "acl" and clause.tag_ == "VBN" and not is_verb(clause.head):
        # "recorded 67 civilians killed across the country"
        tokens |= set(_own_words(clause_head(clause.head)))
    return " ".join(t.text for t in sorted(tokens, key=lambda t: t.i))


def _run_of(clause: Token) -> Iterator[Token]:
    """The verbs that go together with one: "killed 1,000 and wounded 2,300 in the assault"."""
    yield clause
    yield from (c for c in clause.rights if c.dep_ == "conj" and is_verb(c))
    if clause.dep_ == "conj" and is_verb(clause.head):
        yield clause.head


def _own_words(clause: Token) -> Iterator[Token]:
    yield clause
    for child in clause.children:
        # "listed 26 dead, taking its losses to 376 since May"
        summing = child.dep_ == "advcl" and child.tag_ == "VBG"
        since = not summing and any(c.lower_ == "since" for c in child.children)
        if not is_verb(child) or child.dep_ not in _SUBORDINATE or since:
            which = (t.head for t in child.subtree if t.lower_ == "which" and t.head.dep_ == "relcl")
            aside = {t.i for r in which if r != child for t in r.subtree}
            yield from (
                t
                for t in child.subtree
                if t.i not in aside and (t is not child or not is_verb(child) or since)
            )


def _war_itself(trigger: Token) -> bool:
    """As in "the war has killed", "a war that killed": what kills is the war as a whole."""
    clause = clause_head(trigger)
    wars = [s for s in subjects(clause) if s.lower_ in _WARS] if is_verb(clause) else []
    return any(s.lower_ not in _ALSO_ONE_DAY or _has_lasted(clause) for s in wars)


def _has_lasted(clause: Token) -> bool:
    """As in "the fighting has killed 3,000"; a day's fighting "killed" or "left dead"."""
    return any(c.dep_ == "aux" and c.lower_ in _PERFECT for c in clause.children)


def _goes_on(at: At, trigger: Token) -> bool:
    """As in "Fifty-one Israelis have lost their lives", behind a total: no time of its own, and not over."""
    clause = clause_head(trigger)
    return _has_lasted(clause) and not any(t.i in at.sent.line.time_at for t in _own_words(clause))


def _done_this_year(at: At, trigger: Token) -> bool:
    """As in "28 have been killed in 2023": all that a year has brought so far."""
    clause = clause_head(trigger)
    times = (at.sent.line.time_at.get(t.i) for t in _own_words(clause))
    return _has_lasted(clause) and any(f is not None and f.value.precision == "year" for f in times)


def _on_days_alone(at: At) -> bool:
    """As in "on Saturday alone", "last week alone": what a stretch of time sums up to."""
    return any(t.lower_ == "alone" and t.i > 0 and t.i - 1 in at.sent.line.time_at for t in at.sent.span)


def _among_attacks(at: At, trigger: Token) -> bool:
    """As in "died in those attacks", "46 raids, in which 173 died": the sum over attacks told before."""
    clause = clause_head(trigger)
    told = [
        o
        for name, o in preps(clause)
        if name in ("in", "by", "during") and o.tag_ == "NNS" and is_cause(at, o)
    ]
    pointed = any(c.lower_ in ("these", "those") for o in told for c in o.children)
    which = clause.dep_ == "relcl" and any(
        name in ("in", "during") and o.lower_ == "which" for name, o in preps(clause)
    )
    return pointed or (
        which and clause.head.tag_ == "NNS" and any(c.dep_ == "nummod" for c in clause.head.children)
    )


def _toll_of_war(at: At, event: Event) -> bool:
    """As in "the Palestinian death toll", "the toll of the war"."""
    if event.rule != "toll":
        return False
    words = {t.lower_ for t in event.trigger.subtree}
    nations = {t.lower_ for t in event.trigger.lefts} & set(at.context.lexicon.adjectives)
    owner = next((t for t in event.trigger.lefts if t.dep_ == "poss"), None)
    country = at.sent.line.place_at.get(owner.i) if owner is not None else None
    of_country = (
        country is not None and country.value.place is not None and country.value.place.feature == "country"
    )
    return bool(words & _TOLL_OF_WAR or nations or of_country)


def _ever_since(at: At, trigger: Token, causes: list[Token]) -> bool:
    """As in "have been killed by rockets and mortars", with no time: what weapons in general have done
    till now.
    """
    verb = clause_head(trigger)
    perfect = any(c.dep_ == "aux" and c.lower_ in _PERFECT for c in verb.children)
    bare = all(
        not any(c.dep_ in ("det", "nummod", "amod", "poss") for c in cause.children) for cause in causes
    )
    return perfect and bare and not any(t.i in at.sent.line.time_at for t in _own_words(verb))
