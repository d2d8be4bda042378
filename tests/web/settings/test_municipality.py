from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Account, AuditEntry, Membership, Message, Municipality, Organiser
from models.database import writing
from models.enums import ActorKind, Channel, StaffRole
from scheduler.season.registry import VERBS
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.town import MADE_AT, OTHER, PASSWORD
from web.staff.settings.deeds import DEEDS

HERE = "/werk/gent"
FACTS = {
    "version": "1",
    "languages": "nl",
    "accent_colour": "#aa3300",
    "contact_name": "Loket",
    "contact_phone": "09 111 11 11",
    "contact_email": "loket@gent.example",
    "desk_hours": "altijd",
    "welcome_nl": "Dag zomer!",
    "helpers_nl": "Huis | https://huis.example",
}


def gent(site: Site) -> Municipality:
    with Session(site.engine, expire_on_commit=False) as session:
        return session.get_one(Municipality, site.town.gent)


def roles(site: Site, who: str) -> set[StaffRole]:
    with Session(site.engine) as session:
        return set(
            session.scalars(
                select(Membership.role).where(
                    Membership.account_id == site.town.accounts[who],
                    Membership.municipality_id == site.town.gent,
                )
            )
        )


def rows(site: Site) -> list[int]:
    """How much there is of what these pages change, anywhere."""
    with Session(site.engine) as session:
        return [
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Account, Membership, Organiser, Message, AuditEntry)
        ]


def test_a_municipality_is_described(site: Site) -> None:
    before = gent(site)
    fields = FACTS | {"version": str(before.version)}
    browser = site.browser("coordinator")
    answer = browser.post(f"{HERE}/gemeente", **fields)
    assert (answer.status_code, answer.location) == (302, f"{HERE}/gemeente")
    found = gent(site)
    assert (found.languages, found.accent_colour, found.desk_hours) == (
        ("nl",),
        "#aa3300",
        "altijd",
    )
    assert found.texts["welcome"] == {"nl": "Dag zomer!"}
    assert "Dag zomer!" in browser.get(f"{HERE}/gemeente").text
    late = browser.post(f"{HERE}/gemeente", **fields)
    assert (late.status_code, "heeft dit intussen gewijzigd" in late.text) == (422, True)


