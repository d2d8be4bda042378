"""What verbs about a municipality and its people answer when they do not do what was asked."""

from __future__ import annotations

from typing import ClassVar

from scheduler.rights.refusal import Refusal
from scheduler.text import Text


class _AtField(Refusal):
    """Something that was filled in cannot be; `field` says where."""

    text: ClassVar[Text] = Text(nl="Kijk dit nog eens na.", en="Look at this once more.")

    def __init__(self, field: str, **values: object) -> None:
        super().__init__(**values)
        self.field = field


class NotAnAddress(_AtField):
    """No mail can reach this."""

    text: ClassVar = Text(
        nl="Dit is geen e-mailadres. Een adres ziet eruit als naam@gemeente.be.",
        en="This is no e-mail address. An address looks like name@gemeente.be.",
    )


class NoSuchLanguage(_AtField):
    """Pages cannot speak this, or no language was chosen."""

    text: ClassVar = Text(
        nl="Kies minstens één taal uit de lijst.", en="Choose at least one language of the list."
    )


class NotAColour(_AtField):
    """It is not `#rrggbb`."""

    text: ClassVar = Text(
        nl="Schrijf een kleur als # met zes cijfers of letters van a tot f, zoals #0b6e4f.",
        en="Write a colour as # and six digits or letters from a to f, such as #0b6e4f.",
    )


class NotALink(_AtField):
    """A line of the list of who helps has no name, or no address that can be opened."""

    text: ClassVar = Text(
        nl="Regel {line}: schrijf een naam, een streepje | en een adres dat met https:// begint.",
        en="Line {line}: write a name, a bar | and an address that begins with https://.",
    )


class NoName(_AtField):
    """A name is missing."""

    text: ClassVar = Text(nl="Vul een naam in.", en="Fill in a name.")


class NoRole(_AtField):
    """Somebody has to be something."""

    text: ClassVar = Text(nl="Kies minstens één rol.", en="Choose at least one role.")


class WhoseOffers(_AtField):
    """Somebody with the role organiser, but of no organiser."""

    text: ClassVar = Text(
        nl="Kies voor welke organisator deze persoon werkt.",
        en="Choose for which organiser this person works.",
    )


class WorksHere(_AtField):
    """Somebody is invited who works here already."""

    text: ClassVar = Text(
        nl="Deze persoon werkt hier al. Je kan de rollen wijzigen bij “Medewerkers”.",
        en="This person works here already. You can change the roles at “Staff”.",
    )


class IsDisabled(_AtField):
    """The account is disabled."""

    text: ClassVar = Text(
        nl="Dit account is uitgeschakeld. Schakel het eerst weer in.",
        en="This account is disabled. Enable it first.",
    )


class HasEntered(Refusal):
    """Somebody who can sign in needs no invitation."""

    text: ClassVar = Text(
        nl="Deze persoon kan zich al aanmelden, en kan zelf een nieuw wachtwoord vragen.",
        en="This person can sign in already, and can ask for a new password.",
    )


class LastCoordinator(Refusal):
    """Nobody who can sign in would be coordinator any more."""

    text: ClassVar = Text(
        nl="Er moet een coördinator blijven die zich kan aanmelden. Geef eerst iemand anders die"
        " rol.",
        en="A coordinator who can sign in has to stay. Give somebody else that role first.",
    )


class OwnAccount(Refusal):
    """Who would lock themselves out."""

    text: ClassVar = Text(
        nl="Dit is je eigen account. Vraag het aan een andere coördinator.",
        en="This is your own account. Ask another coordinator.",
    )


class WorksElsewhere(Refusal):
    """The account is another municipality's too."""

    text: ClassVar = Text(
        nl="Deze persoon werkt ook voor een andere gemeente. Neem hier wel de rollen weg.",
        en="This person works for another municipality too. Take the roles here away instead.",
    )


class OrganiserThere(_AtField):
    """There is an organiser of that name."""

    text: ClassVar = Text(
        nl="Er is al een organisator met deze naam.", en="There is an organiser of this name."
    )


class NotInDoubt(Refusal):
    """Only a message whose sending is in doubt can be called sent."""

    text: ClassVar = Text(
        nl="Van dit bericht weten we zeker dat het niet verstuurd is.",
        en="Of this message we know for certain that it was not sent.",
    )


class AlreadyBegun(Refusal):
    """Somebody has an account, so nobody begins any more."""

    text: ClassVar = Text(
        nl="Er is intussen een account. Meld je aan.", en="There is an account by now. Sign in."
    )


class UnknownPlace(_AtField):
    """No municipality has that name or code."""

    text: ClassVar = Text(
        nl="{place} kennen we niet. Bedoelde je {near}?",
        en="{place} is not known. Did you mean {near}?",
    )


class NotAnImage(_AtField):
    """A file is no picture that we can open."""

    text: ClassVar = Text(
        nl="Dit bestand konden we niet openen. Kies een PNG, een JPEG of een WebP.",
        en="This file could not be opened. Choose a PNG, a JPEG or a WebP.",
    )


class LogoIsDrawing(_AtField):
    """An SVG can carry code, and there is no sure way to take all of it out."""

    text: ClassVar = Text(
        nl="Een SVG kan code bevatten, daarom nemen we die niet. Bewaar je logo als PNG en kies dat"
        " bestand.",
        en="An SVG can carry code, so we do not take it. Save your logo as PNG and choose that"
        " file.",
    )


class LogoTooLarge(_AtField):
    """The file or the picture in it is larger than we look at."""

    text: ClassVar = Text(
        nl="Dit bestand is te groot. Kies een logo van hoogstens 200 kB en 4000 × 4000 pixels.",
        en="This file is too large. Choose a logo of at most 200 kB and 4000 × 4000 pixels.",
    )


class LogoTooSmall(_AtField):
    """Nobody would see what it is."""

    text: ClassVar = Text(
        nl="Dit beeld is te klein of te smal. Kies een logo van minstens 16 pixels hoog en breed.",
        en="This picture is too small or too narrow. Choose a logo of at least 16 by 16 pixels.",
    )


class NoLogo(_AtField):
    """There is no logo, and none was sent."""

    text: ClassVar = Text(nl="Kies eerst een bestand.", en="Choose a file first.")
