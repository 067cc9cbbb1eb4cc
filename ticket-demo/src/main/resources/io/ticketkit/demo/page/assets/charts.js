// Charts in the page's own colours, each with a table of the same numbers. Chart.js is a plain script: it may be missing.
const charts = new Map(); // by canvas

/** A colour of the style sheet, in the theme that is on: Chart.js paints, it cannot follow custom properties. */
function colour(name) {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Draws or updates the chart of a canvas.
 * @param spec type ("bar", "doughnut" or "days"), labels, values, colours (names of custom properties), open(index), and
 *   whether there are fractions
 */
export function drawChart(canvas, spec) {
  if (!globalThis.Chart) return;
  const config = configOf(spec);
  const chart = charts.get(canvas);
  if (!chart) {
    charts.set(canvas, new globalThis.Chart(canvas, config));
    return;
  }
  chart.data.labels = config.data.labels;
  Object.assign(chart.data.datasets[0], config.data.datasets[0]);
  chart.options = config.options;
  chart.update();
}

function configOf({ type, labels, values, colours, open, fractions }) {
  const fills = colours.map(colour);
  return {
    type: type === 'doughnut' ? 'doughnut' : 'bar',
    data: {
      labels,
      datasets: [{
        data: values,
        backgroundColor: fills.length === 1 ? fills[0] : fills,
        borderColor: colour('surface'),
        borderWidth: type === 'doughnut' && values.filter(Boolean).length > 1 ? 2 : 0,
        borderRadius: type === 'doughnut' ? 0 : 3,
        maxBarThickness: 28,
      }],
    },
    options: optionsOf(type, open, fractions),
  };
}

function optionsOf(type, open, fractions) {
  const across = type === 'bar';
  const scales = type === 'doughnut' ? {} : {
    [across ? 'x' : 'y']: valueAxis(fractions),
    [across ? 'y' : 'x']: labelAxis(across),
  };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: calm() ? false : { duration: 300 },
    indexAxis: across ? 'y' : 'x',
    cutout: '62%',
    scales,
    plugins: {
      legend: {
        display: type === 'doughnut', position: 'right',
        labels: { color: colour('text'), boxWidth: 10, boxHeight: 10, padding: 12 },
      },
    },
    onClick: (event, hits) => open && hits.length && open(hits[0].index),
    onHover: (event, hits) => { event.native.target.style.cursor = open && hits.length ? 'pointer' : ''; },
  };
}

const valueAxis = fractions => ({
  beginAtZero: true,
  ticks: { ...(fractions ? { format: { maximumSignificantDigits: 3 } } : { precision: 0 }), color: colour('muted'), maxTicksLimit: 5 },
  grid: { color: colour('line') },
  border: { display: false },
});

// days may be left out, names may not
const labelAxis = across => ({
  ticks: { color: colour(across ? 'text' : 'muted'), maxRotation: 0, autoSkip: !across, autoSkipPadding: 12 },
  grid: { display: false },
  border: { color: colour('line') },
});
