// Results as bars: the words of a row beside one of its numbers. What the bars say, a screen reader is told in words.
import type { Chart } from "chart.js";
import { make } from "./page";
import { type Binding, icon, isNode, isNumeric, table, type Yasr } from "./results";

const MOST = 100;
const ALL = "";

interface Choice {
  labels?: string;
  numbers?: string;
}

export class ChartView {
  static readonly shown = "Chart";
  readonly label = ChartView.shown;
  readonly priority = 4;
  private chart: Chart | undefined;
  private canvas: HTMLCanvasElement | undefined;

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    const { variables, rows } = table(this.yasr);
    return variables.some((each) => isNumeric(each, rows));
  }

  getIcon(): Element {
    return icon("M4 3h2v16h15v2H4zM9 10h3v7H9zM14 5h3v12h-3z");
  }

  async draw(kept: Choice | undefined): Promise<void> {
    const library = await import("./bars");
    const { variables, rows } = table(this.yasr);
    const numeric = variables.filter((each) => isNumeric(each, rows));
    const words = wordy(variables, numeric, rows);
    const numbers = numeric.includes(kept?.numbers ?? "") ? (kept?.numbers as string) : numeric[numeric.length - 1];
    const labels = words.includes(kept?.labels ?? "") ? (kept?.labels as string) : ALL;
    const shown = rows.slice(0, MOST);
    const bars = shown.map((row) => ({
      label: (labels === ALL ? words : [labels]).flatMap((each) => row[each]?.value ?? []).join(" · "),
      value: Number(row[numbers]?.value ?? Number.NaN),
    }));
    const keep = (choice: Choice) => {
      this.yasr.storePluginConfig("chart", choice);
      this.destroy();
      this.yasr.resultsEl.replaceChildren();
      void this.draw(choice);
    };
    const named = words.map((each): [string, string] => [each, each]);
    const controls = make(
      "p",
      { class: "chart-controls" },
      chooser("Labels", words.length > 1 ? [[ALL, words.join(" · ")], ...named] : named, labels, (value) =>
        keep({ labels: value, numbers }),
      ),
      chooser("Numbers", numeric.map((each) => [each, each]), numbers, (value) => keep({ labels, numbers: value })),
    );
    const caption = `Bar chart of ${numbers} by ${labels === ALL ? words.join(" and ") || "row" : labels}`;
    this.canvas = make("canvas", { role: "img", "aria-label": `${caption}. ${spoken(bars)}` });
    const drawing = make("div", { class: "chart-drawing" }, this.canvas);
    drawing.style.height = `${bars.length * 26 + 60}px`;
    const parts: Node[] = [controls, drawing];
    if (rows.length > MOST) parts.push(make("p", {}, `The first ${MOST} of ${rows.length} rows are drawn.`));
    this.yasr.resultsEl.append(make("div", { class: "chart" }, ...parts));
    this.chart = library.draw(this.canvas, numbers, bars);
  }

  download(filename?: string) {
    return {
      contentType: "image/png",
      title: "Download the chart as a picture",
      filename: `${filename ?? "chart"}.png`,
      getData: () => this.canvas?.toDataURL("image/png") ?? "",
    };
  }

  destroy(): void {
    this.chart?.destroy();
    this.chart = undefined;
    this.canvas = undefined;
  }
}

/** The columns that label a bar: those of words or, where there are none, those of IRIs. */
function wordy(variables: string[], numeric: string[], rows: Binding[]): string[] {
  const others = variables.filter((each) => !numeric.includes(each));
  const words = others.filter((each) => !isNode(each, rows));
  return words.length ? words : others;
}

function spoken(bars: { label: string; value: number }[]): string {
  const said = bars.slice(0, 20).map(({ label, value }) => `${label || "row"}: ${value}`);
  return `${said.join("; ")}${bars.length > said.length ? "; and more, which the table has" : ""}.`;
}

function chooser(label: string, options: [string, string][], chosen: string, choose: (value: string) => void): HTMLElement {
  const select = make("select");
  for (const [value, text] of options) select.append(make("option", { value }, text));
  select.value = chosen;
  select.addEventListener("change", () => choose(select.value));
  return make("label", {}, `${label} `, select);
}
