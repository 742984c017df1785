// Draws the data embedded by ChaosPage: {seconds, totals, rows, faults: [{from, to}]}, with null for unknown values.
const backlog = JSON.parse(document.getElementById('backlog').textContent);
const box = document.getElementById('chart');

/** Makes instantaneous faults visible. */
const NARROWEST_PIXELS = 2;

function shadeFaults(plot) {
  plot.ctx.save();
  plot.ctx.fillStyle = 'rgba(176, 0, 32, 0.14)';
  for (const fault of backlog.faults) {
    const left = plot.valToPos(fault.from, 'x', true);
    const right = Math.max(plot.valToPos(fault.to, 'x', true), left + NARROWEST_PIXELS);
    const from = Math.max(left, plot.bbox.left);
    const to = Math.min(right, plot.bbox.left + plot.bbox.width);
    if (to > from) {
      plot.ctx.fillRect(from, plot.bbox.top, to - from, plot.bbox.height);
    }
  }
  plot.ctx.restore();
}

const plot = new uPlot(
  {
    width: box.clientWidth,
    height: 320,
    scales: { x: { time: false }, y: { range: (self, least, most) => [0, Math.max(1, most * 1.05)] } },
    axes: [{ label: 'seconds since the first sample' }, { label: 'posts', size: 70 }],
    series: [
      { label: 'second' },
      { label: 'not in the totals', stroke: '#1a56a8', width: 2, points: { show: false } },
      { label: 'not in the rows', stroke: '#b45309', width: 2, points: { show: false } },
    ],
    hooks: { drawClear: [shadeFaults] },
  },
  [backlog.seconds, backlog.totals, backlog.rows],
  box,
);
new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 320 })).observe(box);
