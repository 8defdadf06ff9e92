// Results as points on an outline of the land. Nothing is fetched from a server of tiles.
import type { Map as Drawn } from "leaflet";
import { make } from "./page";
import { points } from "./points";
import { icon, table, type Yasr } from "./results";

export class MapView {
  static readonly shown = "Map";
  readonly label = MapView.shown;
  readonly priority = 3;
  private drawn: Drawn | undefined;

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    const { variables, rows } = table(this.yasr);
    return points(variables, rows).length > 0;
  }

  getIcon(): Element {
    return icon("M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 10a3 3 0 1 1 0-6 3 3 0 0 1 0 6z");
  }

  async draw(): Promise<void> {
    const library = await import("./atlas");
    const { variables, rows } = table(this.yasr);
    const found = points(variables, rows);
    const holder = make("div", { class: "map", role: "region", "aria-label": "Map. The table has the same rows." });
    const said = `${found.length} of ${rows.length} rows have a point. Outlines: Natural Earth.`;
    this.yasr.resultsEl.append(make("div", { class: "map-view" }, holder, make("p", {}, said)));
    this.drawn = library.draw(holder, found, (row) => described(variables, row));
  }

  destroy(): void {
    this.drawn?.remove();
    this.drawn = undefined;
  }
}

/** What a point's row says, a line for each column. */
function described(variables: string[], row: Record<string, { value: string; type: string }>): HTMLElement {
  const list = make("dl", { class: "point" });
  for (const name of variables) {
    const cell = row[name];
    if (!cell) continue;
    const linked = cell.type === "uri" && /^https?:/.test(cell.value);
    const value = linked ? make("a", { href: cell.value }, cell.value) : cell.value;
    list.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  }
  return list;
}
