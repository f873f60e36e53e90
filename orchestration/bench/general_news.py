"""General news, composed: politics, sport, business, weather, culture and accidents from templates of our own.

It stands for the mass of a day's news, in which a few reports in a hundred are of armed conflict. It uses
the words that mislead a reader of war news as such news does: parties battle, shares fall, teams attack,
workers strike, storms and crashes kill.
"""

import random
import re
from collections.abc import Iterator

_SLOTS = {
    "city": "Leeds Lyon Porto Osaka Denver Tampere Graz Leipzig Quito Accra Hobart Winnipeg Cardiff Turin".split(),
    "country": "Norway Chile Canada Portugal Japan Ghana Austria Uruguay Finland Ireland Malaysia Belgium".split(),
    "first": "Anna Peter Maria James Sofia Daniel Ingrid Paulo Kenji Laura Victor Helen Marcus Amara".split(),
    "last": "Nilsson Carter Almeida Tanaka Dubois Keller Moreno Okafor Walsh Lindgren Fischer Novak".split(),
    "team": ("the visitors", "the hosts", "the champions", "the away side", "the league leaders"),
    "firm": ("Norvik Foods", "Alder Rail", "Bluepeak Energy", "Castell Bank", "Orison Software", "Tern Air"),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "month": "January March April June July September October November".split(),
    "n": [str(n) for n in (2, 3, 4, 6, 7, 9, 11, 14, 18, 23, 27, 32, 45, 61)],
    "big": ["1,200", "3,400", "12,000", "25,000", "40,000", "110,000"],
    "paper": ("a draft bill", "the budget", "a report on housing", "the transport plan", "a new school law"),
    "adverb": ("after a long debate", "to widespread surprise", "in a statement", "as expected", "for now"),
    "film": ("Harbour Lights", "The Long Orchard", "Seven Winters", "A Quiet Province", "Paper Boats"),
}

_TOPICS: dict[str, tuple[str, ...]] = {
    "politics": (
        "Lawmakers in {country} passed {paper} on {day} {adverb}.",
        "The vote was {n} to {n}, with {n} members abstaining.",
        '"We have listened to every side, and this is a fair compromise," said {first} {last}, who leads the committee.',
        "The opposition, which lost the {month} election, called {paper} a missed chance.",
        "Mayor {first} {last} of {city} wants the state to pay for half of the cost.",
        "Two parties are battling for the centre ground before the vote in {month}.",
        "A poll of {big} voters puts the governing party {n} points ahead.",
        "Ministers from {country} and {country} met in {city} to discuss fishing quotas.",
        "The finance minister, {first} {last}, defended {paper} against attacks from her own party.",
        "A final reading is planned for {day}, and the law would take effect in {month}.",
        "Critics say that {paper} does too little for tenants in {city}.",
    ),
    "sport": (
        "{first} {last} scored {n} minutes before the end as {team} beat {team} in {city}.",
        "The striker shot wide twice before he found the corner with a low drive.",
        "{team} attacked from the start and hit the post after {n} minutes.",
        '"We defended well and we took our chances," said coach {first} {last}.',
        "{last} was injured in training and will miss the next {n} matches.",
        "A crowd of {big} saw the match, the largest in {city} this season.",
        "{team} captured the title for the first time in {n} years.",
        "In the final set {first} {last} saved {n} break points and held her serve.",
        "The club from {city} has now won {n} games in a row.",
        "The relay team of {country} finished {n} seconds behind the winners.",
    ),
    "business": (
        "Shares in {firm} fell {n} percent on {day} after the company cut its forecast.",
        "{firm} said sales rose to {big} units in the quarter that ended in {month}.",
        "Chief executive {first} {last} said costs of energy had hit profits.",
        "Workers at {firm} in {city} began a strike over pay on {day}.",
        "The union says that {big} members have stopped work; the company puts the number lower.",
        "The central bank of {country} held its rate at {n} percent, {adverb}.",
        "Analysts expect {firm} to withdraw from {country} by the end of the year.",
        "{firm} will open a plant in {city} that employs {big} people.",
        '"Demand is better than we feared," {last} told investors in a call.',
        "Traders in {city} blamed a stronger currency for the drop in exports.",
    ),
    "weather": (
        "Heavy rain is forecast for {city} and the coast of {country} until {day}.",
        "Winds of up to {n} kilometres an hour brought down trees near {city}.",
        "The storm left {big} homes without power, the grid operator said.",
        "Forecaster {first} {last} said the front would move east by {day}.",
        "Rivers in the north of {country} have risen by {n} centimetres since {day}.",
        "Schools in {city} stay closed on {day} because of snow.",
        "Temperatures could fall to minus {n} degrees in the valleys.",
        "Ferries between {city} and the islands were cancelled, {adverb}.",
    ),
    "culture": (
        "{film}, the new film by {first} {last}, opened the festival in {city} on {day}.",
        "It follows {n} sisters who inherit a house on the coast of {country}.",
        "The museum in {city} has received {n} paintings from a private collection.",
        "{first} {last} won the prize for {film}, which the jury praised for its calm.",
        '"I wrote most of it on trains," {last} said after the ceremony.',
        "The orchestra of {city} plays {n} concerts in {country} this {month}.",
        "Tickets for the exhibition sold out in {n} hours, the gallery said.",
        "The novel has sold {big} copies since {month}.",
    ),
    "accident": (
        "Two people died when a bus left the road near {city} on {day}, police said.",
        "The driver, aged {n}, was taken to hospital with a broken arm.",
        "Firefighters from {city} needed {n} hours to bring the blaze under control.",
        "A court in {city} sentenced a man to {n} years for a robbery at a shop of {firm}.",
        "Investigators are looking into the brakes, said {first} {last} of the road agency.",
        "The road between {city} and the airport was closed until {day}.",
        "Residents had complained about the crossing for years, {last} said.",
    ),
}
# Of a hundred reports, how many are of each topic.
_SHARES = {"politics": 26, "sport": 24, "business": 22, "weather": 8, "culture": 14, "accident": 6}
_SLOT = re.compile(r"\{(\w+)\}")


def general_news(count: int, seed: int = 1) -> Iterator[str]:
    """`count` reports of 8 to 24 sentences in paragraphs; the same for the same seed."""
    chance = random.Random(seed)
    topics, shares = list(_SHARES), list(_SHARES.values())
    for _ in range(count):
        yield _report(chance, chance.choices(topics, shares)[0])


def _report(chance: random.Random, topic: str) -> str:
    templates = _TOPICS[topic]
    wanted = chance.randint(8, 24)
    order = [t for _ in range(-(-wanted // len(templates))) for t in chance.sample(templates, len(templates))]
    sentences = [_sentence(chance, template) for template in order[:wanted]]
    paragraphs, at = [], 0
    while at < len(sentences):
        size = chance.randint(1, 4)
        paragraphs.append(" ".join(sentences[at : at + size]))
        at += size
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random, template: str) -> str:
    text = _SLOT.sub(lambda slot: chance.choice(_SLOTS[slot.group(1)]), template)
    return text[0].upper() + text[1:]
