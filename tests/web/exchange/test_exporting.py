from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from data.dataset import read_dataset
from data.season_rows import dataset_of, pseudonymised
from data.table_names import TABLE_NAMES
from models import AuditEntry
from models.database import reading
from scheduler.exchange.tables_known import IMPORTED
from tests.web.exchange.desk import HERE, Desk


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("names", ["met", "zonder"])
def test_a_season_that_is_taken_out_is_a_dataset(
    desk: Desk, tmp_path: Path, form: str, names: str
) -> None:
    planner = desk.site.browser("planner")
    answer = planner.post(f"{HERE}/bestanden/uitvoeren", tabel="", vorm=form, namen=names)
    assert answer.status_code == 200
    path = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    if form == "xlsx":
        path.write_bytes(answer.data)
    else:
        ZipFile(BytesIO(answer.data)).extractall(path)
    with reading(desk.site.engine)() as session:
        whole = dataset_of(session, season_id=desk.season)
        verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc())).first()
    assert read_dataset(path) == (whole if names == "met" else pseudonymised(whole))
    assert verbs == "export_season"
    ending = "xlsx" if form == "xlsx" else "zip"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="zomer-2028.{ending}"'


@pytest.mark.parametrize("table", TABLE_NAMES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_can_be_taken_out(desk: Desk, table: str, form: str) -> None:
    planner = desk.site.browser("planner")
    answer = planner.post(f"{HERE}/bestanden/uitvoeren", tabel=table, vorm=form, namen="zonder")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'"zomer-2028-{table}.{form}"')


def test_who_may_not_gets_nothing(desk: Desk) -> None:
    for who in ("desk", "organiser", "reader"):
        answer = desk.site.browser(who).post(f"{HERE}/bestanden/uitvoeren", vorm="csv")
        assert answer.status_code == 403
    other = desk.site.browser("of another municipality")
    assert other.post(f"{HERE}/bestanden/uitvoeren", vorm="csv").status_code == 404


@pytest.mark.parametrize("field", [{"tabel": "account"}, {"vorm": "exe"}])
def test_what_is_no_table_or_form_is_not_there(desk: Desk, field: dict[str, str]) -> None:
    planner = desk.site.browser("planner")
    fields = {"tabel": "", "vorm": "csv", "namen": "met", **field}
    assert planner.post(f"{HERE}/bestanden/uitvoeren", **fields).status_code == 404
    asked = "&".join(f"{name}={value}" for name, value in fields.items())
    assert planner.get(f"{HERE}/bestanden/leeg?{asked}").status_code == 404


@pytest.mark.parametrize("table", IMPORTED)
def test_a_template_comes_back_without_doing_anything(desk: Desk, table: str) -> None:
    planner = desk.site.browser("planner")
    template = planner.get(f"{HERE}/bestanden/leeg?tabel={table}&vorm=csv")
    assert template.status_code == 200
    page = planner.get(desk.send(planner, template.text, name=f"{table}.csv").location)
    assert "Dit klopt nog niet" not in page.text
    assert "Lees dit in" not in page.text


def test_all_templates_come_in_one_workbook(desk: Desk) -> None:
    answer = desk.site.browser("planner").get(f"{HERE}/bestanden/leeg")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="zomer.xlsx"'
