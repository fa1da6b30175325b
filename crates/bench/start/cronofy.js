// Cronofy's date and time picker with its own demonstration data, which it needs no API for.
import * as CronofyElements from "cronofy-elements";

const DAY_MS = 86_400_000;

const target = document.createElement("div");
target.id = "picker";
document.body.append(target);
const at = (days) => new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS).toISOString().replace(".000", "");
CronofyElements.DateTimePicker({
  target_id: target.id,
  demo: true,
  availability_query: {
    participants: [{ required: "all", members: [{ sub: "acc_1" }] }],
    required_duration: { minutes: 60 },
    available_periods: [{ start: at(0), end: at(14) }],
  },
});
