import { byId } from "./element.ts";

const THEMES = ["auto", "light", "dark"] as const;
const STORE = "kindred-theme";

/** The theme button: as the system says, light, dark. The choice is kept where the browser lets a local file keep anything. */
export function setUpTheme(): void {
  const button = byId<HTMLButtonElement>("theme");
  let current = THEMES.find((theme) => theme === stored()) ?? "auto";
  const show = () => {
    document.documentElement.dataset.theme = current;
    button.textContent = `Theme: ${current}`;
  };
  button.addEventListener("click", () => {
    current = THEMES[(THEMES.indexOf(current) + 1) % THEMES.length]!;
    show();
    try {
      localStorage.setItem(STORE, current);
    } catch {
      // Storage may be switched off for local files; the choice then lasts as long as the page.
    }
  });
  show();
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}
