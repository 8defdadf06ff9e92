// The row of queries as the ARIA pattern for tabs has it: a list of tabs alone, with the button that adds one beside it.
import type Yasgui from "@zazuko/yasgui";

interface Elements {
  _tabsListEl: HTMLElement;
  addTabEl: HTMLElement;
  get(id: string): { startRename(): void };
}

/** Takes the button out of the list of tabs, and gives the list its keys: arrows, Home, End, F2 to rename. */
export function mend(yasgui: Yasgui): void {
  const elements = yasgui.tabElements as unknown as Elements;
  const list = elements._tabsListEl;
  const button = elements.addTabEl;
  const end = document.createElement("span"); // YASGUI puts new tabs before this element
  end.hidden = true;
  list.replaceChild(end, button);
  elements.addTabEl = end;
  list.setAttribute("aria-label", "Queries");
  button.removeAttribute("role");
  const row = document.createElement("div");
  row.className = "queries";
  list.before(row);
  row.append(list, button);
  list.addEventListener("keydown", (event) => move(event, list, elements), true);
}

function move(event: KeyboardEvent, list: HTMLElement, elements: Elements): void {
  if (event.target instanceof HTMLInputElement) return;
  const links = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  if (event.key === "F2") elements.get(links[at].id.replace(/^tab-/, "")).startRename();
  const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const next = links[(to + links.length) % links.length];
  next.click();
  next.focus();
}
