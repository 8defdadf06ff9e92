// What YASGUI lacks for keyboards and screen readers: names, roles, states, and no trap. Rules are applied again whenever
// it draws, and change nothing that is right already.
import { make } from "./page";

type Rule = [selector: string, mend: (element: HTMLElement) => void];

const RULES: Rule[] = [
  [".yasqe textarea", named("SPARQL query", "editor-keys")],
  [".yasr_results .CodeMirror textarea", named("Response")],
  [".CodeMirror-hints", named("Completions")],
  ["select.tableSizer", named("Rows on a page")],
  [".yasr_response_chip", attribute("role", "status")],
  [".errorResult", attribute("role", "alert")],
  [".tabsList .tab > a", attribute("aria-keyshortcuts", "Delete F2")],
  [".tabsList .closeTab", (element) => element.removeAttribute("tabindex")],
  [".tabsList input", named("Name of the query")],
  ["svg:not([aria-hidden])", attribute("aria-hidden", "true")],
  [".yasr_results th:first-child .dt-column-title:empty", (element) => element.append("Row")],
  [".yasr_results .dataTables_wrapper, .yasr_results .dt-layout-table", attribute("tabindex", "0")],
  [".yasr_btnGroup button", pressed],
  [".CodeMirror > .yasqe_buttons", (element) => element.closest(".yasqe")?.append(element)],
  [".yasqe_queryButton", worded],
  [".yasqe_buttons > .share:first-child", (element) => element.parentElement?.append(element)],
  [".tableControls > div:has(> .switch) + div:has(> .switch)", (element) => element.remove()], // opened by mouse alone
  [".yasr:not(:has(> h2))", (element) => element.prepend(make("h2", {}, "Results"))],
  [".yasr_external_ref_btn, .yasqe_share", (element) => element.remove()],
  [".yasr_plugin_control", (element) => element.removeAttribute("aria-controls")],
];

/** Mends what is drawn in `root` now and later. */
export function watch(root: HTMLElement): void {
  const mend = () => {
    for (const [selector, apply] of RULES) root.querySelectorAll<HTMLElement>(selector).forEach(apply);
  };
  mend();
  new MutationObserver(mend).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
}

function named(label: string, describedBy?: string) {
  return (element: HTMLElement) => {
    set(element, "aria-label", label);
    if (describedBy) set(element, "aria-describedby", describedBy);
  };
}

function attribute(name: string, value: string) {
  return (element: HTMLElement) => set(element, name, value);
}

/** A view's button says whether it is the one that is shown, and whether it can show the result. */
function pressed(element: HTMLElement): void {
  set(element, "aria-pressed", String(element.classList.contains("selected")));
  (element as HTMLButtonElement).disabled = element.classList.contains("disabled");
}

/** The button that runs a query says so, and that it stops one that runs. */
function worded(element: HTMLElement): void {
  const word = element.classList.contains("busy") ? "Stop" : "Run query";
  set(element, "aria-label", word);
  set(element, "title", word);
  const shown = element.querySelector(".word") ?? element.appendChild(make("span", { class: "word" }));
  if (shown.textContent !== word) shown.textContent = word;
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
