// FullCalendar's resource timeline, as its documentation has it; measured under the key that its licence gives for trying it out.
import { Calendar } from "@fullcalendar/core";
import interactionPlugin from "@fullcalendar/interaction";
import resourceTimelinePlugin from "@fullcalendar/resource-timeline";

const { technicians, visits, day } = await (await fetch("/world.json")).json();
const calendar = new Calendar(document.body.appendChild(document.createElement("div")), {
  plugins: [resourceTimelinePlugin, interactionPlugin],
  schedulerLicenseKey: "CC-Attribution-NonCommercial-NoDerivatives",
  initialView: "resourceTimelineDay",
  initialDate: day,
  height: 700,
  slotMinTime: "07:00:00",
  slotMaxTime: "19:00:00",
  editable: true,
  resources: technicians.map(({ id, name }) => ({ id: String(id), title: name })),
  events: visits.map(({ id, user, start, end, title }) => ({ id: String(id), resourceId: String(user), start, end, title })),
});
calendar.render();
// The body's scroller is the last of them.
globalThis.peer = { show: (day) => calendar.gotoDate(day), events: ".fc-event", pane: ".fc-timeline-body" };
