// The page's examples as a menu: each opens in a query of its own, in the view that shows it best, and runs.
import type Yasgui from "@zazuko/yasgui";

/** Lets the links of `list` open in the editor; with a modifier key they stay links to their results. */
export function offer(list: HTMLDetailsElement, yasgui: Yasgui): void {
  list.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-view]");
    const query = link && new URL(link.href).searchParams.get("query");
    if (!link || !query || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    list.open = false;
    open(yasgui, link.dataset.name ?? "Example", query, link.dataset.view ?? "table");
  });
}

function open(yasgui: Yasgui, name: string, query: string, view: string): void {
  const tab = yasgui.addTab(
    true,
    { name, yasqe: { value: query }, yasr: { response: undefined, settings: { selectedPlugin: view, pluginsConfig: {} } } },
    { avoidDuplicateTabs: true },
  );
  document.getElementById(`tab-${tab.getId()}`)?.focus();
  tab.query().catch(() => undefined); // YASR shows what went wrong
}
