"""What `zomerwijzer doctor` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

STATES: Final[Mapping[str, Text]] = {
    "ok": Text(nl="in orde", en="ok"),
    "warning": Text(nl="let op", en="note"),
    "wrong": Text(nl="fout", en="wrong"),
}
CHECKS: Final[Mapping[str, Text]] = {
    "configuration": Text(nl="instellingen", en="settings"),
    "database": Text(nl="database", en="database"),
    "clock": Text(nl="klok", en="clock"),
    "worker": Text(nl="werkproces", en="worker"),
    "outbox": Text(nl="berichten", en="messages"),
    "mail": Text(nl="mail", en="mail"),
    "executor": Text(nl="rekenkracht", en="solving"),
    "disk": Text(nl="schijf", en="disk"),
    "letters": Text(nl="brieven", en="letters"),
}
LINE: Final = Text(nl="{state}  {check}  {sentence}", en="{state}  {check}  {sentence}")
ALL_WELL: Final = Text(nl="Alles is in orde.", en="All is well.")
SOME_WRONG: Final = Text(
    nl="Niet in orde: {wrong}. Let op: {warnings}.",
    en="Wrong: {wrong}. To note: {warnings}.",
)
FINDINGS: Final[Mapping[str, Text]] = {
    "settings": Text(
        nl="Alle instellingen kloppen en zijn veilig; er is geen bestand met instellingen.",
        en="All settings are right and safe; there is no file with settings.",
    ),
    "settings_of_file": Text(
        nl="Alle instellingen kloppen en zijn veilig ({file}).",
        en="All settings are right and safe ({file}).",
    ),
    "development": Text(
        nl=(
            "Deze installatie is om te ontwikkelen of te proberen; onveilige instellingen worden "
            "niet geweigerd. Voor gezinnen: ZOMERWIJZER_ENVIRONMENT=production."
        ),
        en=(
            "This installation is for development or trying; unsafe settings are not refused. "
            "For families: ZOMERWIJZER_ENVIRONMENT=production."
        ),
    ),
    "database": Text(
        nl="De database antwoordt, is bij ({revision}) en laat schrijven toe ({database}).",
        en="The database answers, is up to date ({revision}) and can be written ({database}).",
    ),
    "no_database": Text(
        nl="De database is er nog niet ({database}). Maak haar met: zomerwijzer db upgrade",
        en="The database is not there yet ({database}). Make it with: zomerwijzer db upgrade",
    ),
    "no_answer": Text(
        nl=(
            "De database antwoordt niet zoals het hoort ({database}; {reason}). Kijk of ze draait, "
            "of naam en wachtwoord kloppen, en of het bestand een database is."
        ),
        en=(
            "The database does not answer as it should ({database}; {reason}). See whether it "
            "runs, whether name and password are right, and whether the file is a database."
        ),
    ),
    "empty_database": Text(
        nl="De database is nog leeg. Maak haar klaar met: zomerwijzer db upgrade",
        en="The database is still empty. Prepare it with: zomerwijzer db upgrade",
    ),
    "older_database": Text(
        nl=(
            "De database is van een oudere versie ({revision}, nodig is {newest}). Maak een "
            "back-up met `zomerwijzer backup` en daarna: zomerwijzer db upgrade"
        ),
        en=(
            "The database is of an older version ({revision}, needed is {newest}). Make a backup "
            "with `zomerwijzer backup` and then: zomerwijzer db upgrade"
        ),
    ),
    "newer_database": Text(
        nl=(
            "De database is van een nieuwere versie ({revision}) dan dit programma ({newest}). "
            "Gebruik de nieuwste Zomerwijzer."
        ),
        en=(
            "The database is of a newer version ({revision}) than this program ({newest}). "
            "Use the newest Zomerwijzer."
        ),
    ),
    "not_writable": Text(
        nl=(
            "In de database kan niet worden geschreven ({reason}). Kijk of dit account dat mag, en "
            "of iemand anders haar te lang bezet houdt."
        ),
        en=(
            "The database cannot be written ({reason}). See whether this account may, and whether "
            "somebody else keeps it busy too long."
        ),
    ),
    "clock": Text(nl="Het is {now} in {zone}.", en="It is {now} in {zone}."),
    "clocks_differ": Text(
        nl=(
            "De klok van de database en die van deze machine verschillen {seconds} s. Zet op beide "
            "de tijd gelijk met een tijdserver (NTP)."
        ),
        en=(
            "The clocks of the database and this machine differ by {seconds} s. Set both by a time "
            "server (NTP)."
        ),
    ),
    "worker": Text(nl="Er loopt een werkproces.", en="A worker is running."),
    "no_worker_yet": Text(
        nl=(
            "Er liep nog geen werkproces. Zonder worden plannen niet berekend en mails niet "
            "verzonden. Start het met: zomerwijzer worker"
        ),
        en=(
            "No worker has run yet. Without it plans are not made and mails not sent. "
            "Start it with: zomerwijzer worker"
        ),
    ),
    "no_worker": Text(
        nl=(
            "Sinds {since} loopt er geen werkproces meer: plannen worden niet berekend en mails "
            "niet verzonden. Start het met: zomerwijzer worker"
        ),
        en=(
            "Since {since} no worker runs: plans are not made and mails not sent. "
            "Start it with: zomerwijzer worker"
        ),
    ),
    "outbox": Text(nl="Er blijft niets liggen.", en="Nothing is left behind."),
    "dead_messages": Text(
        nl="{count} berichten konden niet worden bezorgd. Ze staan bij de berichten in het beheer.",
        en="{count} messages could not be delivered. Staff finds them among the messages.",
    ),
    "late_messages": Text(
        nl="{count} berichten wachten al meer dan vier dagen. Kijk naar mail en werkproces.",
        en="{count} messages have waited for more than four days. Look at mail and worker.",
    ),
    "mail": Text(
        nl="De mailserver {host}:{port} antwoordt en laat ons toe. Er is niets verzonden.",
        en="The mail server {host}:{port} answers and lets us in. Nothing was sent.",
    ),
    "no_mail": Text(
        nl="Er is geen mailserver ingesteld (mail.host); alle mail blijft wachten.",
        en="No mail server is set (mail.host); all mail waits.",
    ),
    "mail_silent": Text(
        nl=(
            "De mailserver {host}:{port} antwoordt niet zoals het hoort. Kijk naar mail.host, "
            "mail.port en mail.security, en of een firewall dit tegenhoudt."
        ),
        en=(
            "The mail server {host}:{port} does not answer as it should. Look at mail.host, "
            "mail.port and mail.security, and whether a firewall is in the way."
        ),
    ),
    "mail_certificate": Text(
        nl=(
            "Het certificaat van mailserver {host}:{port} klopt niet of is verlopen. "
            "Geef in mail.host de naam die erin staat."
        ),
        en=(
            "The certificate of mail server {host}:{port} is wrong or has expired. "
            "Give the name that is in it as mail.host."
        ),
    ),
    "no_starttls": Text(
        nl="De mailserver {host}:{port} kent geen STARTTLS. Probeer mail.security tls, poort 465.",
        en="The mail server {host}:{port} has no STARTTLS. Try mail.security tls, port 465.",
    ),
    "no_login": Text(
        nl="Bij mailserver {host}:{port} kan niemand zich zo aanmelden. Kijk naar mail.security.",
        en="Nobody can log in to mail server {host}:{port} this way. Look at mail.security.",
    ),
    "mail_login": Text(
        nl="De mailserver {host}:{port} weigert mail.user of mail.password.",
        en="The mail server {host}:{port} refuses mail.user or mail.password.",
    ),
    "processes": Text(
        nl="Plannen worden op deze machine berekend, {count} tegelijk.",
        en="Plans are made on this machine, {count} at once.",
    ),
    "dask": Text(
        nl="Dask antwoordt; werkers: {count}.",
        en="Dask answers; workers: {count}.",
    ),
    "no_dask": Text(
        nl="Op executor.address antwoordt geen Dask. Kijk of de scheduler draait.",
        en="No Dask answers at executor.address. See whether the scheduler runs.",
    ),
    "no_dask_workers": Text(
        nl="Dask antwoordt, maar heeft {count} werkers. Start er een met: dask worker ADRES",
        en="Dask answers, but has {count} workers. Start one with: dask worker ADDRESS",
    ),
    "disk": Text(
        nl="In {folder} is {free} GB vrij.",
        en="There are {free} GB free in {folder}.",
    ),
    "no_storage": Text(
        nl="De map {folder} is er niet. Maak ze met: zomerwijzer db upgrade",
        en="The folder {folder} is not there. Make it with: zomerwijzer db upgrade",
    ),
    "storage_not_writable": Text(
        nl="In {folder} kan niet worden geschreven. Geef dit account daar het recht toe.",
        en="{folder} cannot be written. Give this account the right to.",
    ),
    "storage_open": Text(
        nl="Iedereen op deze machine kan in {folder} kijken. Herstel met: chmod o-rwx {folder}",
        en="Everybody on this machine can look into {folder}. Mend with: chmod o-rwx {folder}",
    ),
    "disk_full": Text(
        nl="In {folder} is maar {free} GB vrij. Maak ruimte.",
        en="There are only {free} GB free in {folder}. Make room.",
    ),
    "letters": Text(
        nl="Brieven op papier kunnen worden gemaakt.",
        en="Letters on paper can be made.",
    ),
    "no_letters": Text(
        nl="Typst of de lettertypes ontbreken; brieven kunnen niet worden gemaakt. "
        "Installeer opnieuw.",
        en="Typst or the fonts are missing; letters cannot be made. Install again.",
    ),
    "typst_fails": Text(
        nl="Brieven kunnen niet worden gemaakt: typst geeft een fout. Installeer opnieuw.",
        en="Letters cannot be made: typst fails. Install again.",
    ),
    "no_script": Text(
        nl="Brieven in {languages} kunnen niet worden gemaakt: het schrift ontbreekt.",
        en="Letters in {languages} cannot be made: the script is missing.",
    ),
}
"""What was found, and what to do about it."""
