"""Casualty claims: how many of whom were killed, injured, captured or are missing, and who did it."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.syntax import clause_head, conjuncts, doers, is_passive, is_verb, objects, preps, subjects, undergoers
from orchestration.extraction.victims import Count, Victims, count_of, group_of, groups_of, quantity_in, subsets_after

_STATES = {
    "dead": "killed", "killed": "killed", "slain": "killed", "martyred": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "missing": "missing", "captured": "captured", "casualties": "killed_or_injured", "fatalities": "killed", "deaths": "killed",
    "injuries": "injured", "martyrs": "killed", "captives": "captured",
}  # fmt: skip
_OUTCOME_NOUNS = {"dead": "killed", "deaths": "killed", "death": "killed", "fatalities": "killed", "killed": "killed", "wounded": "injured", "injured": "injured", "injuries": "injured", "missing": "missing", "casualties": "killed_or_injured", "losses": "killed_or_injured", "victims": "killed"}
_STRIKE_WORDS = re.compile(
    r"^(?:air-?strikes?|strikes?|raids?|shelling|bombardments?|bombings?|attacks?|blasts?|explosions?|bombs?|rockets?|missiles?|shells?|mortars?|drones?|"
    r"fire|salvos?|barrages?|assaults?|clashes|fighting|ambush(?:es)?|mines?|offensive|operation|detonation|projectiles?|sniper|gunfire|grenades?|battles?|massacre|rounds?)$"
)
_ACCIDENT = re.compile(
    r"\b(?:earthquake|quake|aftershock|tsunami|flood(?:s|ing|waters)?|landslide|mudslide|cyclone|hurricane|typhoon|storm|avalanche|wildfire|"
    r"epidemic|outbreak|ebola|cholera|virus|measles|malaria|covid|disease|famine|starvation|accident|collision|derail\w*|"
    r"(?:bus|car|train|plane|road|air|coach|ferry) (?:crash|accident)|capsiz\w*|gas leak|heatwave|stampede|drown\w*|heart attack|cancer|overdose|lightning|"
    r"robbery|robbers?|burglar\w*|domestic|murder trial|serial killer|drunk\w*)\b",
    re.I,
)
_VIOLENCE = re.compile(
    r"\b(?:war|rebels?|militants?|troops|army|soldiers?|shell(?:ing|ed|s)|air ?strikes?|bomb\w*|rockets?|missiles?|gunm[ae]n|insurgents?|fighters?|clash(?:es|ed)|"
    r"attack(?:s|ed|ers)?|offensive|guerr?illas?|militia\w*|mortars?|massacre\w*|terroris\w+|jihad\w*|conflict|drones?|ambush\w*|fighting|siege|troops|"
    r"coup|uprising|armed|gunfire|snipers?|land ?mines?|explosi\w+|peacekeep\w+|ceasefire|cease-fire|paramilitar\w+|death squads?|junta|front line|hostages?)\b",
    re.I,
)
_CUMULATIVE = re.compile(
    r"\b(?:since|so far|to date|in total|overall|altogether|during the (?:war|conflict|campaign)|the (?:war|conflict|fighting|insurgency|uprising|civil war) (?:has|had)|in (?:the|a) (?:\w+[- ]?){0,3}(?:war|conflict|insurgency))\b",
    re.I,
)
_AGGREGATE = re.compile(
    r"\b(?:(?:in|over|during|within) (?:the )?(?:past|last|previous|just)?\s?(?:the )?(?:\d+|two|three|four|five|six|seven|24|48|72|few|several)[\s-]?(?:hours|days|weeks|months)|in (?:just )?24 hours|"
    r"(?:this|last) (?:month|week|year)|death toll for|in separate|in several|across the|nationwide|a series of|daily toll|between \w+ \d+ and|on both sides|attacks in)\b",
    re.I,
)
_PRISONERS = frozenset({"prisoner", "prisoners", "captive", "captives", "hostage", "hostages"})
_HEAVY = re.compile(r"\b(?:heavy|severe|serious|significant|major|considerable|huge|substantial|great|massive|mass|many|large|human)\b", re.I)
_LOSS_OF_THINGS = re.compile(r"\b(?:financial|economic|job|material|crop|revenue|electoral|seat|territorial|property|of (?:life|power|territory|income|jobs|revenue))\b", re.I)


@dataclass(frozen=True, slots=True)
class _Event:
    """What is shared by the victim groups of one trigger."""

    sent: Sent
    trigger: Token
    outcome: str
    rule: str
    perpetrators: tuple[ActorRef, ...] = ()
    side: ActorRef | None = None
    places: tuple[PlaceChoice, ...] = ()
    superseded: bool = False
    strength: float = 0.8


def find_casualties(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """Drafts of casualty claims and the candidates refused, in reading order."""
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    about_war = bool(_VIOLENCE.search(context.document.article.text))
    for sent in context.document.sents:
        taken: set[int] = set()
        for token in sent.span:
            events = _events(context, sent, token, refusals, drafts)
            for event, groups in events:
                reason = _not_conflict(context, sent, event, about_war)
                if reason:
                    refusals.append(Refusal("casualties", sent, token, reason))
                    continue
                fresh = [g for g in groups if g.head.i not in taken]
                if not fresh:
                    continue
                for group in fresh:
                    taken.add(group.head.i)
                    drafts.append(_draft(context, event, group))
                if event.superseded:
                    continue
                start = max(g.head.i for g in fresh) + 1
                for part in subsets_after(context, sent, start):
                    if part.head.i not in taken:
                        taken.add(part.head.i)
                        drafts.append(_draft(context, event, part))
    return drafts, refusals


def _not_conflict(context: Context, sent: Sent, event: _Event, about_war: bool) -> str | None:
    text = sent.span.text
    if _ACCIDENT.search(text) and not _VIOLENCE.search(text):
        return "accident, disaster, disease or crime"
    if not about_war:
        return "no armed conflict in the article"
    line_text = sent.line.clean.text
    if not _VIOLENCE.search(line_text) and not event.perpetrators and _ACCIDENT.search(context.document.article.text):
        return "a passage without armed conflict"
    return None


def _draft(context: Context, event: _Event, group: Victims) -> Draft:
    sent = event.sent
    scope = "subset" if group.subset else _scope(sent, event.trigger, group)
    actor = group.actor or event.side
    perpetrator = event.perpetrators[0] if event.perpetrators else None
    if perpetrator and actor and perpetrator.same_party(actor):
        perpetrator = None
    place = event.places[0] if event.places else context.passage_place(sent, before=event.trigger)
    victim_class = group.victim_class
    if victim_class == "unknown" and event.side is not None and group.actor is None:
        victim_class = "combatant"
    modality = context.modality(sent, event.trigger)
    if group.count.high == 0:
        modality = "asserted" if modality == "negated" else modality
    outcome = "killed_or_injured" if group.count.high == 0 and event.outcome in ("injured", "killed", "killed_or_injured") and event.rule != "toll" else event.outcome
    return Draft(
        "casualties",
        f"casualty.{event.rule}",
        sent,
        event.trigger,
        {
            "outcome": outcome,
            "count_text": group.count.text,
            "count_min": group.count.low,
            "count_max": group.count.high,
            "count_rule": group.count.rule,
            "victims_text": group.text,
            "victim_class": victim_class,
            "victim_actor_text": actor.text if actor else None,
            "victim_actor_id": actor.actor_id if actor else None,
            "victim_actor_name": actor.actor_name if actor else None,
            "perpetrator_text": perpetrator.text if perpetrator else None,
            "perpetrator_id": perpetrator.actor_id if perpetrator else None,
            "perpetrator_name": perpetrator.actor_name if perpetrator else None,
            "superseded": event.superseded,
        },
        place=place,
        scope=scope,
        modality=modality,
        strength=event.strength,
    )


def _scope(sent: Sent, trigger: Token, group: Victims) -> str:
    clause = clause_head(trigger)
    words = " ".join(t.text for t in clause.subtree) if clause is not None else sent.span.text
    if _CUMULATIVE.search(words):
        return "cumulative"
    if _AGGREGATE.search(words):
        return "aggregate"
    return "incident"


# -- events ---------------------------------------------------------------------


def _events(context: Context, sent: Sent, token: Token, refusals: list[Refusal], drafts: list[Draft]) -> list[tuple[_Event, list[Victims]]]:
    low = token.lower_
    if low in _STATES and (found := _state(context, sent, token)):
        return found
    if low in _OUTCOME_NOUNS and (found := _part_of_toll(context, sent, token)):
        return found
    rows = context.triggers(token, "casualties")
    for row in rows:
        out = _FRAMES[row["frame"]](context, sent, token, row)
        if out:
            return out
    return []


def _event(context: Context, sent: Sent, trigger: Token, outcome: str, rule: str, *, doer_heads: list[Token] | None = None, extra: list[Token] | None = None, side: ActorRef | None = None, superseded: bool = False) -> _Event:
    doer_heads = doer_heads or []
    perpetrators = _perpetrators(context, sent, doer_heads)
    places = context.places(sent, trigger, [*(extra or []), *[h for h in doer_heads if _STRIKE_WORDS.match(h.lower_) or h.i in sent.line.weapon_at]])
    return _Event(sent, trigger, outcome, rule, tuple(perpetrators), side, tuple(places), superseded)


def _perpetrators(context: Context, sent: Sent, heads: list[Token]) -> list[ActorRef]:
    """Who caused it: an actor, or whoever stands behind the strike or the weapon that did."""
    out: list[ActorRef] = []
    for head in heads:
        if head.lower_ in ("who", "which", "that") and head.dep_ in ("nsubj",):
            continue
        if _STRIKE_WORDS.match(head.lower_) or head.i in sent.line.weapon_at:
            out.extend(_behind(context, sent, head))
        else:
            out.extend(context.actors(sent, [head]))
    return out


def _behind(context: Context, sent: Sent, head: Token) -> list[ActorRef]:
    """The attacker named by a strike's or a weapon's own words: "Russian raids", "strikes by Israel", "a rocket fired by Hamas"."""
    line = sent.line
    out: list[ActorRef] = []
    for token in sorted(head.subtree, key=lambda t: t.i):
        if token.i >= head.i:
            break
        found = line.actor_at.get(token.i)
        if found and token.dep_ in ("amod", "compound", "poss", "nmod", "conj", "nsubj") and not line.doc[min(found.last + 1, len(line.doc) - 1)].text.startswith("-"):
            start, end = line.article_span(found.first, found.last)
            ref = ActorRef(start, end, found.text, found.value)
            if not any(ref.same_party(o) for o in out):
                out.append(ref)
        elif token.dep_ in ("poss", "compound", "amod") and token.head == head:
            if token.lower_ in ("its", "their", "his") or context.lexicon.force_nouns.get(token.lower_) in ("combatant", "organisation"):
                out.extend(context.actors(sent, [token]) or ([_plain(context, sent, token)] if token.pos_ != "PRON" else []))
    if out:
        return out
    by = [obj for name, obj in preps(head) if name == "by"]
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and is_verb(child):
            by.extend(t for t in doers(child) if t != head)
    out.extend(context.actors(sent, [t for t in by if not _STRIKE_WORDS.match(t.lower_)]))
    return out


def _plain(context: Context, sent: Sent, token: Token) -> ActorRef:
    start, end = sent.line.article_span(token.i, token.i)
    return ActorRef(start, end, context.document.text(start, end), None)


def _transitive(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    lemma = row["lemma"].split()
    if len(lemma) > 1 and not _particles_follow(verb, lemma[1:]):
        return []
    if row["note"] == "without dead" and (any(t.lower_ in ("dead", "down", "killed") for t in verb.doc[verb.i + 1 : verb.i + 4]) or not _is_people_verb(context, sent, verb)):
        return []
    heads = undergoers(verb)
    if not heads and not is_passive(verb) and verb.tag_ == "VBN":
        heads = subjects(verb)
    shared = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and context.triggers(c, "casualties")]
    rule = "transitive"
    if not heads and shared and not is_passive(verb):
        return _combined(context, sent, verb, shared[0], row)
    if not heads and verb.dep_ == "conj" and is_verb(verb.head) and not is_passive(verb):
        heads = []
    none_hurt = [h for h in heads if h.lower_ in ("one", "nobody", "anyone", "none") and (h.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in h.children) or (h.i and h.nbor(-1).lower_ == "no"))]
    doer_heads = doers(verb)
    if is_passive(verb):
        doer_heads = [*doer_heads, *[obj for name, obj in preps(verb) if name in ("in", "by", "during", "from") and _STRIKE_WORDS.match(obj.lower_)]]
    event = _event(context, sent, verb, row["value"], rule, doer_heads=doer_heads, extra=heads)
    if none_hurt:
        return [(event, [Victims(none_hurt[0], Count(0, 0, "exact", "no"), none_hurt[0].text, "unknown", None)])]
    if row["note"] == "by a force" and not any(p.actor for p in event.perpetrators):
        return []
    groups = groups_of(context, sent, heads, people_only=row["note"] == "people only")
    return [(event, groups)] if groups else []


def _combined(context: Context, sent: Sent, verb: Token, second: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"killed and injured several": one group under two verbs is killed_or_injured."""
    other = context.triggers(second, "casualties")[0]
    heads = undergoers(second)
    groups = groups_of(context, sent, heads)
    if not groups or {row["value"], other["value"]} != {"killed", "injured"}:
        return []
    return [(_event(context, sent, verb, "killed_or_injured", "transitive", doer_heads=doers(verb), extra=heads), groups)]


