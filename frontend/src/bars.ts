// The part of Chart.js that draws bars; loaded when a chart is first asked for.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Horizontal bars, one below the other; they do not move. */
export function draw(canvas: HTMLCanvasElement, title: string, bars: { label: string; value: number }[]): Chart {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--ink") || "#1a1d21";
  const room = Math.min(48, Math.max(12, Math.floor((canvas.parentElement?.clientWidth ?? 0) / 16)));
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [{ label: title, data: bars.map(({ value }) => value), backgroundColor: style.getPropertyValue("--link") }],
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily, size: 14 },
      scales: {
        x: { beginAtZero: true, ticks: { color: ink, precision: 0 }, title: { display: true, text: title, color: ink } },
        y: { ticks: { color: ink, autoSkip: false, callback: (_, index) => short(bars[index]?.label ?? "", room) } },
      },
    },
  });
}

/** A label in so many characters; the middle goes, since the end tells bars apart. */
function short(label: string, room: number): string {
  if (label.length <= room) return label;
  const end = Math.ceil(room * 0.6);
  return `${label.slice(0, room - end - 1).trimEnd()}…${label.slice(-end).trimStart()}`;
}
