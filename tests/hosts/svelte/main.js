import { mount } from "svelte";
import { begin } from "../said.js";
import Shop from "./Shop.svelte";

begin(() => mount(Shop, { target: document.querySelector("#app") }));
