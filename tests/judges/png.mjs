// Pictures as they lie in files.
export { PNG } from "pngjs";
