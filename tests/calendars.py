"""Reads the calendar files of a folder with two programs of others, and holds them against expected.json; see calendars.mjs."""

import json
import pathlib
import sys

import icalendar
from ical.calendar_stream import IcsCalendarStream

folder = pathlib.Path(sys.argv[1])
for expected in json.loads((folder / "expected.json").read_text()):
    text = (folder / expected["name"]).read_bytes().decode()
    is_cancelled = expected["method"] == "CANCEL"
    status = "CANCELLED" if is_cancelled else "CONFIRMED"

    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    found = {
        "method": str(calendar["METHOD"]),
        "start": event["DTSTART"].dt.timestamp(),
        "end": event["DTEND"].dt.timestamp(),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "location": str(event["LOCATION"]),
        "url": str(event["URL"]),
        "company": str(event["ORGANIZER"].params["CN"]),
        "name": expected["name"],
    }
    assert found == expected, (found, expected)
    assert str(event["STATUS"]) == status
    assert event["LAST-MODIFIED"].dt.tzinfo and event["DTSTAMP"].dt.tzinfo
    assert not event.errors and not calendar.errors, (event.errors, calendar.errors)
    alarms = event.walk("VALARM")
    assert [alarm["TRIGGER"].dt.total_seconds() for alarm in alarms] == ([] if is_cancelled else [-86400])

    calendar = IcsCalendarStream.calendar_from_ics(text)
    assert calendar.method == expected["method"], calendar.method
    (event,) = calendar.events
    assert (event.dtstart.timestamp(), event.dtend.timestamp()) == (expected["start"], expected["end"])
    assert (event.uid, event.sequence, event.status) == (expected["uid"], expected["sequence"], status)
    assert (event.summary, event.location) == (expected["summary"], expected["location"])
    assert str(event.url) == expected["url"], event.url
    assert event.organizer and event.last_modified
    assert len(event.alarm) == (0 if is_cancelled else 1)

for expected in json.loads((folder / "feeds.json").read_text()):
    text = (folder / expected["name"]).read_bytes().decode()
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt.timestamp(), event["DTEND"].dt.timestamp()) == (expected["start"], expected["end"])
    assert calendar["REFRESH-INTERVAL"].dt.total_seconds() == 900, calendar["REFRESH-INTERVAL"]
    assert not event.errors and not calendar.errors, (event.errors, calendar.errors)

    (event,) = IcsCalendarStream.calendar_from_ics(text).events
    assert (event.uid, event.dtstart.timestamp(), event.status) == (expected["uid"], expected["start"], "CONFIRMED")