def test_a_colour_is_tried_without_being_saved(site: Site) -> None:
    fields = FACTS | {"version": str(gent(site).version), "accent_colour": "#ffee00"}
    page = site.browser("coordinator").post(f"{HERE}/gemeente", **fields, **{"try": "1"})
    assert page.status_code == 200
    (made,) = re.findall(r"\.tried\{--accent:(#[0-9a-f]{6})", page.text)
    assert made != "#ffee00"
    assert gent(site).accent_colour == "#0b6e4f"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("accent_colour", "rood", "Schrijf een kleur als #"),
        ("contact_email", "loket", "Dit is geen e-mailadres."),
        ("helpers_nl", "Huis", "Regel 1: schrijf een naam"),
        ("languages", "xx", ""),
    ],
)
def test_what_cannot_be_told_is_not(site: Site, field: str, value: str, said: str) -> None:
    before = gent(site)
    fields = FACTS | {"version": str(before.version), field: value}
    answer = site.browser("coordinator").post(f"{HERE}/gemeente", **fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert gent(site).version == before.version


def test_words_that_press_are_saved_after_one_confirmation(site: Site) -> None:
    browser = site.browser("coordinator")
    fields = FACTS | {"version": str(gent(site).version), "welcome_nl": "Je moet komen, verplicht."}
    page = browser.post(f"{HERE}/gemeente", **fields)
    assert (page.status_code, "Kijk nog eens naar" in page.text) == (422, True)
    assert gent(site).texts == {}
    (shown,) = re.findall(r'name="words_shown"[^>]* value="([^"]+)"', page.text)
    kept = browser.post(f"{HERE}/gemeente", **fields, words_shown=shown, keep_flagged="y")
    assert kept.status_code == 302
    assert gent(site).texts["welcome"] == {"nl": "Je moet komen, verplicht."}


def test_a_colleague_is_invited_and_chooses_a_password(site: Site) -> None:
    browser = site.browser("coordinator")
    page = browser.post(
        f"{HERE}/mensen/uitnodigen", email="bo@gent.example", member_name="Bo", roles="planner"
    )
    assert page.status_code == 200
    (link,) = re.findall(r"http://localhost(/uitnodiging/[\w-]{43})", page.text)
    assert "Bo" in browser.get(f"{HERE}/mensen").text
    assert site.browser().post(link, password=PASSWORD).status_code == 302
    with Session(site.engine) as session:
        made = session.scalars(select(Account).where(Account.email == "bo@gent.example")).one()
        assert made.password_hash is not None
        assert "staff_invitation" in session.scalars(select(Message.kind)).all()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "", "roles": "planner"}, "Vul een e-mailadres in."),
        ({"email": "bo", "roles": "planner"}, "Dit is geen e-mailadres."),
        ({"email": "bo@gent.example"}, "Kies minstens één rol."),
        ({"email": "bo@gent.example", "roles": "organiser"}, "Kies voor welke organisator"),
        ({"email": "planner@gemeente.example", "roles": "desk"}, "Deze persoon werkt hier al."),
        ({"email": "bo@gent.example", "roles": "king"}, ""),
    ],
)
def test_who_cannot_be_invited_is_told(site: Site, fields: dict[str, str], said: str) -> None:
    before = rows(site)
    answer = site.browser("coordinator").post(f"{HERE}/mensen/uitnodigen", **fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert rows(site) == before


def test_roles_are_changed_and_nobody_locks_themselves_out(site: Site) -> None:
    browser = site.browser("coordinator")
    people = f"{HERE}/mensen"
    reader, own = (f"{people}/{site.town.accounts[who]}" for who in ("reader", "coordinator"))
    assert browser.post(reader, roles="desk").location == people
    assert roles(site, "reader") == {StaffRole.DESK}
    refused = browser.post(own, roles="planner")
    assert (refused.status_code, "Dit is je eigen account." in refused.text) == (422, True)
    assert browser.post(f"{own}/aanmelden", state="off").status_code == 422
    assert roles(site, "coordinator") == {StaffRole.COORDINATOR}
    assert site.browser("reader").get("/werk/").status_code == 302
    assert browser.post(f"{reader}/aanmelden", state="off").location == people
    with Session(site.engine) as session:
        gone = session.get_one(Account, site.town.accounts["reader"])
        assert gone.disabled_at == site.clock.at
    assert "Uitgeschakeld" in browser.get(reader).text
    assert browser.post(f"{reader}/aanmelden", state="on").location == people


def test_another_municipalitys_people_and_rows_are_not_there(site: Site) -> None:
    with writing(site.engine).begin() as session:
        theirs = Organiser(municipality_id=site.town.aalst, name="Ster")
        session.add(theirs)
        session.flush()
        number, letter = theirs.id, _message(session, site.town.aalst, "in_doubt").id
    before = rows(site)
    browser = site.browser("coordinator")
    other = site.town.accounts[OTHER]
    for path in (
        f"mensen/{other}",
        f"mensen/{other}/uitnodigen",
        f"mensen/{other}/aanmelden",
        f"organisatoren/{number}",
        f"berichten/{letter}",
        f"berichten/{letter}/verstuurd",
    ):
        assert browser.post(f"{HERE}/{path}", roles="desk", name="x").status_code == 404, path
        assert browser.get(f"{HERE}/{path}").status_code in {404, 405}, path
    invited = browser.post(
        f"{HERE}/mensen/uitnodigen",
        email="bo@gent.example",
        roles="organiser",
        organisers=str(number),
    )
    assert invited.status_code == 422
    assert rows(site) == before


def test_organisers_are_listed_added_and_renamed(site: Site) -> None:
    browser = site.browser("planner")
    page = browser.get(f"{HERE}/organisatoren").text
    assert re.findall(r'organisatoren/\d+">(\w+)<', page) == ["Maan", "Zon"]
    assert browser.post(f"{HERE}/organisatoren/nieuw", name="Ster").status_code == 302
    again = browser.post(f"{HERE}/organisatoren/nieuw", name="Ster")
    assert (again.status_code, "Er is al een organisator" in again.text) == (422, True)
    found = browser.get(f"{HERE}/organisatoren?zoek=ste").text
    (number,) = re.findall(r'organisatoren/(\d+)">Ster<', found)
    path = f"{HERE}/organisatoren/{number}"
    assert browser.post(path, name="Komeet", version="1").status_code == 302
    late = browser.post(path, name="Zonnetje", version="1")
    assert (late.status_code, "heeft dit intussen gewijzigd" in late.text) == (422, True)
    assert "Komeet" in browser.get(path).text


def test_the_audit_log_tells_who_did_what_and_when(site: Site) -> None:
    browser = site.browser("coordinator")
    browser.post(f"{HERE}/organisatoren/nieuw", name="Geheim")
    with writing(site.engine).begin() as session:
        session.add(
            AuditEntry(
                municipality_id=site.town.gent,
                at=datetime(2027, 1, 2, 23, 30, tzinfo=UTC),  # 3 January where we live
                actor_kind=ActorKind.CONTACT,
                actor_id=1,
                verb="ask",
                subject_kind="child",
                subject_id=1,
            )
        )
        session.add(
            AuditEntry(
                municipality_id=site.town.aalst,
                at=MADE_AT,
                actor_kind=ActorKind.SYSTEM,
                verb="snapshot_taken",
                subject_kind="snapshot",
            )
        )

    def lines(query: str) -> list[list[str]]:
        page = browser.get(f"{HERE}/logboek{query}").text
        body = page.split("<tbody")[1].split("</tbody>")[0] if "<tbody" in page else ""
        return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")[:-1]]

    assert lines("")[0] == ["3 januari 2027, 00:30", "Een gezin", "Plaats gevraagd", "–"]
    assert lines("?dag=2027-01-03") == [lines("")[0]]
    assert lines("?dag=2027-01-02") == []
    assert lines("?wie=contact") == [lines("")[0]]
    own = site.town.accounts["coordinator"]
    assert [line[1:3] for line in lines(f"?wie={own}")] == [
        ["Coordinator", "Organisator toegevoegd"]
    ]
    assert [line[2] for line in lines("?wat=add_organiser")] == ["Organisator toegevoegd"]
    page = browser.get(f"{HERE}/logboek").text
    assert "Geheim" not in page
    assert "Telling gemaakt" not in page


def test_everything_that_people_do_has_a_name_in_the_log() -> None:
    assert set(VERBS) - DEEDS.keys() == set()


def _message(session: Session, place: int, error: str | None) -> Message:
    made = Message(
        municipality_id=place,
        kind="receipt",
        channel=Channel.MAIL,
        dedup_key=f"k {error}",
        mail_id=f"{place} {error}",
        language="nl",
        recipient_name="Sam",
        recipient_address="gezin@voorbeeld.example",
        subject="Geheim onderwerp",
        body_text="Geheime inhoud",
        created_at=MADE_AT,
        not_before=MADE_AT,
        dead_at=None if error is None else MADE_AT,
        attempts=1,
        error=error,
    )
    session.add(made)
    session.flush()
    return made


def test_messages_are_shown_without_what_they_say_and_go_again(site: Site) -> None:
    with writing(site.engine).begin() as session:
        refused, doubtful, waiting = (
            _message(session, site.town.gent, error).id
            for error in ("refused 550", "in_doubt", None)
        )
    browser = site.browser("desk")
    path = f"{HERE}/berichten"
    for page in (path, f"{path}?stand=twijfel", f"{path}/{refused}", f"{path}/{doubtful}"):
        assert "Geheim" not in browser.get(page).text
    assert f"{path}/{refused}" in browser.get(f"{path}?stand=nakijken").text
    assert f"{path}/{refused}" not in browser.get(f"{path}?stand=twijfel").text
    assert "gezin@voorbeeld.example" not in browser.get(f"{path}/{waiting}").text
    bad = browser.post(f"{path}/{refused}", address="nergens")
    assert (bad.status_code, "Dit is geen e-mailadres." in bad.text) == (422, True)
    assert browser.post(f"{path}/{refused}", address="").location == path
    assert browser.post(f"{path}/{refused}/verstuurd").status_code == 422  # it waits by now
    assert browser.post(f"{path}/{doubtful}/verstuurd").location == path
    with Session(site.engine) as session:
        assert session.get_one(Message, refused).dead_at is None
        assert session.get_one(Message, doubtful).sent_at == site.clock.at
    assert site.browser("planner").get(path).status_code == 403


def test_long_lists_ask_as_little_as_short_ones(site: Site) -> None:
    browser = site.browser("coordinator")
    paths = (f"{HERE}/logboek", f"{HERE}/berichten", f"{HERE}/organisatoren", f"{HERE}/mensen")

    def asked() -> list[int]:
        numbers = []
        for path in paths:
            with counted(site) as said:
                browser.get(path)
            numbers.append(len(said))
        return numbers

    before = asked()
    with writing(site.engine).begin() as session:
        for number in range(70):
            _message(session, site.town.gent, f"refused {number}")
            session.add(Organiser(municipality_id=site.town.gent, name=f"O{number:02}"))
    assert asked() == before
    assert max(before) <= 12
