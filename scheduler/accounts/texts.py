"""What `zomerwijzer user` and `zomerwijzer municipality` say, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

DID_YOU_MEAN: Final = Text(
    nl="{sentence} Bedoelde je {near}?", en="{sentence} Did you mean {near}?"
)
NOT_AN_EMAIL: Final = Text(
    nl="Dit is geen e-mailadres; er is niets gewijzigd.",
    en="This is no e-mail address; nothing was changed.",
)
NO_SUCH_MUNICIPALITY: Final = Text(
    nl="Hier is geen gemeente {municipality}. Voeg ze toe met `zomerwijzer municipality add`.",
    en="There is no municipality {municipality} here. Add it with `zomerwijzer municipality add`.",
)
NO_SUCH_CODE: Final = Text(
    nl="{nis} is geen NIS-code van een Vlaamse of Brusselse gemeente.",
    en="{nis} is no NIS code of a municipality in Flanders or Brussels.",
)
NO_SUCH_ORGANISER: Final = Text(
    nl="Deze gemeente heeft geen organisator {organiser}.",
    en="This municipality has no organiser {organiser}.",
)
ONLY_FOR_ORGANISERS: Final = Text(
    nl="--organiser hoort bij --role organiser, en alleen daarbij.",
    en="--organiser goes with --role organiser, and only with that.",
)
MUNICIPALITY_ADDED: Final = Text(
    nl="Gemeente {name} ({nis}) is toegevoegd, als {slug}.",
    en="Municipality {name} ({nis}) was added, as {slug}.",
)
MUNICIPALITY_THERE: Final = Text(
    nl="Gemeente {name} ({nis}) is er al, of heeft een naam die er al is. Er is niets gewijzigd.",
    en="Municipality {name} ({nis}) is here already, or its name is. Nothing was changed.",
)
ACCOUNT_ADDED: Final = Text(
    nl="Account {account} is gemaakt: {role} voor {municipality}.",
    en="Account {account} was made: {role} for {municipality}.",
)
ROLE_GIVEN: Final = Text(
    nl="Account {account} bestond al en is nu ook {role} voor {municipality}.",
    en="Account {account} existed and is now {role} for {municipality} too.",
)
ROLE_HAD: Final = Text(
    nl="Account {account} was al {role} voor {municipality}.",
    en="Account {account} was {role} for {municipality} already.",
)
INVITATION: Final = Text(
    nl=(
        "Geef deze link aan die persoon, en aan niemand anders. Hij werkt één keer, tot {until}, "
        "en wordt niet opnieuw getoond:"
    ),
    en=(
        "Hand this link to that person, and to nobody else. It works once, until {until}, "
        "and is not shown again:"
    ),
)
PASSWORD: Final = Text(nl="Wachtwoord", en="Password")
PASSWORD_AGAIN: Final = Text(nl="Nog een keer", en="Once more")
PASSWORDS_DIFFER: Final = Text(
    nl="De twee wachtwoorden zijn niet gelijk; er is niets gewijzigd.",
    en="The two passwords differ; nothing was changed.",
)
WEAK_PASSWORD: Final = Text(
    nl=(
        "Dit wachtwoord is niet sterk genoeg. Neem {shortest} tot {longest} tekens, niet steeds "
        "dezelfde, en niet het e-mailadres. Er is niets gewijzigd."
    ),
    en=(
        "This password is not strong enough. Take {shortest} to {longest} characters, not always "
        "the same, and not the e-mail address. Nothing was changed."
    ),
)
HAS_PASSWORD: Final = Text(
    nl="Dit account heeft al een wachtwoord; dat verander je niet met deze opdracht.",
    en="This account has a password already; this command does not change it.",
)
