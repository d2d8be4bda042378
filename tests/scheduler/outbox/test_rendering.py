from __future__ import annotations

from typing import Any

from models.enums import RefusalReason
from models.municipality import Municipality
from scheduler.outbox.envelope import envelope
from scheduler.outbox.languages import speech
from scheduler.outbox.occasions import Receipt, Result, Slot, Withdrawn
from scheduler.outbox.rendering import render, together
from tests.scheduler.outbox.town import SLOT

NL = speech("nl")


def town(name: str = "Zomerdorp", **own: Any) -> Municipality:
    return Municipality(slug="zomerdorp", name=name, **own)


def test_a_result_in_plain_words() -> None:
    said = render(
        Result(
            child="Noor",
            places=(SLOT,),
            refused=((Slot(offer="Judo"), RefusalReason.FULL),),
            link="https://zomer.example/a",
        ),
        NL,
    )
    assert said.subject == "De plaatsen voor de zomer zijn verdeeld"
    assert said.text == (
        "Goed nieuws: er is plaats voor Noor.\n\n"
        "• Zingen & spelen, De Sluis, 5–9 juli, 9.00–12.00\n\n"
        "Je hoeft niets te doen om de plaats te houden. Kan het toch niet? Geef de plaats dan "
        "terug. Een reden is niet nodig. Zo kan een ander kind komen.\n\n"
        "Dit kon niet, en dit is waarom:\n\n"
        "• Judo: er is geen vrije plaats meer\n\n"
        "Soms komt er later een plaats vrij. Vraag ons gerust naar de wachtlijst en naar groepen "
        "met vrije plaatsen.\n\n"
        "Hier vind je alles over je vraag. Stoppen mag altijd, zonder reden:\n\n"
        "https://zomer.example/a"
    )


def test_what_people_wrote_stays_text() -> None:
    said = render(
        Receipt(
            child="<b>Noor</b>\n\n• x %(a)s \x1e",
            wishes=(Slot(offer="{{ 7*7 }}\u2028<script>"),),
            link='https://zomer.example/"><i>&',
        ),
        NL,
    )
    assert said.text.split("\n\n")[:3] == [
        "We hebben de vraag voor <b>Noor</b> • x %(a)s goed ontvangen.",
        "Dit vroeg je, met je liefste keuze eerst:",
        "• {{ 7*7 }} <script>",
    ]
    assert "&lt;b&gt;Noor&lt;/b&gt; • x %(a)s goed" in said.html
    assert "<li>{{ 7*7 }} &lt;script&gt;</li>" in said.html
    assert 'href="https://zomer.example/&#34;&gt;&lt;i&gt;&amp;"' in said.html


def test_several_messages_as_one() -> None:
    said = together([render(Withdrawn(child="A"), NL), render(Withdrawn(child="<B>"), NL)], NL)
    assert said.subject == "Nieuws over het zomeraanbod"
    assert said.text == (
        "Je vraag is stopgezet\n\n"
        "De vraag voor A is stopgezet. Je hoeft niets meer te doen.\n\n"
        "Wil je later toch iets vragen? Dat mag. Bel ons gerust.\n\n"
        "* * *\n\n"
        "Je vraag is stopgezet\n\n"
        "De vraag voor <B> is stopgezet. Je hoeft niets meer te doen.\n\n"
        "Wil je later toch iets vragen? Dat mag. Bel ons gerust."
    )
    assert said.html.count("<h2>Je vraag is stopgezet</h2>") == 2
    assert "voor &lt;B&gt; is" in said.html


def test_every_message_names_whom_to_call() -> None:
    here = town(contact_name="An Claes", contact_phone="09 000 00 00", desk_hours="ma 9–12 u.")
    assert envelope(here, "Mila", NL).text("Woorden.") == (
        "Dag Mila,\n\n"
        "Woorden.\n\n"
        "Vragen? Bel An Claes: 09 000 00 00\n"
        "ma 9–12 u.\n"
        "Zomerdorp\n\n"
        "Het zomeraanbod is niet-formeel en vrijwillig.\n"
        "Je gegevens zijn van jou. Je kan ze bekijken, verbeteren, krijgen of laten wissen. "
        "Je ziet ook wie ze bekeek.\n"
    )


def test_whom_to_ask_when_little_is_known() -> None:
    assert envelope(town(contact_phone="09 1"), "", NL).help == ("Vragen? Bel 09 1",)
    assert envelope(town(contact_name="An"), "", NL).help == ("Vragen? Kom langs bij An",)
    assert envelope(town(contact_email="a@b.example"), "", NL).help == (
        "Vragen? Kom langs bij Zomerdorp",
        "Of mail naar a@b.example",
    )


def test_a_page_in_its_language_and_direction() -> None:
    spoken = speech("ar")
    around = envelope(town(name="<Dorp>", contact_phone="09 1"), "<i>", spoken)
    page = around.page("S<", "<p>x</p>", spoken)
    assert '<html lang="ar" dir="rtl">' in page
    assert "<title>S&lt;</title>" in page
    assert "<p>x</p>" in page
    assert "\u2068&lt;Dorp&gt;\u2069" in page
    assert "\u206609 1\u2069" in page
    assert "<i>" not in page
