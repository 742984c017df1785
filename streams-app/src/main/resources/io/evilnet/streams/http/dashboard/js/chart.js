// The trend as SVG: bars for one series, lines for several. The open window is hatched; provisional windows are lighter or dashed. Bands
// mark windows without posts, outages and repairs.

import { onSize, svg } from './dom.js';
import { axis, day, isToday, time } from './format.js';
import { clip } from './intervals.js';
import { t } from './text.js';
import { ticks, timeTicks } from './ticks.js';
import { hideTip, showTip } from './tooltip.js';

const MARGIN = { top: 22, right: 6, bottom: 26, left: 46 };
const DAY_HEIGHT = 15;
const MOST_BARS = 100;

export class Chart {
  #box;
  #announce;
  #width = 0;
  #height = 0;
  #picture = null;
  #at = null; // index of the window under the pointer

  constructor(box, announce) {
    this.#box = box;
    this.#announce = announce;
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-roledescription', t('chart'));
    box.addEventListener('pointermove', (event) => this.#point(this.#index(event)));
    box.addEventListener('pointerleave', () => this.#point(null));
    box.addEventListener('blur', () => this.#point(null));
    box.addEventListener('keydown', (event) => this.#key(event));
    onSize(box, (width, height) => {
      this.#width = width;
      this.#height = height;
      this.#draw();
    });
  }

  /**
   * Shows a picture: {label, windows, windowMs, series: [{name, tone, values}], stages, bands: {outage, repaired}, rises: [{from, text}],
   * describe(index)}; missing values are null, a band is a list of intervals.
   */
  show(picture) {
    this.#picture = picture;
    this.#box.setAttribute('aria-label', picture.label);
    this.#draw();
  }

  #geometry() {
    const height = this.#height;
    const { windows, windowMs } = this.#picture;
    const days = !isToday(windows[0]) || !isToday(windows.at(-1));
    const plot = { left: MARGIN.left, right: this.#width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom - (days ? DAY_HEIGHT : 0) };
    const whole = windows.length * windowMs;
    const most = Math.max(0, ...this.#picture.series.flatMap(({ values }) => values.filter((v) => v !== null)));
    const levels = ticks(most, 4);
    const band = (plot.right - plot.left) / windows.length;
    return {
      height, days, plot, levels, band,
      xOf: (t) => plot.left + ((t - windows[0]) / whole) * (plot.right - plot.left),
      x: (i) => plot.left + (i + 0.5) * band,
      y: (value) => plot.bottom - (value / levels.at(-1)) * (plot.bottom - plot.top),
    };
  }

  #draw() {
    if (!this.#picture || this.#width === 0) return;
    const g = this.#geometry();
    const root = svg('svg', { width: this.#width, height: g.height, 'aria-hidden': 'true' }, hatches());
    root.append(this.#grid(g), this.#bands(g), this.#rises(g), this.#gaps(g), this.#marks(g));
    if (this.#at !== null) root.append(this.#guide(g));
    this.#box.replaceChildren(root);
  }

  #grid({ plot, levels, y, xOf, days }) {
    const { windows, windowMs } = this.#picture;
    const times = timeTicks(windows[0], windows.at(-1) + windowMs, this.#width < 560 ? 5 : 9);
    const anchor = (t) => (xOf(t) < plot.left + 24 ? 'start' : xOf(t) > plot.right - 18 ? 'end' : 'middle');
    const dayBegins = times.filter((t, i) => days && (i === 0 || day(t) !== day(times[i - 1])));
    return svg('g', { class: 'grid-lines' },
      ...levels.map((v) => svg('line', { x1: plot.left, x2: plot.right, y1: y(v), y2: y(v), class: v === 0 ? 'base' : null })),
      ...levels.map((v) => svg('text', { x: plot.left - 10, y: y(v) + 4, 'text-anchor': 'end' }, axis(v))),
      ...times.map((t) => svg('text', { x: xOf(t), y: plot.bottom + 19, 'text-anchor': anchor(t) }, time(t))),
      ...dayBegins.map((t) => svg('text', { x: xOf(t), y: plot.bottom + 19 + DAY_HEIGHT, 'text-anchor': anchor(t), class: 'day' }, day(t))));
  }

  /** Outages and repaired windows. */
  #bands({ plot, xOf }) {
    const { windows, windowMs, bands } = this.#picture;
    return svg('g', { class: 'bands' }, ...Object.entries(bands).flatMap(([kind, intervals]) =>
      clip(intervals, windows[0], windows.at(-1) + windowMs).flatMap(([from, to]) => {
        const [x, width] = [xOf(from), Math.max(2, xOf(to) - xOf(from))];
        return [
          svg('rect', { class: `band ${kind}`, x, width, y: plot.top, height: plot.bottom - plot.top }),
          svg('rect', { class: `edge ${kind}`, x, width, y: kind === 'outage' ? plot.top - 4 : plot.bottom, height: 4 }),
        ];
      })));
  }

  /** Windows without posts. */
  #gaps({ plot, band }) {
    const { windows, empty } = this.#picture;
    const group = svg('g', { class: 'gaps' });
    for (let i = 0; i < windows.length; i++) {
      if (!empty[i]) continue;
      let end = i;
      while (end + 1 < windows.length && empty[end + 1]) end++;
      const x = plot.left + i * band;
      const width = (end - i + 1) * band;
      group.append(svg('rect', { x, y: plot.top, width, height: plot.bottom - plot.top, fill: 'url(#hatch-gap)' }));
      if (width > 70) group.append(svg('text', { x: x + width / 2, y: (plot.top + plot.bottom) / 2, 'text-anchor': 'middle' }, t('noPosts')));
      i = end;
    }
    return group;
  }

  /** Highlights from the start of each rise. */
  #rises({ plot, band }) {
    const { windows, windowMs, rises } = this.#picture;
    return svg('g', { class: 'rises' }, ...rises.flatMap(({ from, text }, i) => {
      const x = plot.left + Math.max(0, (from - windows[0]) / windowMs) * band;
      const isRight = x > (plot.left + plot.right) / 2;
      return [
        svg('rect', { x, y: plot.top, width: Math.max(0, plot.right - x), height: plot.bottom - plot.top }),
        svg('text', { x: isRight ? x - 6 : x + 6, y: plot.top + 12 + 16 * i, 'text-anchor': isRight ? 'end' : 'start' }, text),
      ];
    }));
  }

  #marks(g) {
    const { series, windows } = this.#picture;
    if (series.length === 1 && windows.length <= MOST_BARS) return this.#bars(g, series[0]);
    return svg('g', {}, ...series.map((one) => this.#line(g, one, series.length === 1)));
  }

  #bars({ x, y, band, plot }, { values, tone }) {
    const { stages } = this.#picture;
    const width = Math.max(1.5, Math.min(band * 0.7, 44));
    const radius = Math.min(5, width / 2);
    const bars = values.map((value, i) => {
      if (!value) return null;
      const left = x(i) - width / 2;
      const top = Math.min(y(value), plot.bottom - 1);
      const r = Math.min(radius, plot.bottom - top);
      const d = `M${left},${plot.bottom}V${top + r}q0,${-r} ${r},${-r}h${width - 2 * r}q${r},0 ${r},${r}V${plot.bottom}z`;
      return svg('path', { d, class: `bar ${stages[i]}${i === this.#at ? ' at' : ''}` });
    });
    return svg('g', { class: `tone-${tone}` }, ...bars);
  }

  /** A line through the windows that have ended; the open window is a separate circle, as its partial count would look like a decrease. */
  #line({ x, y, plot }, { values, tone }, filled) {
    const { stages } = this.#picture;
    const runs = [];
    let run = [];
    values.forEach((value, i) => {
      if (value === null) {
        if (run.length) runs.push(run);
        run = [];
      } else {
        run.push([x(i), y(value), i]);
      }
    });
    if (run.length) runs.push(run);
    const path = (points) => 'M' + points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join('L');
    const group = svg('g', { class: `tone-${tone}` });
    for (const points of runs) {
      const open = stages[points.at(-1)[2]] === 'open';
      const whole = open ? points.slice(0, -1) : points;
      const closed = whole.filter(([, , i]) => stages[i] === 'closed');
      const settling = whole.slice(Math.max(0, closed.length - 1));
      if (filled && whole.length > 1) {
        group.append(svg('path', { class: 'area', d: `${path(whole)}L${whole.at(-1)[0]},${plot.bottom}L${whole[0][0]},${plot.bottom}z` }));
      }
      if (closed.length > 1) group.append(svg('path', { class: 'line', d: path(closed) }));
      if (settling.length > 1) group.append(svg('path', { class: 'line settling', d: path(settling) }));
      if (whole.length === 1) group.append(svg('circle', { class: 'dot', cx: whole[0][0], cy: whole[0][1], r: 2.5 }));
      if (open) {
        group.append(svg('circle', { class: 'dot open', cx: points.at(-1)[0], cy: points.at(-1)[1], r: 4 }));
      }
    }
    return group;
  }

  #guide({ x, y, plot }) {
    const { series } = this.#picture;
    const at = this.#at;
    return svg('g', { class: 'guide' },
      svg('line', { x1: x(at), x2: x(at), y1: plot.top, y2: plot.bottom }),
      ...series.filter(({ values }) => values[at] !== null && (series.length > 1 || values.length > MOST_BARS))
        .map(({ values, tone }) => svg('circle', { class: `dot tone-${tone}`, cx: x(at), cy: y(values[at]), r: 4.5 })));
  }

  #index(event) {
    if (!this.#picture) return null;
    const { plot, band } = this.#geometry();
    const i = Math.floor((event.clientX - this.#box.getBoundingClientRect().left - plot.left) / band);
    return i >= 0 && i < this.#picture.windows.length ? i : null;
  }

  #point(index) {
    if (index === this.#at) return;
    this.#at = index;
    this.#draw();
    if (index === null) {
      hideTip();
      return;
    }
    const { plot, x } = this.#geometry();
    const box = this.#box.getBoundingClientRect();
    showTip(this.#picture.describe(index), box.left + x(index), box.top + plot.top);
  }

  #key(event) {
    if (!this.#picture) return;
    const last = this.#picture.windows.length - 1;
    const from = this.#at ?? last + 1;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, from + 1), Home: 0, End: last, Escape: null }[event.key];
    if (to === undefined || (to === null && this.#at === null)) return;
    event.preventDefault();
    this.#point(to);
    if (to !== null) {
      const { title, lines, note } = this.#picture.describe(to);
      this.#announce([title, ...lines.map(({ name, value }) => `${name} ${value}`), note].filter(Boolean).join(', '));
    }
  }
}

function hatches() {
  const hatch = (id, gap) => svg('pattern', { id, width: gap, height: gap, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: gap, height: gap, class: 'hatch-back' }), svg('rect', { width: gap / 2, height: gap, class: 'hatch-line' }));
  return svg('defs', {}, hatch('hatch-open', 6), hatch('hatch-gap', 9));
}
