// EventCalendar's resource timeline, as its readme has it.
import { createCalendar, Interaction, ResourceTimeline } from "@event-calendar/core";
import "@event-calendar/core/index.css";

const { technicians, visits, day } = await (await fetch("/world.json")).json();
const calendar = createCalendar(document.body, [ResourceTimeline, Interaction], {
  view: "resourceTimelineDay",
  date: day,
  height: "700px",
  slotMinTime: "07:00",
  slotMaxTime: "19:00",
  editable: true,
  resources: technicians.map(({ id, name }) => ({ id, title: name })),
  events: visits.map(({ id, user, start, end, title }) => ({ id, resourceId: user, start, end, title })),
});
globalThis.peer = { show: (day) => calendar.setOption("date", day), events: ".ec-event", pane: ".ec-main" };
