"""What each thing that people and clocks do is called in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from models.enums import ActorKind

OTHERS: Final[Mapping[ActorKind, Any]] = {
    ActorKind.CONTACT: _("Een gezin"),
    ActorKind.TUTOR: _("Een begeleider"),
    ActorKind.SYSTEM: _("De klok of het systeem"),
}
"""Who does something without an account; who exactly, nobody needs to read here."""

DEEDS: Final[Mapping[str, Any]] = {
    # the season
    "add_season": _("Seizoen gemaakt"),
    "import_season": _("Seizoen uit bestanden gemaakt"),
    "copy_season": _("Seizoen gemaakt naar een vorig"),
    "edit_season": _("Seizoen gewijzigd"),
    "remove_season": _("Seizoen vervangen"),
    "import_tables": _("Bestanden ingelezen"),
    "import_children": _("Kinderen uit bestanden ingelezen"),
    "undo": _("Wijziging ongedaan gemaakt"),
    "redo": _("Wijziging opnieuw gedaan"),
    "export_season": _("Seizoen uitgevoerd naar bestanden"),
    "set_phase_dates": _("Datums van het seizoen gezet"),
    "show_offers": _("Aanbod getoond"),
    "open_wishes": _("Vragen geopend"),
    "close_wishes": _("Vragen gesloten"),
    "begin_season": _("Zomer begonnen"),
    "archive_season": _("Seizoen afgesloten"),
    # the municipality and its people
    "edit_municipality": _("Gegevens van de gemeente gewijzigd"),
    "set_logo": _("Logo van de gemeente gezet"),
    "remove_logo": _("Logo van de gemeente weggehaald"),
    "invite_member": _("Collega uitgenodigd"),
    "invite_again": _("Collega opnieuw uitgenodigd"),
    "set_roles": _("Rollen van een collega gewijzigd"),
    "role_given": _("Rol gegeven"),
    "disable_account": _("Collega uitgeschakeld"),
    "enable_account": _("Collega weer ingeschakeld"),
    "add_organiser": _("Organisator toegevoegd"),
    "edit_organiser": _("Organisator gewijzigd"),
    "send_message_again": _("Bericht opnieuw laten versturen"),
    "mark_message_sent": _("Bericht als verstuurd aangeduid"),
    "new_password_asked": _("Nieuw wachtwoord gevraagd"),
    "password_set": _("Wachtwoord gekozen"),
    "one_time_codes_on": _("Code bij het aanmelden aangezet"),
    "one_time_codes_off": _("Code bij het aanmelden uitgezet"),
    "provider_linked": _("Werkaccount gekoppeld"),
    # what is offered, where and when
    "add_offer": _("Aanbod toegevoegd"),
    "edit_offer": _("Aanbod gewijzigd"),
    "remove_offer": _("Aanbod verwijderd"),
    "publish_offer": _("Aanbod gepubliceerd"),
    "withdraw_offer": _("Aanbod ingetrokken"),
    "add_location": _("Locatie toegevoegd"),
    "edit_location": _("Locatie gewijzigd"),
    "remove_location": _("Locatie verwijderd"),
    "add_room": _("Lokaal toegevoegd"),
    "edit_room": _("Lokaal gewijzigd"),
    "remove_room": _("Lokaal verwijderd"),
    "set_room_windows": _("Tijden van een lokaal gezet"),
    "add_block": _("Blok toegevoegd"),
    "edit_block": _("Blok gewijzigd"),
    "remove_block": _("Blok verwijderd"),
    # who leads and assists
    "add_tutor": _("Begeleider toegevoegd"),
    "edit_tutor": _("Begeleider gewijzigd"),
    "remove_tutor": _("Begeleider verwijderd"),
    "confirm_tutor": _("Begeleider nagekeken"),
    "invite_tutor": _("Begeleider uitgenodigd"),
    "revoke_tutor_links": _("Link van een begeleider ingetrokken"),
    "claim_tutor_link": _("Begeleider kwam binnen met een link"),
    "send_new_tutor_link": _("Nieuwe link gestuurd"),
    "edit_own_profile": _("Begeleider wijzigde het eigen profiel"),
    "set_tutor_windows": _("Tijden van een begeleider gezet"),
    "accept_group": _("Begeleider aanvaardde een groep"),
    "hand_back_group": _("Begeleider gaf een groep terug"),
    "make_tutor_calendar": _("Begeleider maakte een kalender"),
    "stop_tutor_calendars": _("Begeleider zette kalenders stop"),
    # what families ask
    "ask": _("Plaats gevraagd"),
    "change_request": _("Vraag gewijzigd"),
    "correct_child": _("Gegevens van een kind verbeterd"),
    "add_contact": _("Contact toegevoegd"),
    "correct_contact": _("Contact verbeterd"),
    "link_children": _("Kinderen samen gezet"),
    "agree_link": _("Samen zijn aanvaard"),
    "unlink_children": _("Samen zijn opgeheven"),
    "withdraw_wish": _("Wens ingetrokken"),
    "withdraw_child": _("Vraag van een kind ingetrokken"),
    "withdraw_family": _("Vraag van een gezin ingetrokken"),
    "propose": _("Idee ingestuurd"),
    "mark_proposal_seen": _("Idee gelezen"),
    "claim_link": _("Binnengekomen met een link"),
    "enter_code": _("Binnengekomen met een code"),
    "send_new_link": _("Nieuwe link gestuurd"),
    "revoke_ways_in": _("Links en codes van een gezin stopgezet"),
    "make_calendar": _("Kalender van een kind gemaakt"),
    "stop_calendars": _("Kalenders van een gezin stopgezet"),
    "look_at_family": _("Gezin bekeken"),
    "look_at_children": _("Kind gezien in een plan of op een lijst"),
    "look_up_families": _("Gezinnen opgezocht"),
    "what_is_kept": _("Gegevens van een gezin gegeven"),
    "who_looked": _("Verteld wie keek"),
    "erase_family": _("Gezin gewist"),
    "look_back": _("Verteld hoe het was"),
    # planning
    "pin": _("Keuze vastgezet"),
    "unpin": _("Keuze losgelaten"),
    "unpin_all": _("Alle keuzes losgelaten"),
    "undo_on_board": _("Ongedaan gemaakt op het bord"),
    "redo_on_board": _("Opnieuw gedaan op het bord"),
    "move_on_board": _("Verplaatst op het bord"),
    "start_run": _("Planning gestart"),
    "stop_run": _("Planning gestopt"),
    "start_advice": _("Gevraagd wat het meest helpt"),
    "keep_plan": _("Plan bewaard als versie"),
    "copy_version": _("Versie gekopieerd"),
    "rename_version": _("Versie anders genoemd"),
    "remove_version": _("Versie verwijderd"),
    "publish_version": _("Versie gepubliceerd"),
    # places, and the day itself
    "give_back_place": _("Plaats teruggegeven"),
    "take_or_wait": _("Plaats genomen of gewacht"),
    "leave_waiting_list": _("Wachtlijst verlaten"),
    "promote": _("Vrije plaats doorgegeven"),
    "promoted": _("Plaats gekregen van de wachtlijst"),
    "cancel_group": _("Groep afgelast"),
    "mark_attendance": _("Aanwezigheid genoteerd"),
    # words, and the clocks
    "keep_words": _("Woord bewust gehouden"),
    "snapshot_taken": _("Telling gemaakt"),
    "needs_purged": _("Wat kinderen nodig hebben weggedaan"),
    "identities_purged": _("Namen van het seizoen weggedaan"),
}
"""Verb to what it is called, in the past."""


def called(verb: str) -> str:
    """What a verb is called; the verb itself where it is newer than this list."""
    return str(DEEDS.get(verb, verb))
