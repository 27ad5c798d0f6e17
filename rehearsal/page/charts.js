// Draws a data_visualization block: bars that lie, a group a category, and each value as a figure.

import { h } from "./dom.js";

export function chart({ title, chart: drawn }) {
  const series = drawn.series ?? [{ name: "", data: drawn.segments ?? [] }];
  const labels = drawn.axis_config?.categories ?? series[0].data.map((one) => one.label);
  const most = Math.max(1, ...series.flatMap((one) => one.data.map((point) => point.value)));
  const value = (one, label) => one.data.find((point) => point.label === label)?.value ?? 0;
  return h(
    "figure",
    { class: "chart", role: "group", "aria-label": title },
    h("figcaption", { dir: "auto" }, title),
    series.length > 1 && legend(series),
    labels.map((label) =>
      h(
        "div",
        { class: "chart-row" },
        h("span", { class: "chart-label", dir: "auto", title: label }, label),
        h(
          "div",
          { class: "chart-bars" },
          series.map((one, n) => bar(value(one, label), most, n, one.name)),
        ),
      ),
    ),
    h("p", { class: "chart-axis" }, drawn.axis_config?.y_label ?? ""),
  );
}

function legend(series) {
  const names = series.map((one, n) => h("li", { class: `series-${n}`, dir: "auto" }, one.name));
  return h("ul", { class: "chart-legend" }, names);
}

/** Its length is set by script: the page lets no style stand in an attribute. */
function bar(value, most, n, name) {
  const length = h("i", { class: `series-${n}` });
  length.style.width = `${(value / most) * 100}%`;
  const said = name ? `${name}: ${value}` : String(value);
  return h("div", { class: "chart-bar", title: said }, h("span", {}, length), h("b", {}, String(value)));
}
