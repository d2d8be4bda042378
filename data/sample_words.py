"""The words of a sample season: offers, site names and people's names, all made up."""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):
    """What an offer in the sample can be about.

    `leads` None: every goal must be led; empty: none has to be. `pull` is how much families ask
    for it; `room` a room feature it works best with; `language` the one it is given in.
    """

    title: str
    goals: tuple[str, ...]
    ages: tuple[int, int]
    pull: float = 2.0
    leads: tuple[str, ...] | None = None
    room: str = ""
    language: str = "nl"


PROGRAMMES = (
    Theme("Verhalen onder de boom", ("LO-NED", "SPEL"), (5, 9), 3, ("LO-NED",)),
    Theme("Boekenwurmen op stap", ("LO-NED",), (6, 9)),
    Theme("De rekenbakkerij", ("LO-WIS", "SPEL"), (6, 11), 2, ("LO-WIS",), "kitchen"),
    Theme("Tellen en tikkertje", ("LO-WIS", "SPORT"), (7, 12), 3, ("LO-WIS",), "hall"),
    Theme("Het proefjeslab", ("LO-WT",), (8, 12), 3),
    Theme("Robots en spelletjes bouwen", ("LO-ICT", "LO-WT"), (8, 14), 4, ("LO-ICT",), "computers"),
    Theme("Samen spelen, samen praten", ("NT2", "SPEL"), (4, 9), 2, ("NT2",)),
    Theme("Nederlands in de stad", ("NT2", "SC02"), (12, 18), 2, ("NT2",)),
    Theme("Bonjour la forêt", ("LO-FRA", "NATUUR"), (9, 13), 1, ("LO-FRA",), "", "fr"),
    Theme("Planken en praatjes", ("LO-NED", "LO-MUV"), (7, 13), 2, ("LO-NED",), "stage"),
    Theme("Klankenkaravaan", ("LO-MUV",), (5, 13)),
    Theme("Modder, mos en microscoop", ("LO-WT", "NATUUR"), (5, 12), 2, ("LO-WT",), "outdoor"),
    Theme("Sprong naar het middelbaar", ("LO-WIS", "LO-NED"), (10, 14)),
    Theme("Wiskunde op wieltjes", ("SC06",), (11, 17)),
    Theme("Plannen zonder paniek", ("SC13",), (11, 18), 1),
    Theme("Radio Zomer", ("SC02", "SC04"), (11, 18), 1, ("SC02",)),
    Theme("Kleuterkaravaan", ("LO-NED", "SPEL"), (4, 6), 2, ("LO-NED",)),
    Theme("Hutten en hindernissen", ("LO-LO", "LO-WT"), (5, 13), 3, (), "hall"),
    Theme("Het houtatelier", ("LO-WT", "LO-MUV"), (8, 15), 2, (), "workshop"),
    Theme("Wereldkeuken", ("LO-MM", "SPEL"), (8, 14), 3, (), "kitchen"),
    Theme("Onze buurt op de kaart", ("LO-MM", "SC09"), (9, 15), 1, ("LO-MM",)),
    Theme("Waterratten", ("SPORT", "SPEL"), (6, 13), 4, (), "hall"),
)
"""Programmes for groups, from toddlers to young people, learning and leisure side by side."""

TUTORING = (
    (Theme("Rekenmaatje", ("LO-WIS",), (7, 13)), (1, 2)),
    (Theme("Taalmaatje", ("LO-NED",), (6, 13)), (1, 2)),
    (Theme("Leestandem", ("LO-NED",), (5, 10)), (2, 4)),
    (Theme("Wiskundehulp middelbaar", ("SC06",), (11, 18)), (1, 3)),
    (Theme("Praattafel Nederlands", ("NT2",), (5, 18)), (1, 3)),
    (Theme("Talenhulp middelbaar", ("SC03",), (11, 18)), (1, 3)),
    (Theme("Samen aan de slag", ("BIJLES", "SC13"), (10, 18), 2, ("SC13",)), (1, 2)),
)
"""Tutoring in hours, with the smallest and largest group."""

BACKGROUNDS = (
    ("LO-NED", "LO-WIS", "LO-WT", "LO-MM", "LO-MUV"),
    ("LO-NED", "NT2", "LO-FRA"),
    ("LO-WIS", "LO-WT", "LO-ICT", "SC04", "SC06"),
    ("SC02", "SC03", "NT2", "LO-FRA"),
    ("SC06", "SC13", "LO-WIS"),
    ("LO-MUV", "LO-NED"),
    ("LO-LO", "SPORT", "LO-WIS"),
    ("LO-NED", "LO-WIS", "NT2", "SC13"),
)
"""Goals that go together in one tutor."""

SITES = (
    "Ontmoetingshuis", "Wijkhuis", "Bib", "Sportzaal", "Jeugdlokaal", "Muziekhuis",
    "Gemeenschapscentrum", "Buurtzaal", "Parochiezaal", "Atelier", "Speelhuis", "Dienstenhuis",
)  # fmt: skip
SITE_NAMES = (
    "De Kastanje", "De Vlinder", "De Zonnewijzer", "Het Kompas", "De Regenboog", "De Houtzagerij",
    "Het Veer", "De Klaproos", "De Vuurtoren", "Het Spinnenwiel", "De Wilg", "De Uilenboom",
    "De Boomgaard", "Het Pakhuis", "De Vlasschuur", "De Zwaluw", "Het Zonneplein", "De Moerbei",
    "De Kruidentuin", "Het Nest",
)  # fmt: skip
ROOM_NAMES = ("Zonnekamer", "Tuinzaal", "Zolder", "Bovenzaal", "Atelier", "Kleine zaal")
STREETS = ("Lindelaan", "Kersenpad", "Molenweg", "Zomerstraat", "Boomgaardstraat", "Veldweg")

FIRST_NAMES = (
    "Anouk", "Bilal", "Cato", "Dries", "Esma", "Femke", "Gilles", "Hafsa", "Ibrahim", "Jasmijn",
    "Kasper", "Leyla", "Mohamed", "Nina", "Otis", "Pauline", "Rayan", "Sofie", "Tibo", "Umut",
    "Vera", "Warre", "Yara", "Zeno", "Ayoub", "Bo", "Chidi", "Daria", "Emin", "Flore",
)  # fmt: skip
LAST_NAMES = (
    "Adriaens", "Bogaert", "Cools", "Daoud", "Eeckhout", "Franssen", "Gül", "Haddad", "Ivanenko",
    "Joos", "Kaya", "Lambrechts", "Mbeki", "Naessens", "Okafor", "Pauwels", "Rahimi", "Segers",
    "Timmermans", "Verlinden",
)  # fmt: skip
