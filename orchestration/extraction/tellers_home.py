"""Where those who tell of an event live or serve: most often it happened there."""

from orchestration.extraction.document import Found, PlaceMention, Sent
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import preps

_INHABITANTS = frozenset(
    "people resident residents villager villagers inhabitant inhabitants townspeople townsfolk citizen citizens local locals survivor survivors".split()
)
_CARERS = frozenset("gravedigger surgeons volunteers rescuers hospital hospitals".split())
_THERE = frozenset({"witness", "local_official", "medical"})  # roles of those who were where it happened
# Witnesses who have left, came from elsewhere or speak for others.
_AWAY = frozenset(
    "refugee refugees activist activists migrant migrants defector defectors deserter deserters returnee returnees evacuee evacuees "
    "lawyer lawyers writer artist tourist tourists prisoner prisoners pilgrim pilgrims businessman student students".split()
)
_ABOUT = frozenset({"of", "in", "at", "around", "near"})
_SPOKEN_TO = frozenset("reached contacted speaking interviewed phoned telephoned reporting".split())


def home_of(lexicon: Lexicon, sent: Sent, teller: Token) -> list[Found[PlaceMention]]:
    """The places, no countries, that tell where this person or house is: "a farmer in Sake", "Bucha's mayor", "Goma residents",
    "a resident, reached by phone in Tawila"; none for those who may speak from afar.
    """
    low = teller.lower_
    role = lexicon.roles.get(low) or lexicon.roles.get(low.removesuffix("s"))
    inhabits = low in _INHABITANTS
    if low in _AWAY or not (inhabits or low in _CARERS or role in _THERE):
        return []
    named = [teller, *(o for name, o in preps(teller) if name in _ABOUT or name == "from" and inhabits)]
    named += [c for c in teller.lefts if c.dep_ == "poss" or c.dep_ == "compound" and inhabits]
    clauses = [c for c in (*teller.rights, *teller.head.children) if c.lower_ in _SPOKEN_TO]
    named += [o for c in clauses for name, o in preps(c) if name in ("in", "at", "from")]
    places = (sent.line.place_at.get(t.i) for t in named)
    found = dict.fromkeys(m for m in places if m is not None)
    return [m for m in found if m.value.place is None or m.value.place.feature != "country"]
