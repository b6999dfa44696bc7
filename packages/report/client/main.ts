import type { ReportPayload } from "../src/html/payload.ts";
import { byId } from "./element.ts";
import { familySection } from "./family-section.ts";
import { patchSection } from "./patch-section.ts";
import { setUpTheme } from "./theme.ts";

/* The script of the HTML report. The address names what is open: `#K-3fa9c1d2` or `#patch/0001-…`, so that it can be linked. */

const PATCH = "patch/";

const payload = JSON.parse(byId("payload").textContent!) as ReportPayload;
const families = familySection(payload, (id) => setAddress(id));
const patches = patchSection(payload, (patch) => setAddress(PATCH + encodeURIComponent(patch)));

function setAddress(name: string): void {
  history.replaceState(null, "", `#${name}`);
}

/** Opens what the address names and brings it into view. */
function follow(): void {
  const name = location.hash.slice(1);
  if (name.startsWith(PATCH)) {
    if (patches.show(decode(name.slice(PATCH.length)))) byId("patches").scrollIntoView();
  } else if (families.show(decode(name))) byId("families").scrollIntoView();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

setUpTheme();
window.addEventListener("hashchange", follow);
if (location.hash !== "") follow();
