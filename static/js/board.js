/* Draws the board's charts from the data in the page; without this file the tables beside them say the same. */
(() => {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const dark = document.body.classList.contains("screen");
  const palette = ["#c8323a", "#b8862f", "#a4512b", "#8a2c33", "#8c6a3a", "#6d3b3f"];
  // Under white names: each of these has a contrast of 4.5 or more.
  const depths = ["#a8242b", "#86610f", "#8f4522", "#7a2730", "#75582f", "#6d3b3f"];
  const ink = dark ? "#fdf3dc" : "#22252b";
  const soft = dark ? "#e5cfa5" : "#555c66";
  const rule = dark ? "#7c3a3f" : "#d9dce1";
  const animation = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const drawn = [];

  const common = (title) => ({
    animation,
    color: palette,
    textStyle: { color: ink, fontSize: 14, fontFamily: getComputedStyle(document.body).fontFamily },
    aria: { enabled: true, label: { description: title } },
    // Rich text instead of markup: the page forbids styles written into markup.
    tooltip: { renderMode: "richText", confine: true },
  });

  const told = (names, values) => names.map((name, at) => `${name} ${values[at] === null ? "暂无数据" : values[at]}`).join("，");
  const describe = (chart) =>
    `${chart.title}（${chart.unit}）：` +
    (chart.lines ? chart.lines.map((one) => `${one.name}：${told(chart.names, one.values)}`).join("；") : told(chart.names, chart.values));

  const bars = (chart) => ({
    ...common(describe(chart)),
    grid: { left: 4, right: chart.rate ? 110 : 64, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false, ...(chart.rate && chart.unit === "%" ? { min: 0, max: 100 } : {}) },
    // Top to bottom in the order of the tree.
    yAxis: {
      type: "category", inverse: true, data: chart.names,
      axisLabel: { color: ink, fontSize: 14, interval: 0, width: 130, overflow: "truncate" },
      axisTick: { show: false }, axisLine: { lineStyle: { color: rule } },
    },
    series: [{
      type: "bar", data: chart.values, barMaxWidth: 18,
      itemStyle: { color: dark ? "#d9a441" : palette[chart.rate ? 1 : 0] },
      label: { show: true, position: "right", color: ink, fontSize: 14, formatter: (point) => chart.labels[point.dataIndex] },
    }],
  });

  // Where the boundaries change a line is drawn at the first period of the new ones; the table says which and when.
  const broken = (chart) => (chart.breaks && chart.breaks.length ? {
    markLine: {
      silent: true, symbol: "none", animation: false,
      label: { formatter: "区划调整", color: ink, fontSize: 12 }, lineStyle: { color: soft, type: "dashed", width: 2 },
      data: chart.breaks.map((name) => ({ xAxis: name })),
    },
  } : {});

  const line = (chart) => ({
    ...common(describe(chart)),
    tooltip: { ...common("").tooltip, trigger: "axis" },
    grid: { left: 4, right: 24, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: "category", data: chart.names, boundaryGap: false,
      axisLabel: { color: soft, fontSize: 14, hideOverlap: true }, axisLine: { lineStyle: { color: rule } },
    },
    yAxis: { type: "value", min: 0, ...(chart.unit === "%" ? { max: 100 } : {}), splitNumber: 3, axisLabel: { color: soft, fontSize: 14 }, splitLine: { lineStyle: { color: rule } } },
    series: [{
      type: "line", name: chart.title, data: chart.values, symbolSize: 7, connectNulls: false,
      lineStyle: { width: 3 }, itemStyle: { color: dark ? "#f0c866" : palette[0] },
      areaStyle: { opacity: 0.12 }, ...broken(chart),
    }],
  });

  // Several areas: told apart by the shape of their points as well as by colour.
  const shapes = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
  const lines = (chart) => ({
    ...line(chart),
    color: ["#c8323a", "#2f6db8", "#b8862f", "#2e7d4f", "#6d3b8f", "#555c66"],
    grid: { left: 4, right: 24, top: 40, bottom: 4, containLabel: true },
    legend: { top: 0, type: "scroll", textStyle: { color: ink, fontSize: 14 } },
    series: chart.lines.map((one, at) => ({
      type: "line", name: one.name, data: one.values, symbol: shapes[at], symbolSize: 9, connectNulls: false, lineStyle: { width: 2 },
      ...(at ? {} : broken(chart)),
    })),
  });

  // On a narrow screen one level, so that names stay readable.
  const numbered = (branch, levels) => ({
    ...branch, value: Number(branch.value),
    children: levels > 1 ? branch.children.map((child) => numbered(child, levels - 1)) : [],
  });

  const tree = (box, branches) => ({
    ...common(`${box.dataset.title}（${box.dataset.unit}）：` + branches.map((one) => `${one.name} ${one.value}`).join("，")),
    color: depths,
    tooltip: { ...common("").tooltip, formatter: (point) => `${point.name}\n${point.value} ${box.dataset.unit}` },
    series: [{
      type: "treemap", roam: false, nodeClick: false, drillDownIcon: "", breadcrumb: { show: false }, sort: "desc",
      left: 2, right: 2, top: 2, bottom: 2, data: branches.map((branch) => numbered(branch, box.clientWidth < 700 ? 1 : 2)),
      // Names only: a number that a narrow box cuts short would be a wrong number.
      label: { show: true, fontSize: 14, color: "#fff", formatter: "{b}" },
      upperLabel: { show: true, height: 28, fontSize: 15, color: ink, formatter: (point) => `${point.name}　${point.value}` },
      itemStyle: { borderColor: dark ? "#22060b" : "#fff", borderWidth: 1, gapWidth: 1 },
      levels: [
        { itemStyle: { gapWidth: 3, borderWidth: 0 }, upperLabel: { show: false } },
        { itemStyle: { gapWidth: 1, borderWidth: 2 } },
      ],
    }],
  });

  const draw = (box, option) => {
    const chart = echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(option);
    drawn.push(chart);
    return chart;
  };

  const boxOf = (chart) => document.getElementById(`chart-${chart.id}`);

  const show = (chart, option) => {
    const box = boxOf(chart);
    if (!dark && chart.names.length > 12 && option === bars) box.classList.add(chart.names.length > 24 ? "taller" : "tall");
    draw(box, option(chart));
  };

  const drawTree = () => {
    const box = document.getElementById("chart-tree");
    if (!box) return;
    box.hidden = false;
    const branches = read("board-tree");
    draw(box, tree(box, branches)).on("click", (point) => {
      if (point.data && point.data.id) window.location.assign(`../${point.data.id}/${window.location.search}`);
    });
  };

  const { peers, trends } = read("board-charts");
  document.querySelectorAll("details.as-table").forEach((table) => { table.open = false; });
  const compared = peers.flatMap((group) => group.charts);
  // All boxes are shown before one is measured: a box alone in its row is as wide as the row, and gives way to the next.
  [...compared, ...trends].forEach((chart) => { boxOf(chart).closest("figure").hidden = false; });
  drawTree();
  compared.forEach((chart) => show(chart, bars));
  trends.forEach((chart) => show(chart, chart.lines ? lines : line));
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));

  // A wall shows the next board every minute, each a page of its own so that nothing piles up. It is left only when the next
  // one answers: a page that says that the network is gone would never ask again.
  const wall = document.getElementById("wall-next");
  if (wall) {
    window.setInterval(() => {
      fetch(wall.href, { redirect: "manual" }).then((reply) => {
        if (reply.ok || reply.type === "opaqueredirect") window.location.replace(wall.href);
      }, () => {});
    }, 60 * 1000);
  }
})();
