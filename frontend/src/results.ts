// What the views of results share: columns, and which of them hold numbers.
import type Yasgui from "@zazuko/yasgui";

export type Yasr = InstanceType<typeof Yasgui.Yasr>;
export type Binding = Record<string, { value: string; type: string; datatype?: string }>;

const NUMERIC = /#(integer|decimal|double|float|int|long|short|byte|(non)?(negative|positive)integer|unsigned\w+)$/i;

/** Variables and solutions of a result; empty where it is no table. */
export function table(yasr: Yasr): { variables: string[]; rows: Binding[] } {
  const rows = yasr.results?.getBindings() as Binding[] | undefined | null;
  return { variables: rows ? (yasr.results?.getVariables() ?? []) : [], rows: rows ?? [] };
}

/** Whether a column has numbers, and nothing else. */
export function isNumeric(variable: string, rows: Binding[]): boolean {
  const values = rows.flatMap((row) => row[variable] ?? []);
  return values.length > 0 && values.every(({ datatype, value }) => NUMERIC.test(datatype ?? "") && isFinite(Number(value)));
}

/** Whether a column has IRIs or blank nodes alone. */
export function isNode(variable: string, rows: Binding[]): boolean {
  const values = rows.flatMap((row) => row[variable] ?? []);
  return values.length > 0 && values.every(({ type }) => type === "uri" || type === "bnode");
}

/** A picture for a view's button: 24 by 24, drawn with one path. */
export function icon(path: string): Element {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  const holder = document.createElement("span");
  holder.append(svg);
  return holder;
}
