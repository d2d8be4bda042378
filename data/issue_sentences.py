"""What issues say to people, in Dutch (the source language) and in English.

`PROBLEM` says what is wrong, `EXPECTED` what should stand there; both are filled in with
the issue's value and params. Dutch is B1 and says "je".
"""

from __future__ import annotations

from typing import Final

from data.issue_codes import Code

WHERE: Final = {
    "nl": {"sheet": "blad {}", "row": "rij {}", "column": "kolom {}", "key": "sleutel {}"},
    "en": {"sheet": "sheet {}", "row": "row {}", "column": "column {}", "key": "key {}"},
}

SUGGESTION: Final = {"nl": "Bedoelde je ‘{}’?", "en": "Did you mean ‘{}’?"}


def _both(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


PROBLEM: Final = {
    Code.NOT_FOUND: _both("‘{value}’ bestaat niet.", "‘{value}’ does not exist."),
    Code.NOT_READABLE: _both("dit kan niet gelezen worden.", "this cannot be read."),
    Code.UNSUPPORTED_FILE: _both(
        "dit soort bestand wordt niet gelezen.", "this kind of file is not read."
    ),
    Code.BROKEN_WORKBOOK: _both(
        "dit is geen leesbaar xlsx-bestand: het is beschadigd, niet volledig of beveiligd.",
        "this is not a readable xlsx file: it is damaged, incomplete or protected.",
    ),
    Code.TOO_BIG: _both("dit is te groot: {value}.", "this is too big: {value}."),
    Code.TOO_MANY_ROWS: _both(
        "deze tabel is te groot: {value}.", "this table is too big: {value}."
    ),
    Code.NOT_UTF8: _both(
        "dit bestand is geen UTF-8 (vreemd teken: {value}).",
        "this file is not UTF-8 (odd character: {value}).",
    ),
    Code.BROKEN_CSV: _both(
        "de aanhalingstekens in deze rij kloppen niet, of een cel is te lang.",
        "the quotes in this row are wrong, or a cell is too long.",
    ),
    Code.MISSING_TABLE: _both("deze tabel ontbreekt.", "this table is missing."),
    Code.UNKNOWN_TABLE: _both(
        "dit is geen bekende tabel; ze wordt niet gelezen.",
        "this is not a known table; it is not read.",
    ),
    Code.EMPTY_FILE: _both("deze tabel is leeg.", "this table is empty."),
    Code.NO_ROWS: _both("deze tabel heeft geen rijen.", "this table has no rows."),
    Code.MISSING_COLUMN: _both("deze kolom ontbreekt.", "this column is missing."),
    Code.UNKNOWN_COLUMN: _both(
        "deze kolom is niet bekend; ze wordt niet gelezen.",
        "this column is not known; it is not read.",
    ),
    Code.DUPLICATE_COLUMN: _both(
        "deze kolom staat er meer dan eens.", "this column is there more than once."
    ),
    Code.MISSING_KEY: _both("deze sleutel ontbreekt.", "this key is missing."),
    Code.UNKNOWN_KEY: _both(
        "deze sleutel is niet bekend; hij wordt niet gelezen.",
        "this key is not known; it is not read.",
    ),
    Code.DUPLICATE_KEY: _both(
        "deze sleutel staat ook in rij {other}.", "this key is also in row {other}."
    ),
    Code.TOO_MANY_CELLS: _both(
        "‘{value}’ staat in een cel zonder kolomnaam: deze rij heeft {cells} cellen.",
        "‘{value}’ is in a cell without a column name: this row has {cells} cells.",
    ),
    Code.MISSING_VALUE: _both("deze cel is leeg.", "this cell is empty."),
    Code.CONTROL_CHARACTER: _both(
        "‘{value}’ bevat een onzichtbaar teken dat hier niet mag.",
        "‘{value}’ holds an invisible character that is not allowed here.",
    ),
    Code.CELL_ERROR: _both("de formule in deze cel mislukt.", "the formula in this cell fails."),
    Code.NOT_A_DATE: _both("‘{value}’ is geen datum.", "‘{value}’ is not a date."),
    Code.NOT_A_TIME: _both("‘{value}’ is geen tijd.", "‘{value}’ is not a time."),
    Code.NOT_WHOLE: _both("‘{value}’ is geen geheel getal.", "‘{value}’ is not a whole number."),
    Code.NOT_A_NUMBER: _both("‘{value}’ is geen getal.", "‘{value}’ is not a number."),
    Code.NOT_MONEY: _both("‘{value}’ is geen bedrag in euro.", "‘{value}’ is not a sum in euro."),
    Code.NOT_YES_NO: _both("‘{value}’ is geen ja of nee.", "‘{value}’ is neither yes nor no."),
    Code.NOT_AGES: _both("‘{value}’ zijn geen leeftijden.", "‘{value}’ are not ages."),
    Code.OUT_OF_RANGE: _both("‘{value}’ kan niet.", "‘{value}’ cannot be."),
    Code.UNKNOWN_CODE: _both("de code ‘{value}’ is niet bekend.", "the code ‘{value}’ is unknown."),
    Code.UNKNOWN_WORD: _both("‘{value}’ is niet bekend.", "‘{value}’ is unknown."),
    Code.UNKNOWN_NIS: _both(
        "‘{value}’ is geen NIS-code van een gemeente in Vlaanderen of Brussel.",
        "‘{value}’ is no NIS code of a municipality in Flanders or Brussels.",
    ),
    Code.UNKNOWN_ID: _both("‘{value}’ is niet bekend.", "‘{value}’ is unknown."),
    Code.DUPLICATE_ID: _both(
        "‘{value}’ staat ook in rij {other}.", "‘{value}’ is also in row {other}."
    ),
    Code.NOT_SUMMER: _both(
        "{value} valt niet in juli of augustus.", "{value} is not in July or August."
    ),
    Code.TWO_YEARS: _both(
        "{value} is een ander jaar dan de eerste dag, {other}.",
        "{value} is another year than the first day, {other}.",
    ),
    Code.DAYS_REVERSED: _both(
        "{value} komt voor de eerste dag, {other}.", "{value} comes before the first day, {other}."
    ),
    Code.TIMES_REVERSED: _both(
        "{value} komt niet na het begin, {other}.", "{value} is not after the start, {other}."
    ),
    Code.AGES_REVERSED: _both(
        "{value} is lager dan de laagste leeftijd, {other}.",
        "{value} is below the lowest age, {other}.",
    ),
    Code.SIZES_REVERSED: _both(
        "{value} is kleiner dan min_size, {other}.", "{value} is less than min_size, {other}."
    ),
    Code.OUTSIDE_SEASON: _both(
        "{value} valt buiten het seizoen.", "{value} is outside the season."
    ),
    Code.NEVER_IN_SEASON: _both(
        "dit venster valt helemaal buiten het seizoen en telt dus niet.",
        "this window is entirely outside the season, so it does not count.",
    ),
    Code.SESSIONS_OVERLAP: _both(
        "deze sessie valt samen met die in rij {other} van hetzelfde blok.",
        "this session overlaps with that in row {other} of the same block.",
    ),
    Code.NO_SESSIONS: _both(
        "het blok ‘{value}’ heeft geen sessies.", "block ‘{value}’ has no sessions."
    ),
    Code.UNUSED_BLOCK: _both(
        "het blok ‘{value}’ heeft geen sessies; niets gebruikt het.",
        "block ‘{value}’ has no sessions; nothing uses it.",
    ),
    Code.HALF_A_POINT: _both(
        "deze cel is leeg, maar {other} niet.", "this cell is empty, but {other} is not."
    ),
    Code.LINKED_TO_SELF: _both(
        "‘{value}’ is met zichzelf verbonden.", "‘{value}’ is linked with itself."
    ),
    Code.CONTRADICTING_LINKS: _both(
        "dezelfde band staat in rij {other} met een andere waarde; de strikte geldt.",
        "the same link is in row {other} with another value; the strict one holds.",
    ),
    Code.CONTRADICTING_TRAVEL: _both(
        "dezelfde reis staat in rij {other} met {minutes} minuten.",
        "the same journey is in row {other} with {minutes} minutes.",
    ),
    Code.TRAVEL_TO_ITSELF: _both(
        "dit is een reis van ‘{value}’ naar zichzelf; ze telt niet.",
        "this is a journey from ‘{value}’ to itself; it does not count.",
    ),
    Code.DUPLICATE_ROW: _both(
        "deze rij zegt hetzelfde als rij {other}.", "this row says the same as row {other}."
    ),
    Code.WISH_ELSEWHERE: _both(
        "‘{value}’ hoort niet bij het aanbod ‘{offer}’; deze wens kan niet doorgaan.",
        "‘{value}’ is not among those of the offer ‘{offer}’; this wish cannot be granted.",
    ),
    Code.UNLIKELY_AGE: _both(
        "dit kind is {age} jaar in dit seizoen; klopt dat?",
        "this child is {age} in this season; is that right?",
    ),
}

_DATE = _both(
    "Verwacht: een dag zoals 2027-07-05 of 5/07/2027.",
    "Expected: a day such as 2027-07-05 or 5/07/2027.",
)
_RANGE = _both(
    "Verwacht: een getal van {low} tot en met {high}.", "Expected: a number from {low} to {high}."
)

EXPECTED: Final = {
    Code.NOT_FOUND: _both(
        "Verwacht: een map met csv-bestanden of een xlsx-bestand.",
        "Expected: a folder of csv files or an xlsx file.",
    ),
    Code.NOT_READABLE: _both(
        "Verwacht: een gewoon bestand of een map die je mag lezen.",
        "Expected: an ordinary file or a folder that you may read.",
    ),
    Code.UNSUPPORTED_FILE: _both(
        "Verwacht: een map met csv-bestanden of een xlsx-bestand (bewaar het zo).",
        "Expected: a folder of csv files or an xlsx file (save it as such).",
    ),
    Code.BROKEN_WORKBOOK: _both(
        "Verwacht: een xlsx-bestand dat in een rekenblad opengaat zonder wachtwoord.",
        "Expected: an xlsx file that a spreadsheet opens without a password.",
    ),
    Code.TOO_BIG: _both("Verwacht: hoogstens {high}.", "Expected: at most {high}."),
    Code.TOO_MANY_ROWS: _both("Verwacht: hoogstens {high}.", "Expected: at most {high}."),
    Code.NOT_UTF8: _both(
        "Verwacht: een csv-bestand, bewaard als ‘CSV UTF-8’.",
        "Expected: a csv file, saved as ‘CSV UTF-8’.",
    ),
    Code.BROKEN_CSV: _both(
        'Verwacht: een cel met aanhalingstekens begint en eindigt ermee (").',
        'Expected: a quoted cell begins and ends with a quote (").',
    ),
    Code.EMPTY_FILE: _both(
        "Verwacht: een eerste rij met de namen van de kolommen.",
        "Expected: a first row with the names of the columns.",
    ),
    Code.NO_ROWS: _both("Verwacht: minstens één rij.", "Expected: at least one row."),
    Code.TOO_MANY_CELLS: _both(
        "Verwacht: hoogstens {high} (staat er een komma te veel?).",
        "Expected: at most {high} (is there a comma too many?).",
    ),
    Code.MISSING_VALUE: _both("Verwacht: een waarde.", "Expected: a value."),
    Code.NOT_A_DATE: _DATE,
    Code.NOT_A_TIME: _both(
        "Verwacht: uur en minuten, zoals 09:30.", "Expected: hour and minutes, such as 09:30."
    ),
    Code.NOT_WHOLE: _both(
        "Verwacht: een geheel getal van {low} tot en met {high}.",
        "Expected: a whole number from {low} to {high}.",
    ),
    Code.NOT_A_NUMBER: _RANGE,
    Code.NOT_MONEY: _both(
        "Verwacht: van {low} tot en met {high}, met hoogstens twee decimalen.",
        "Expected: from {low} to {high}, with at most two decimals.",
    ),
    Code.NOT_YES_NO: _both("Verwacht: ja of nee.", "Expected: yes or no."),
    Code.NOT_AGES: _both(
        "Verwacht: jongste-oudste, zoals 6-12 (in een rekenblad: als tekst).",
        "Expected: youngest-oldest, such as 6-12 (in a spreadsheet: as text).",
    ),
    Code.OUT_OF_RANGE: _RANGE,
    Code.UNKNOWN_CODE: _both(
        "Verwacht: een code uit de lijst {list}.", "Expected: a code of the list {list}."
    ),
    Code.UNKNOWN_WORD: _both("Verwacht: {words}.", "Expected: {words}."),
    Code.UNKNOWN_ID: _both(
        "Verwacht: een waarde uit de kolom {known} van de tabel {table}.",
        "Expected: a value of the column {known} of the table {table}.",
    ),
    Code.DUPLICATE_ID: _both("Verwacht: elke waarde één keer.", "Expected: each value once."),
    Code.NOT_SUMMER: _both(
        "Verwacht: een dag in juli of augustus.", "Expected: a day in July or August."
    ),
    Code.TWO_YEARS: _both("Verwacht: hetzelfde jaar.", "Expected: the same year."),
    Code.DAYS_REVERSED: _both(
        "Verwacht: dezelfde dag of later.", "Expected: the same day or later."
    ),
    Code.TIMES_REVERSED: _both("Verwacht: een later uur.", "Expected: a later time."),
    Code.AGES_REVERSED: _both("Verwacht: even hoog of hoger.", "Expected: as high or higher."),
    Code.SIZES_REVERSED: _both("Verwacht: even groot of groter.", "Expected: as many or more."),
    Code.OUTSIDE_SEASON: _both(
        "Verwacht: van {low} tot en met {high}.", "Expected: from {low} to {high}."
    ),
    Code.SESSIONS_OVERLAP: _both(
        "Verwacht: de sessies van een blok na elkaar.",
        "Expected: the sessions of a block one after the other.",
    ),
    Code.NO_SESSIONS: _both(
        "Verwacht: minstens één rij voor dit blok in sessions.",
        "Expected: at least one row for this block in sessions.",
    ),
    Code.HALF_A_POINT: _both(
        "Verwacht: lat en lon, of geen van beide.", "Expected: lat and lon, or neither."
    ),
    Code.LINKED_TO_SELF: _both(
        "Verwacht: twee verschillende kinderen.", "Expected: two different children."
    ),
    Code.CONTRADICTING_TRAVEL: _both(
        "Verwacht: één rij per reis.", "Expected: one row for each journey."
    ),
}
