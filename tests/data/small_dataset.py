"""A small valid dataset that uses every table and column."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from data.write_tables import Table

Grid = list[list[str]]
Tables = dict[str, Grid]

_TEXT = """
season
key,value
name,Zomer 2027
first_day,2027-07-01
last_day,2027-08-31
draw_seed,zon-27
municipality,Lievegem
nis,44085
policy,best
budget_eur,5000

blocks
block_id,label
w1,Week 1
w2,Week 2
les,Bijles

sessions
block_id,date,start,end
w1,2027-07-05,09:00,12:00
w1,2027-07-06,09:00,12:00
w2,2027-07-12,09:00,12:00
w2,2027-07-12,13:00,16:00
les,2027-08-03,14:00,15:00

locations
location_id,name,lat,lon,features,address,postcode
park,Huis in het Park,51.1,3.6,step_free|outdoor,Parklaan 1,9930
brug,De Brug,51.12,3.65,,,

rooms
room_id,location_id,capacity,name,features
park-a,park,12,Lokaal A,quiet_space|kitchen
park-b,park,8,,
brug-a,brug,20,Zaal,hall

tutors
tutor_id,roles,goals,name,ages,languages,skills,lat,lon,travel_mode,max_travel_min,max_hours_week,hourly_eur
an,lead|assistant,LO-NED|SPEL,An Voorbeeld,6-12,nl|fr,extra_adult,51.11,3.61,car,30,20.5,22.50
bo,assistant,,Bo Voorbeeld,,,,,,,,,
cem,lead,LO-WIS,,,nl,simple_info,51.1,3.6,,45,38,0

offers
offer_id,title,kind,goals,min_size,max_size,max_groups,leads,assistants,lead_goals,age_from,age_to,language,room_features,blocks,locations,price_eur,group_eur
taal,Taalavontuur,programme,LO-NED|SPEL,4,10,2,1,1,LO-NED,6,12,nl,kitchen,w1|w2,park,10,150.25
reken,Bijles rekenen,tutoring,LO-WIS,1,2,3,1,0,,,,,,les|w2,,0,0
spel,Vrij spel,programme,SPEL,2,20,1,0,1,-,4,14,,,w1,brug|park,,

pupils
pupil_id,birth_year,name,lat,lon,travel_mode,max_travel_min,needs,max_places
p1,2018,Kind Een,51.1,3.6,bike,20,step_free|extra_adult|small_group|call_me,2
p2,2017,Kind Twee,51.105,3.61,foot,30,own_companion,1
p3,2016,,,,,,,
p4,2015,Kind Vier,51.1,3.6,transit,45,,0

wishes
pupil_id,rank,offer_id,block_id,location_id
p1,1,taal,w1,park
p1,2,reken,,
p1,2,spel,,brug
p1,5,taal,,
p2,3,taal,w1,
p3,1,reken,les,

availability
kind,id,first_day,last_day,start,end
tutor,an,2027-07-05,2027-07-16,08:30,16:30
tutor,an,2027-08-02,2027-08-06,,
pupil,p1,2027-07-05,2027-07-18,,
room,brug-a,2027-07-01,2027-08-31,,17:00

links
pupil_a,pupil_b,kind,strict
p1,p2,same_group,yes
p3,p1,same_site,no

pins
must,offer_id,block_id,room_id,tutor_id,pupil_id
yes,taal,w1,park-a,an,
no,spel,w1,park-b,,p3

travel
from,from_id,location_id,minutes
pupil,p3,park,12
tutor,bo,brug,25
location,park,brug,9
"""


def small_tables() -> Tables:
    """A fresh copy: per table the header and the rows, as text."""
    tables: Tables = {}
    for part in _TEXT.strip().split("\n\n"):
        name, _, rest = part.partition("\n")
        tables[name] = list(csv.reader(StringIO(rest)))
    return tables


def as_tables(tables: Tables) -> dict[str, Table]:
    """The same as `write_tables` takes it."""
    return {name: (rows[0], rows[1:]) for name, rows in tables.items()}


def write_csv(tables: Tables, folder: Path, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write the tables as they stand, also where they are wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
    return folder
