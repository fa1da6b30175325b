// Nylas's scheduling component, as its readme has it, with an API on loopback: `tests/bench/peers.mjs` answers.
import { defineCustomElement } from "@nylas/web-elements/dist/components/nylas-scheduling.js";

defineCustomElement();
const scheduling = document.createElement("nylas-scheduling");
scheduling.schedulerApiUrl = location.origin;
scheduling.configurationId = "bench";
document.body.append(scheduling);
