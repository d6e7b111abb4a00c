/* Draws each [data-chart] from the json_script that it names. The same figures stand in a table
   on the page; without this script nothing is missing but the picture. */
(() => {
  "use strict";

  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();

  const series = (name, values, unit, line) => ({
    name,
    type: "line",
    data: values,
    connectNulls: true,
    animation: false,
    tooltip: { valueFormatter: (value) => (value == null ? "—" : `${value}${unit}`) },
    ...line,
  });

  // A percentage is drawn on the whole scale; other values would lie flat on one from zero.
  const range = (most) => (most ? { min: 0, max: Number(most) } : { scale: true });

  // Several lines are told apart by their marks as well as by their colours.
  const COLOURS = ["--bs-primary", "--lamp-orange", "--lamp-green", "--lamp-red", "--lamp-yellow", "--quiet"];
  const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];

  const several = (course) =>
    course.series.map((each, place) =>
      series(each.name, each.values, course.unit, {
        color: token(COLOURS[place % COLOURS.length]),
        lineStyle: { type: each.dashed ? "dashed" : "solid", width: 2 },
        symbol: MARKS[place % MARKS.length],
        symbolSize: 8,
      }),
    );

  // From the newest value to the day that is forecast: a dashed line inside its widening band. Only
  // the last day was computed, so only there a figure is told.
  const ahead = (course) => {
    const told = course.forecast;
    if (!told) return [];
    const first = course.days.indexOf(told.from);
    const last = course.days.indexOf(told.to);
    const towards = (value) =>
      course.days.map((_, at) =>
        at < first || at > last ? null : told.begins + ((value - told.begins) * (at - first)) / (last - first),
      );
    const low = towards(told.low);
    const band = towards(told.high).map((value, at) => (value == null ? null : value - low[at]));
    const quiet = { symbol: "none", stack: "interval", lineStyle: { opacity: 0 }, silent: true };
    return [
      { ...series("", low, "", quiet), id: "low" },
      {
        ...series(told.interval, band, course.unit, { ...quiet, color: token("--lamp-blue") }),
        areaStyle: { opacity: 0.18 },
        id: "band",
      },
      {
        ...series(told.name, towards(told.point), course.unit, {
          color: token("--lamp-blue"),
          lineStyle: { type: "dotted", width: 3 },
          symbol: "none",
        }),
        id: "point",
      },
    ];
  };

  // What a pointer over a day is told; between today and the day that is forecast nothing is.
  const tip = (course) => (lines) => {
    const told = course.forecast;
    const last = told && lines[0].axisValue === told.to.slice(0, 7);
    const figure = (line) => {
      if (line.seriesId === "low") return null;
      if (line.seriesId === "band") return last ? `${told.low}–${told.high}` : null;
      if (line.seriesId === "point") return last ? told.point : null;
      return line.value;
    };
    const rows = lines.map((line) => [line, figure(line)]).filter(([, value]) => value != null);
    return [lines[0].axisValue, ...rows.map(([line, value]) => `${line.marker} ${line.seriesName}  ${value}${course.unit}`)].join("\n");
  };

  const options = (box, course) => ({
    textStyle: { fontFamily: token("--bs-font-sans-serif"), color: token("--bs-body-color") },
    aria: { enabled: false },
    grid: { left: 8, right: 32, top: 44, bottom: 8, containLabel: true },
    legend: { type: "scroll", top: 0, right: 16, itemWidth: 28 },
    // Rich text is drawn on the canvas: no HTML, no style attributes.
    tooltip: { trigger: "axis", renderMode: "richText", ...(course.forecast && { formatter: tip(course) }) },
    xAxis: { type: "category", boundaryGap: false, data: course.days.map((day) => day.slice(0, 7)) },
    yAxis: { ...range(box.dataset.most), type: "value", name: course.unit, nameTextStyle: { align: "left" }, nameGap: 16 },
    series: course.series ? several(course) : [
      series(box.dataset.planned, course.planned, course.unit, {
        color: token("--quiet"),
        lineStyle: { type: "dashed", width: 2 },
        symbol: "none",
      }),
      series(box.dataset.measured, course.measured, course.unit, {
        color: token("--bs-primary"),
        lineStyle: { width: 3 },
        symbol: "circle",
        symbolSize: 6,
      }),
      ...ahead(course),
    ].filter((each) => each.data.some((value) => value != null)),
  });

  const draw = (box) => {
    const course = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(options(box, course));
    new ResizeObserver(() => chart.resize()).observe(box);
  };

  // The library weighs more than the whole page: it comes when the page is there to be read.
  const library = document.createElement("script");
  library.src = document.currentScript.dataset.library;
  library.addEventListener("load", () => document.querySelectorAll("[data-chart]").forEach(draw));
  const fetch = () => requestAnimationFrame(() => setTimeout(() => document.head.append(library)));
  if (document.readyState === "complete") fetch();
  else window.addEventListener("load", fetch);
})();
