// The trend as SVG: bars for one series, lines for several. The open window is hatched; provisional windows are lighter or dashed. Bands
// mark windows without posts, outages and repairs.

import { onResize, svg } from './dom.js';
import { formatAxisValue, formatDay, formatTime, isToday } from './format.js';
import { clip } from './intervals.js';
import { t } from './text.js';
import { ticks, timeTicks } from './ticks.js';
import { hideTooltip, showTooltip } from './tooltip.js';

const MARGIN = { top: 22, right: 6, bottom: 26, left: 46 };
const DAY_HEIGHT = 15;
const MAX_BARS = 100;

export class Chart {
  #container;
  #announce;
  #width = 0;
  #height = 0;
  #data = null;
  #activeIndex = null; // index of the window under the pointer

  constructor(container, announce) {
    this.#container = container;
    this.#announce = announce;
    container.tabIndex = 0;
    container.setAttribute('role', 'group');
    container.setAttribute('aria-roledescription', t('chart'));
    container.addEventListener('pointermove', (event) => this.#setActive(this.#indexAt(event)));
    container.addEventListener('pointerleave', () => this.#setActive(null));
    container.addEventListener('blur', () => this.#setActive(null));
    container.addEventListener('keydown', (event) => this.#handleKey(event));
    onResize(container, (width, height) => {
      this.#width = width;
      this.#height = height;
      this.#draw();
    });
  }

  /**
   * Shows {label, windows, windowMs, series: [{name, tone, values}], stages, bands: {outage, repaired}, increases: [{from, text}],
   * describe(index)}; missing values are null, a band is a list of intervals.
   */
  show(data) {
    this.#data = data;
    this.#container.setAttribute('aria-label', data.label);
    this.#draw();
  }

  #geometry() {
    const height = this.#height;
    const { windows, windowMs } = this.#data;
    const hasDates = !isToday(windows[0]) || !isToday(windows.at(-1));
    const plot = { left: MARGIN.left, right: this.#width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom - (hasDates ? DAY_HEIGHT : 0) };
    const duration = windows.length * windowMs;
    const maximum = Math.max(0, ...this.#data.series.flatMap(({ values }) => values.filter((value) => value !== null)));
    const levels = ticks(maximum, 4);
    const band = (plot.right - plot.left) / windows.length;
    return {
      height, hasDates, plot, levels, band,
      xOfTime: (time) => plot.left + ((time - windows[0]) / duration) * (plot.right - plot.left),
      x: (index) => plot.left + (index + 0.5) * band,
      y: (value) => plot.bottom - (value / levels.at(-1)) * (plot.bottom - plot.top),
    };
  }

  #draw() {
    if (!this.#data || this.#width === 0) return;
    const geometry = this.#geometry();
    const root = svg('svg', { width: this.#width, height: geometry.height, 'aria-hidden': 'true' }, createHatches());
    root.append(this.#grid(geometry), this.#bands(geometry), this.#increases(geometry), this.#emptyWindows(geometry), this.#seriesShapes(geometry));
    if (this.#activeIndex !== null) root.append(this.#guide(geometry));
    this.#container.replaceChildren(root);
  }

  #grid({ plot, levels, y, xOfTime, hasDates }) {
    const { windows, windowMs } = this.#data;
    const tickTimes = timeTicks(windows[0], windows.at(-1) + windowMs, this.#width < 560 ? 5 : 9);
    const anchor = (time) => (xOfTime(time) < plot.left + 24 ? 'start' : xOfTime(time) > plot.right - 18 ? 'end' : 'middle');
    const dayStarts = tickTimes.filter((time, index) => hasDates && (index === 0 || formatDay(time) !== formatDay(tickTimes[index - 1])));
    return svg('g', { class: 'grid-lines' },
      ...levels.map((value) => svg('line', { x1: plot.left, x2: plot.right, y1: y(value), y2: y(value), class: value === 0 ? 'base' : null })),
      ...levels.map((value) => svg('text', { x: plot.left - 10, y: y(value) + 4, 'text-anchor': 'end' }, formatAxisValue(value))),
      ...tickTimes.map((time) => svg('text', { x: xOfTime(time), y: plot.bottom + 19, 'text-anchor': anchor(time) }, formatTime(time))),
      ...dayStarts.map((time) => svg('text', { x: xOfTime(time), y: plot.bottom + 19 + DAY_HEIGHT, 'text-anchor': anchor(time), class: 'day' }, formatDay(time))));
  }

  /** Outages and repaired windows. */
  #bands({ plot, xOfTime }) {
    const { windows, windowMs, bands } = this.#data;
    return svg('g', { class: 'bands' }, ...Object.entries(bands).flatMap(([kind, intervals]) =>
      clip(intervals, windows[0], windows.at(-1) + windowMs).flatMap(([from, to]) => {
        const [x, width] = [xOfTime(from), Math.max(2, xOfTime(to) - xOfTime(from))];
        return [
          svg('rect', { class: `band ${kind}`, x, width, y: plot.top, height: plot.bottom - plot.top }),
          svg('rect', { class: `edge ${kind}`, x, width, y: kind === 'outage' ? plot.top - 4 : plot.bottom, height: 4 }),
        ];
      })));
  }

  /** Windows without posts. */
  #emptyWindows({ plot, band }) {
    const { windows, empty } = this.#data;
    const group = svg('g', { class: 'gaps' });
    for (let index = 0; index < windows.length; index++) {
      if (!empty[index]) continue;
      let end = index;
      while (end + 1 < windows.length && empty[end + 1]) end++;
      const x = plot.left + index * band;
      const width = (end - index + 1) * band;
      group.append(svg('rect', { x, y: plot.top, width, height: plot.bottom - plot.top, fill: 'url(#hatch-gap)' }));
      if (width > 70) group.append(svg('text', { x: x + width / 2, y: (plot.top + plot.bottom) / 2, 'text-anchor': 'middle' }, t('noPosts')));
      index = end;
    }
    return group;
  }

  /** Highlights from the start of each unusual increase. */
  #increases({ plot, band }) {
    const { windows, windowMs, increases } = this.#data;
    return svg('g', { class: 'rises' }, ...increases.flatMap(({ from, text }, index) => {
      const x = plot.left + Math.max(0, (from - windows[0]) / windowMs) * band;
      const isRight = x > (plot.left + plot.right) / 2;
      return [
        svg('rect', { x, y: plot.top, width: Math.max(0, plot.right - x), height: plot.bottom - plot.top }),
        svg('text', { x: isRight ? x - 6 : x + 6, y: plot.top + 12 + 16 * index, 'text-anchor': isRight ? 'end' : 'start' }, text),
      ];
    }));
  }

  #seriesShapes(geometry) {
    const { series, windows } = this.#data;
    if (series.length === 1 && windows.length <= MAX_BARS) return this.#bars(geometry, series[0]);
    return svg('g', {}, ...series.map((line) => this.#line(geometry, line, series.length === 1)));
  }

  #bars({ x, y, band, plot }, { values, tone }) {
    const { stages } = this.#data;
    const width = Math.max(1.5, Math.min(band * 0.7, 44));
    const maxRadius = Math.min(5, width / 2);
    const bars = values.map((value, index) => {
      if (!value) return null;
      const left = x(index) - width / 2;
      const top = Math.min(y(value), plot.bottom - 1);
      const cornerRadius = Math.min(maxRadius, plot.bottom - top);
      const path = `M${left},${plot.bottom}V${top + cornerRadius}q0,${-cornerRadius} ${cornerRadius},${-cornerRadius}h${width - 2 * cornerRadius}q${cornerRadius},0 ${cornerRadius},${cornerRadius}V${plot.bottom}z`;
      return svg('path', { d: path, class: `bar ${stages[index]}${index === this.#activeIndex ? ' at' : ''}` });
    });
    return svg('g', { class: `tone-${tone}` }, ...bars);
  }

  /** A line through the windows that have ended; the open window is a separate circle, as its partial count would look like a decrease. */
  #line({ x, y, plot }, { values, tone }, isFilled) {
    const { stages } = this.#data;
    const segments = [];
    let segment = [];
    values.forEach((value, index) => {
      if (value === null) {
        if (segment.length) segments.push(segment);
        segment = [];
      } else {
        segment.push([x(index), y(value), index]);
      }
    });
    if (segment.length) segments.push(segment);
    const path = (points) => 'M' + points.map(([pointX, pointY]) => `${pointX.toFixed(1)},${pointY.toFixed(1)}`).join('L');
    const group = svg('g', { class: `tone-${tone}` });
    for (const points of segments) {
      const isOpen = stages[points.at(-1)[2]] === 'open';
      const complete = isOpen ? points.slice(0, -1) : points;
      const closed = complete.filter(([, , index]) => stages[index] === 'closed');
      const provisional = complete.slice(Math.max(0, closed.length - 1));
      if (isFilled && complete.length > 1) {
        group.append(svg('path', { class: 'area', d: `${path(complete)}L${complete.at(-1)[0]},${plot.bottom}L${complete[0][0]},${plot.bottom}z` }));
      }
      if (closed.length > 1) group.append(svg('path', { class: 'line', d: path(closed) }));
      if (provisional.length > 1) group.append(svg('path', { class: 'line provisional', d: path(provisional) }));
      if (complete.length === 1) group.append(svg('circle', { class: 'dot', cx: complete[0][0], cy: complete[0][1], r: 2.5 }));
      if (isOpen) {
        group.append(svg('circle', { class: 'dot open', cx: points.at(-1)[0], cy: points.at(-1)[1], r: 4 }));
      }
    }
    return group;
  }

  #guide({ x, y, plot }) {
    const { series } = this.#data;
    const index = this.#activeIndex;
    return svg('g', { class: 'guide' },
      svg('line', { x1: x(index), x2: x(index), y1: plot.top, y2: plot.bottom }),
      ...series.filter(({ values }) => values[index] !== null && (series.length > 1 || values.length > MAX_BARS))
        .map(({ values, tone }) => svg('circle', { class: `dot tone-${tone}`, cx: x(index), cy: y(values[index]), r: 4.5 })));
  }

  #indexAt(event) {
    if (!this.#data) return null;
    const { plot, band } = this.#geometry();
    const index = Math.floor((event.clientX - this.#container.getBoundingClientRect().left - plot.left) / band);
    return index >= 0 && index < this.#data.windows.length ? index : null;
  }

  #setActive(index) {
    if (index === this.#activeIndex) return;
    this.#activeIndex = index;
    this.#draw();
    if (index === null) {
      hideTooltip();
      return;
    }
    const { plot, x } = this.#geometry();
    const bounds = this.#container.getBoundingClientRect();
    showTooltip(this.#data.describe(index), bounds.left + x(index), bounds.top + plot.top);
  }

  #handleKey(event) {
    if (!this.#data) return;
    const lastIndex = this.#data.windows.length - 1;
    const current = this.#activeIndex ?? lastIndex + 1;
    const index = { ArrowLeft: Math.max(0, current - 1), ArrowRight: Math.min(lastIndex, current + 1), Home: 0, End: lastIndex, Escape: null }[event.key];
    if (index === undefined || (index === null && this.#activeIndex === null)) return;
    event.preventDefault();
    this.#setActive(index);
    if (index !== null) {
      const { title, lines, note } = this.#data.describe(index);
      this.#announce([title, ...lines.map(({ name, value }) => `${name} ${value}`), note].filter(Boolean).join(', '));
    }
  }
}

function createHatches() {
  const createHatch = (id, spacing) => svg('pattern', { id, width: spacing, height: spacing, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: spacing, height: spacing, class: 'hatch-back' }), svg('rect', { width: spacing / 2, height: spacing, class: 'hatch-line' }));
  return svg('defs', {}, createHatch('hatch-open', 6), createHatch('hatch-gap', 9));
}
