"""Inflected forms of the words in the dictionaries: English is regular enough for the lists we keep."""

IRREGULAR_VERBS: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "been", "being", "am"),
    "have": ("has", "had", "having"),
    "do": ("does", "did", "done", "doing"),
    "hit": ("hits", "hit", "hitting"),
    "strike": ("strikes", "struck", "stricken", "striking"),
    "lose": ("loses", "lost", "losing"),
    "take": ("takes", "took", "taken", "taking"),
    "retake": ("retakes", "retook", "retaken", "retaking"),
    "overtake": ("overtakes", "overtook", "overtaken", "overtaking"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "leave": ("leaves", "left", "leaving"),
    "hold": ("holds", "held", "holding"),
    "begin": ("begins", "began", "begun", "beginning"),
    "drive": ("drives", "drove", "driven", "driving"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "fight": ("fights", "fought", "fighting"),
    "beat": ("beats", "beat", "beaten", "beating"),
    "win": ("wins", "won", "winning"),
    "blow": ("blows", "blew", "blown", "blowing"),
    "go": ("goes", "went", "gone", "going"),
    "come": ("comes", "came", "coming"),
    "overrun": ("overruns", "overran", "overrunning"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "find": ("finds", "found", "finding"),
    "write": ("writes", "wrote", "written", "writing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "hear": ("hears", "heard", "hearing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "put": ("puts", "put", "putting"),
    "give": ("gives", "gave", "given", "giving"),
    "make": ("makes", "made", "making"),
    "slay": ("slays", "slew", "slain", "slaying"),
    "shoot": ("shoots", "shot", "shooting"),
    "bring": ("brings", "brought", "bringing"),
    "rise": ("rises", "rose", "risen", "rising"),
    "set": ("sets", "set", "setting"),
    "cut": ("cuts", "cut", "cutting"),
    "seek": ("seeks", "sought", "seeking"),
    "keep": ("keeps", "kept", "keeping"),
    "send": ("sends", "sent", "sending"),
    "let": ("lets", "let", "letting"),
    "get": ("gets", "got", "gotten", "getting"),
    "run": ("runs", "ran", "running"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "lay": ("lays", "laid", "laying"),
    "lie": ("lies", "lay", "lain", "lying"),
    "die": ("dies", "died", "dying"),
    "sweep": ("sweeps", "swept", "sweeping"),
    "level": ("levels", "leveled", "levelled", "leveling", "levelling"),
    "pummel": ("pummels", "pummeled", "pummelled", "pummeling", "pummelling"),
    "fly": ("flies", "flew", "flown", "flying"),
    "fling": ("flings", "flung", "flinging"),
    "flee": ("flees", "fled", "fleeing"),
    "stand": ("stands", "stood", "standing"),
    "understand": ("understands", "understood", "understanding"),
    "mean": ("means", "meant", "meaning"),
    "show": ("shows", "showed", "shown", "showing"),
    "feel": ("feels", "felt", "feeling"),
    "burst": ("bursts", "burst", "bursting"),
    "pay": ("pays", "paid", "paying"),
    "claim": ("claims", "claimed", "claiming"),
    "admit": ("admits", "admitted", "admitting"),
    "repel": ("repels", "repelled", "repelling"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "sink": ("sinks", "sank", "sunk", "sinking"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "rip": ("rips", "ripped", "ripping"),
    "slam": ("slams", "slammed", "slamming"),
    "drop": ("drops", "dropped", "dropping"),
    "bomb": ("bombs", "bombed", "bombing"),
    "martyr": ("martyrs", "martyred", "martyring"),
    "kidnap": ("kidnaps", "kidnapped", "kidnapping", "kidnaped"),
    "gun": ("guns", "gunned", "gunning"),
    "withstand": ("withstands", "withstood", "withstanding"),
    "quit": ("quits", "quit", "quitted", "quitting"),
    "dig": ("digs", "dug", "digging"),
    "cling": ("clings", "clung", "clinging"),
    "creep": ("creeps", "crept", "creeping"),
    "bleed": ("bleeds", "bled", "bleeding"),
    "hang": ("hangs", "hanged", "hung", "hanging"),
    "burn": ("burns", "burned", "burnt", "burning"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "mow": ("mows", "mowed", "mown", "mowing"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "slink": ("slinks", "slunk", "slinking"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "shake": ("shakes", "shook", "shaken", "shaking"),
    "stride": ("strides", "strode", "stridden", "striding"),
    "bear": ("bears", "bore", "borne", "bearing"),
    "slide": ("slides", "slid", "sliding"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "encamp": ("encamps", "encamped"),
    "catch": ("catches", "caught", "catching"),
    "deal": ("deals", "dealt", "dealing"),
    "sling": ("slings", "slung", "slinging"),
    "smite": ("smites", "smote", "smitten", "smiting"),
    "wake": ("wakes", "woke", "woken", "waking"),
    "awake": ("awakes", "awoke", "awoken", "awaking"),
    "spring": ("springs", "sprang", "sprung", "springing"),
    "stick": ("sticks", "stuck", "sticking"),
    "sow": ("sows", "sowed", "sown", "sowing"),
    "wear": ("wears", "wore", "worn", "wearing"),
    "strew": ("strews", "strewed", "strewn", "strewing"),
    "swing": ("swings", "swung", "swinging"),
    "wreak": ("wreaks", "wreaked", "wrought", "wreaking"),
    "felled": ("felling",),  # not "fell", which is nearly always of "fall"
    "lead": ("leads", "led", "leading"),
    "speed": ("speeds", "sped", "speeding"),
    "string": ("strings", "strung", "stringing"),
    "meet": ("meets", "met", "meeting"),
    "bind": ("binds", "bound", "binding"),
}

_DOUBLING = frozenset(
    "lob log top spot ram hem trap pin control patrol expel compel rebel drop slam rip stop plan admit commit permit transfer prefer net rub bag rebut regret refer mop snap grab stab nab club man slip step ship bag pen thin bar trip bog chop drag gut jam nip plot strap swat".split()
)


def verb_forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb; of a phrasal verb ("blow up"), the forms of its first word."""
    first = lemma.split()[0]
    prefix, hyphen, rest = first.partition("-")
    if hyphen and rest:  # "over-run"
        return tuple(f"{prefix}-{form}" for form in verb_forms(rest))
    if first in IRREGULAR_VERBS:
        return (first, *IRREGULAR_VERBS[first])
    if first.endswith("ee"):
        return (first, first + "s", first + "d", first + "ing")
    if first.endswith("e"):
        return (first, first + "s", first + "d", first[:-1] + "ing")
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        return (first, first[:-1] + "ies", first[:-1] + "ied", first + "ing")
    if first.endswith(("s", "x", "z", "ch", "sh")):
        return (first, first + "es", first + "ed", first + "ing")
    if first in _DOUBLING:
        return (first, first + "s", first + first[-1] + "ed", first + first[-1] + "ing")
    return (first, first + "s", first + "ed", first + "ing")


def forms_of(*lemmas: str) -> frozenset[str]:
    """All forms of these verbs."""
    return frozenset(form for lemma in lemmas for form in verb_forms(lemma))


def plural(noun: str) -> str:
    """The regular plural of the last word of a noun phrase."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man") and not noun.endswith(("human", "german", "roman")):
        return noun[:-3] + "men"
    if noun.endswith("fe"):
        return noun[:-2] + "ves"
    return noun + "s"
