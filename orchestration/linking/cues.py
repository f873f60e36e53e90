"""What the words of a claim tell beside its columns: the part of the day, "another", words to recognise it by."""

import re

_DAY_PARTS = {
    "night": r"overnight|midnight|nightfall|at night|\w+day night|(?:that|last|same) night|before dawn|pre-dawn|small hours",
    "morning": r"morning|dawn|sunrise|daybreak|breakfast",
    "afternoon": r"noon|midday|afternoon|lunch(?:time)?",
    "evening": r"evening|dusk|sunset",
}
_DAY_PART = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _DAY_PARTS.items()) + r")\b", re.I
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\d{2})?\s*([ap])\.?m\b", re.I)
_ANOTHER = re.compile(
    r"\b(?:(?:another|a second|a separate|a further|the second) (?:[\w-]+ ){0,2}?"
    r"(?:air ?strike|strike|attack|assault|blast|bomb\w*|explosion|raid|drone|missile|rocket|shell\w*|incident)s?"
    r"|in a separate|separately"
    r"|hours (?:later|earlier|after|before)|later (?:that|the same|in the) (?:day|evening|night|afternoon)"
    r"|elsewhere)\b",
    re.I,
)
_RISE = re.compile(
    r"\b(?:rose|risen|rises|rising|climb(?:ed|s)|increased|revised|updated|reach(?:ed|es)|now stands|up from)\b"
    r"(?=[^.]{0,40}\d)",
    re.I,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
# Words that any two reports of violence share tell nothing about their event.
_COMMON = frozenset(
    """
    about after again against also area around attack attacked attacks authorities been before being
    believed bombed bombing building children city civilian civilians claimed control could dead death deaths
    died during earlier enemy explosion fighters fighting fire fired first five force forces four from
    government group have head hits hour hours hundreds injured injuring including into killed killing
    later least local made many media members men military militants minister ministry missile missiles monday
    more morning most near night number official officials only other over people person police reported
    reports residents rose said says secondary several shelling since soldiers some spokesman spokesperson
    spokeswoman state statement strike strikes struck source sources than that their them then there these
    they thirty this those three thursday toll town troops tuesday twelve under village wednesday week were
    what when where which while with women wounded would wounding wounds year years friday saturday sunday
    afternoon evening overnight another airstrike airstrikes drone drones rocket rockets artillery shells
    """.split()
)


def day_parts(text: str) -> frozenset[str]:
    """The parts of the day that the text names."""
    named = {match.lastgroup for match in _DAY_PART.finditer(text) if match.lastgroup}
    for hour, half in _CLOCK.findall(text):
        named.add(_part_of(int(hour) % 12 + (12 if half.lower() == "p" else 0)))
    return frozenset(named)


def tells_of_another(text: str) -> bool:
    """Whether the words set their event apart from the one told before."""
    return _ANOTHER.search(text) is not None


def tells_of_rise(text: str) -> bool:
    """Whether the words tell how a number changed, so that their date is that of the counting."""
    return _RISE.search(text) is not None


def telling_words(text: str) -> frozenset[str]:
    """The words of the text by which its event may be recognised elsewhere, in lower case."""
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def _part_of(hour: int) -> str:
    if hour < 5 or hour >= 22:
        return "night"
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