def _is_people_verb(context: Context, sent: Sent, verb: Token) -> bool:
    return bool(groups_of(context, sent, undergoers(verb), people_only=True))


def _particles_follow(verb: Token, rest: list[str]) -> bool:
    return [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(rest)]] == rest


def _intransitive(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    heads = subjects(verb)
    groups = groups_of(context, sent, heads, people_only=row["note"] == "people only")
    causes = [obj for name, obj in preps(verb) if name in ("in", "by", "from", "during", "when") and _STRIKE_WORDS.match(obj.lower_)]
    side = None
    return [(_event(context, sent, verb, row["value"], "intransitive", doer_heads=causes, extra=heads, side=side), groups)] if groups else []


def _light(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"took 12 soldiers prisoner", "were taken hostage", "took a dozen prisoners"."""
    near = list(verb.doc[verb.i + 1 : min(verb.i + 9, sent.span.end)])
    held = next((t for t in near if t.lower_ in _PRISONERS), None)
    if held is None:
        return []
    if held in objects(verb):
        groups = groups_of(context, sent, [held])
    else:
        groups = groups_of(context, sent, [h for h in undergoers(verb) if h != held], people_only=False)
    event = _event(context, sent, verb, "captured", "taken_prisoner", doer_heads=doers(verb))
    return [(event, groups)] if groups else []


def _losses(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"Hezbollah lost 12 men": people lost are killed; "lost contact", "lost a town" are not."""
    if is_passive(verb):
        return []
    heads = [h for h in objects(verb)]
    groups = [g for g in groups_of(context, sent, heads, people_only=True) if g.count.text or g.victim_class == "combatant"]
    if any(h.lower_ in ("life", "lives") for h in heads):
        groups = groups_of(context, sent, subjects(verb))
        return [(_event(context, sent, verb, "killed", "lost_lives"), groups)] if groups else []
    side = next(iter(context.actors(sent, subjects(verb))), None)
    return [(_event(context, sent, verb, "killed", "lost", side=side), groups)] if groups else []


def _suffer(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"suffered 470 casualties", "sustained heavy losses"; injuries are suffered by the subject."""
    for head in objects(verb):
        if head.lower_ in ("injuries", "wounds", "burns"):
            groups = groups_of(context, sent, subjects(verb))
            return [(_event(context, sent, verb, "injured", "suffered"), groups)] if groups else []
    return []


def _leave(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"left the commander dead": the counted forms are read by their state word."""
    near = [t for t in verb.doc[verb.i + 1 : min(verb.i + 10, sent.span.end)] if t.lower_ in ("dead", "wounded", "injured")]
    if not near or near[0].i - 1 in sent.line.quantity_at:
        return []
    state = near[0]
    heads = [h for h in objects(verb) if h.i < state.i] or [c for c in state.children if c.dep_ == "nsubj"]
    groups = groups_of(context, sent, heads, people_only=True)
    return [(_event(context, sent, verb, _STATES[state.lower_], "left", doer_heads=doers(verb)), groups)] if groups else []


def _lives(context: Context, sent: Sent, verb: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"claimed the lives of 12 people", "claimed 12 lives", "cost 70 people their lives"."""
    near = next((t for t in verb.doc[verb.i + 1 : min(verb.i + 9, sent.span.end)] if t.lower_ in ("life", "lives")), None)
    if near is None:
        return []
    inner = [obj for name, obj in preps(near) if name == "of"]
    if inner:
        groups = groups_of(context, sent, [t for h in inner for t in conjuncts(h)])
    else:
        groups = groups_of(context, sent, [h for h in objects(verb) if h != near]) or groups_of(context, sent, [near])
    return [(_event(context, sent, verb, "killed", "lives", doer_heads=doers(verb)), groups)] if groups else []


def _noun_event(context: Context, sent: Sent, noun: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"the death of seven citizens", "the abduction of eight traders by gunmen", "his death"."""
    victims = [obj for name, obj in preps(noun) if name in ("of", "to", "among")]
    victims = [t for h in victims for t in [h] if name_is_people(context, sent, t)]
    if not victims and noun.tag_ == "NNS":
        quantity = quantity_in(sent, noun.left_edge.i, noun.i)
        if quantity is not None and quantity.kind == "count":
            group = Victims(noun, count_of(quantity), noun.text, "unknown", None)
            return [(_event(context, sent, noun, row["value"], "noun"), [group])]
        return _count_noun(context, sent, noun, row)
    by = [obj for name, obj in preps(noun) if name == "by"]
    governor = clause_head(noun)
    doer_heads = by or (doers(governor) if is_verb(governor) and noun.dep_ in ("dobj", "pobj") and governor != noun else [])
    doer_heads = [h for h in doer_heads if h != noun]
    groups = groups_of(context, sent, victims, people_only=True)
    if not groups:
        return []
    return [(_event(context, sent, noun, row["value"], "noun", doer_heads=doer_heads), groups)]


def name_is_people(context: Context, sent: Sent, token: Token) -> bool:
    return group_of(context, sent, token, people_only=True) is not None


def _count_noun(context: Context, sent: Sent, noun: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"no casualties", "470 casualties", "heavy losses", "losses amounted to 80 servicemen"."""
    outcome = {"deaths": "killed", "death": "killed", "injuries": "injured", "injury": "injured", "fatalities": "killed", "fatality": "killed"}.get(noun.lower_, "killed_or_injured")
    if noun.lower_ in ("loss",) or noun.dep_ in ("compound", "amod"):
        return []
    phrase = " ".join(t.text for t in noun.subtree if t.i <= noun.i)
    if noun.lower_ == "losses" and (_LOSS_OF_THINGS.search(" ".join(t.text for t in noun.subtree))):
        return []
    side = _side_of_losses(context, sent, noun)
    event = _event(context, sent, noun, outcome, "count_noun", side=side)
    if re.search(r"\b(?:no|without|zero)\b", phrase, re.I) or (noun.i and noun.head.lower_ == "without") or _denied_existence(noun):
        return [(event, [Victims(noun, Count(0, 0, "exact", "no"), noun.text, "unknown", None)])]
    inner = [t for name, obj in preps(noun) if name == "of" for t in conjuncts(obj)]
    groups = groups_of(context, sent, inner) if inner else []
    groups = [g for g in groups if g.count.text]
    if groups:
        return [(event, groups)]
    quantity = quantity_in(sent, noun.left_edge.i, noun.i)
    if quantity is not None and quantity.kind == "count":
        return [(event, [Victims(noun, count_of(quantity), noun.text, "unknown", None)])]
    governor = noun.head
    if is_verb(governor) and noun.dep_ == "nsubj" and governor.lower_ in ("amounted", "amount", "totalled", "totaled", "reached", "numbered", "stood", "exceeded", "were", "are", "is", "was", "include", "included"):
        after = [t for name, obj in preps(governor) if name in ("to", "at") for t in conjuncts(obj)] + objects(governor) + [c for c in governor.children if c.dep_ == "attr"]
        groups = [g for g in groups_of(context, sent, after, people_only=True) if g.count.text]
        if groups:
            return [(event, groups)]
    if noun.tag_ == "NNS" and noun.lower_ in ("losses", "casualties") and (_HEAVY.search(phrase) or noun.lower_ == "casualties" or noun.head.lower_ in ("of", "suffered", "inflicted", "sustained", "inflicting", "causing", "caused")):
        if noun.lower_ == "casualties" and governor.lower_ in ("avoid", "minimise", "minimize", "prevent", "reduce", "confirm", "report", "gave", "give", "assess", "verify", "figures"):
            return []
        return [(event, [Victims(noun, Count(2, None, "bare_plural", None), noun.text, "unknown", None)])]
    return []


def _denied_existence(noun: Token) -> bool:
    """"there were not any casualties", "did not report any injuries"."""
    verb = noun.head
    return any(c.lower_ == "any" for c in noun.children) and any(c.dep_ == "neg" for c in verb.children)


def _side_of_losses(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    """Whose losses: "AFU losses", "the army suffered losses", "losses to the rebels"."""
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod"):
            refs = context.actors(sent, [child])
            if refs:
                return refs[0]
            found = sent.line.actor_at.get(child.i)
            if found:
                start, end = sent.line.article_span(found.first, found.last)
                return ActorRef(start, end, found.text, found.value)
            if child.lower_ == "enemy":
                return _plain(context, sent, child)
    verb = noun.head
    if is_verb(verb) and verb.lower_ in ("suffered", "suffer", "suffering", "sustained", "sustaining", "sustain", "taken", "took", "taking", "incurred", "had"):
        return next(iter(context.actors(sent, subjects(verb))), None)
    for name, obj in preps(noun):
        if name in ("among", "on"):
            refs = context.actors(sent, [obj])
            if refs:
                return refs[0]
    return None


def _toll(context: Context, sent: Sent, noun: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"the death toll rose to 31 from 23", "an earlier toll of seven", "bringing the toll to 12"."""
    words = {t.lower_ for t in noun.lefts}
    if words & {"road", "bridge", "traffic", "highway"}:
        return []
    outcome = "injured" if words & {"injury", "injured", "wounded"} else "killed"
    earlier = bool(words & {"earlier", "previous", "initial", "preliminary", "provisional", "first", "old"})
    out: list[tuple[_Event, list[Victims]]] = []
    verb = clause_head(noun)
    pairs = list(preps(noun)) + (list(preps(verb)) if is_verb(verb) else [])
    direct = (objects(verb) + [c for c in verb.children if c.dep_ in ("attr", "acomp", "npadvmod")]) if is_verb(verb) else []
    for name, obj in [*pairs, *[("", t) for t in direct]]:
        found = sent.line.quantity_at.get(obj.i) or _quantity_before(sent, obj)
        if found is None or found.value.kind != "count" or name not in ("of", "to", "from", "at", "", "past", "above", "over"):
            continue
        superseded = name == "from" or (earlier and name == "of")
        group = group_of(context, sent, obj)
        victims = Victims(obj, count_of(found.value), group.text if group and obj.i not in sent.line.quantity_at else None, group.victim_class if group else "unknown", group.actor if group else None)
        if not any(v.head == obj for _, vs in out for v in vs):
            out.append((_event(context, sent, noun, outcome, "toll", superseded=superseded), [victims]))
    if not out:
        follow = [q for q in sent.line.quantities if q.first > noun.i and q.last < sent.span.end and q.value.kind == "count"]
        if follow and follow[0].first - noun.i <= 12:
            q = follow[0]
            head = sent.line.doc[q.last]
            noun_after = head.head if head.dep_ == "nummod" else head
            group = group_of(context, sent, noun_after)
            out.append((_event(context, sent, noun, outcome, "toll", superseded=earlier), [Victims(noun_after, count_of(q.value), group.text if group else None, group.victim_class if group else "unknown", group.actor if group else None)]))
    return out


def _quantity_before(sent: Sent, token: Token):
    for child in token.lefts:
        found = sent.line.quantity_at.get(child.i)
        if found:
            return found
    return None


def _bodies(context: Context, sent: Sent, noun: Token, row: dict[str, str]) -> list[tuple[_Event, list[Victims]]]:
    """"the bodies of 45 fighters", "12 bodies were found": bodies are people killed."""
    inner = [t for name, obj in preps(noun) if name == "of" for t in conjuncts(obj)]
    groups = groups_of(context, sent, inner) if inner else []
    quantity = quantity_in(sent, noun.left_edge.i, noun.i)
    if quantity is not None and quantity.kind == "count":
        base = groups[0] if groups else None
        groups = [Victims(noun, count_of(quantity), base.text if base else noun.text, base.victim_class if base else "unknown", base.actor if base else None)]
    groups = [g for g in groups if g.count.text or g.count.rule == "singular"]
    return [(_event(context, sent, noun, "killed", "bodies", extra=inner), groups)] if groups else []


def _state(context: Context, sent: Sent, token: Token) -> list[tuple[_Event, list[Victims]]]:
    """"nine people dead", "10 hurt", "30 wounded": a state word right after a counted phrase."""
    line, doc = sent.line, sent.line.doc
    i = token.i - 1
    if i < sent.span.start:
        return []
    if token.lower_ in ("killed", "wounded", "injured", "hurt", "captured") and any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "dobj") for c in token.children) and token.tag_.startswith("VB"):
        return []
    noun: Token | None = None
    quantity = line.quantity_at.get(i)
    if quantity is None and doc[i].lower_ in ("others", "more", "people", "other"):
        noun = doc[i]
        i -= 1
        quantity = line.quantity_at.get(i)
    elif quantity is None and doc[i].pos_ in ("NOUN", "PROPN"):
        noun = doc[i]
        quantity = next((line.quantity_at[j] for j in range(max(sent.span.start, i - 4), i) if j in line.quantity_at and line.quantity_at[j].last >= i - 4), None)
        if quantity is not None and any(doc[j].pos_ in ("VERB", "ADP", "PUNCT") for j in range(quantity.last + 1, i)):
            quantity = None
    if quantity is None and i >= 1 and doc[i].lower_ in ("reported", "left", "now", "people", "confirmed", "seriously", "critically"):
        quantity = line.quantity_at.get(i - 1)
    if quantity is None:
        return _at(context, sent, token)
    if quantity.value.kind != "count":
        return []
    outcome = _STATES[token.lower_]
    group = group_of(context, sent, noun) if noun is not None else None
    victims = Victims(
        noun if noun is not None else doc[quantity.last], count_of(quantity.value), group.text if group else None,
        group.victim_class if group else "unknown", group.actor if group else None,
    )  # fmt: skip
    verb = clause_head(token)
    doer_heads = [h for h in (doers(verb) if is_verb(verb) else []) if h.i < quantity.first and (_STRIKE_WORDS.match(h.lower_) or verb.lower_ in ("left", "leaving", "leave", "leaves"))]
    causes = [obj for name, obj in preps(token) if name in ("in", "by") and _STRIKE_WORDS.match(obj.lower_)]
    side = _owner_before(context, sent, token, verb)
    return [(_event(context, sent, token, outcome, "state", doer_heads=doer_heads or causes, side=side), [victims])]


def _owner_before(context: Context, sent: Sent, token: Token, verb: Token) -> ActorRef | None:
    """"We have 30 wounded", "put his own losses at 8 dead": whose they are."""
    if is_verb(verb) and verb.lower_ in ("have", "had", "has", "lost", "suffered"):
        return next(iter(context.actors(sent, subjects(verb))), None)
    for t in sent.span:
        if t.lower_ in ("losses", "casualties") and t.i < token.i:
            return _side_of_losses(context, sent, t)
    return None


def _at(context: Context, sent: Sent, token: Token) -> list[tuple[_Event, list[Victims]]]:
    """"puts its own wounded at under 20", "the dead numbered 12", "Killed: 12"."""
    doc = sent.line.doc
    i = token.i + 1
    if i + 1 >= sent.span.end or doc[i].lower_ not in ("at", "numbered", "number", ":"):
        return []
    quantity = sent.line.quantity_at.get(i + 1)
    if quantity is None or quantity.value.kind != "count":
        return []
    side = next((r for c in token.children if c.dep_ == "poss" for r in context.actors(sent, [c])), None)
    victims = Victims(doc[quantity.last], count_of(quantity.value), None, "unknown", None)
    return [(_event(context, sent, token, _STATES[token.lower_], "put_at", side=side), [victims])]


def _part_of_toll(context: Context, sent: Sent, token: Token) -> list[tuple[_Event, list[Victims]]]:
    """"five of the dead were children", "among the dead were two nurses", "the dead included a priest"."""
    doc, line = sent.line.doc, sent.line
    outcome = _OUTCOME_NOUNS[token.lower_]
    before = [t.lower_ for t in doc[max(sent.span.start, token.i - 3) : token.i]]
    verb = token.head
    while verb.dep_ != "ROOT" and not is_verb(verb):
        verb = verb.head
    attributes = [t for c in verb.children if c.dep_ in ("attr", "dobj", "nsubj") and c.i > token.i for t in conjuncts(c)] if is_verb(verb) else []
    if "of" in before and ("the" in before or "those" in before):
        of = next(j for j in range(token.i - 1, sent.span.start - 1, -1) if doc[j].lower_ == "of")
        quantity = line.quantity_at.get(of - 1)
        counted = count_of(quantity.value) if quantity and quantity.value.kind in ("count", "fraction") else None
        if counted is None and doc[of - 1].lower_ in ("most", "many", "some", "half", "majority"):
            counted = Count(None, None, "fraction", doc[of - 1].text)
        if counted is None or not attributes:
            return []
        group = group_of(context, sent, attributes[0])
        victims = Victims(attributes[0], counted, group.text if group else None, group.victim_class if group else "unknown", group.actor if group else None, subset=True)
        return [(_event(context, sent, token, outcome, "part_of_toll"), [victims])]
    if ("among" in before or verb.lower_ in ("included", "include", "includes")) and attributes and ("the" in before or "among" in before):
        groups = [Victims(g.head, g.count, g.text, g.victim_class, g.actor, True) for g in groups_of(context, sent, attributes)]
        return [(_event(context, sent, token, outcome, "part_of_toll"), groups)] if groups else []
    return []


_FRAMES = {
    "transitive": _transitive,
    "intransitive": _intransitive,
    "light": _light,
    "losses": _losses,
    "suffer": _suffer,
    "leave": _leave,
    "lives": _lives,
    "event": _noun_event,
    "count": _count_noun,
    "toll": _toll,
    "bodies": _bodies,
}
