"""Verbs of will: what one asks of others, makes them do, and means to do oneself. Every form of each verb."""

from orchestration.extraction.morphology import forms_of

_ASKING = ("ask", "order", "require", "urge")
_VOWING = ("pledge", "promise", "swear", "threaten", "vow")
_WEIGHING = ("approve", "authorise", "authorize", "consider", "intend", "mull", "plan", "prepare", "propose", "schedule")  # fmt: skip

# Who is told to do it stands as their object: "pressed Ethiopia to halt its raids".
MAKING_DO = forms_of(*_ASKING, "bind", "compel", "force", "lobby", "oblige", "persuade", "press", "pressure", "push")  # fmt: skip
# What is to be done stands behind "that", in the bare form: "demanded that the army withdraw".
DEMANDING = forms_of(*_ASKING, "demand", "insist", "propose", "recommend", "request")
# A time behind them is theirs, not that of the deed: "threatened on Monday to shell the airport".
UNDERTAKING = forms_of(*_ASKING, *_VOWING, "agree", "decide", "decline", "demand", "offer", "plan", "refuse", "warn")  # fmt: skip
# The deed stands as a clause, and is still to come: "hoped to take the town".
MEANING_TO = forms_of(
    *_ASKING, *_VOWING, *_WEIGHING, "agree", "aim", "call", "decide", "demand", "expect", "hesitate", "hope",
    "instruct", "need", "oblige", "offer", "seek", "want", "warn"
)  # fmt: skip
# The deed stands as a noun: "discussed air strikes".
WEIGHING = forms_of(
    *_VOWING, *_WEIGHING, "advocate", "contemplate", "demand", "discuss", "endorse", "envisage", "greenlight",
    "order", "plot", "sanction", "urge"
)  # fmt: skip
