export { config as default } from "../../scripts/package-build.ts";
