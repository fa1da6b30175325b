import { createApp } from "vue";
import { begin } from "../said.js";
import Shop from "./Shop.vue";

begin(() => createApp(Shop).mount("#app"));
