// A page in TypeScript, without a framework.
import "@slotwright/widget";
import "@slotwright/widget/board";

const booking = document.createElement("slotwright-booking");
booking.token = "a handle";
booking.firstDay = "monday";
booking.headingLevel = 3;
booking.theme = null;
// @ts-expect-error no such day
booking.firstDay = "noon";
// @ts-expect-error no such property
booking.colour = "red";

booking.addEventListener("slotwright-booking-confirmed", ({ detail }) => {
  const start: string = detail.start;
  const job: number | null = detail.job_id;
  // @ts-expect-error nothing personal is told
  console.log(start, job, detail.name);
});
document.querySelector("slotwright-board")?.setAttribute("theme", "dark");
addEventListener("slotwright-error", ({ detail }) => detail.code.length);
addEventListener("slotwright-job-selected", ({ detail }) => detail.job_id.toFixed());
const board = document.createElement("slotwright-board");
board.technician = 3;
board.filter = "status=queued";
// @ts-expect-error it isn't the board's
booking.filter = "status=queued";
