// Map of the cities as circles with areas proportional to the count; many cities are clustered on a canvas. Supports zoom and pan.

import { Ground } from './basemap.js';
import { fitted } from './bounds.js';
import { paint } from './circles.js';
import { select, zoom, zoomIdentity } from './d3.js';
import { el, morph, onSize, svg } from './dom.js';
import { axis, margin, number, people, plural, shortName } from './format.js';
import { areaOf, labels } from './maplabels.js';
import { MOST_ZOOM, Marks, isSame } from './markers.js';
import { METRICS } from './metrics.js';
import { t } from './text.js';
import { hideTip, showTip } from './tooltip.js';

const CANADA = 'CA';
const STEP = 2; // zoom factor of a button or a key
const MOVE = 80; // pan distance of an arrow key, in pixels
const SMALLEST = 2.2; // minimum radius
const DURATION = 250; // of a transition, in milliseconds
const NEAR = 4; // minimum radius of the pointer target of a circle
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class CityMap {
  #choose;
  #moved;
  #width = 0;
  #name = null;
  #outline = null;
  #picture = null;
  #ground = null;
  #marks = null;
  #visible = [];
  #pointed = null;
  #at = zoomIdentity;
  #focus = null;
  #isFocused = true;
  #isOwn = false; // true if zoomed by the user
  #goal = 1; // target zoom of the current transition
  #frame = null;
  #turn = 0;

  #land = svg('g', { class: 'ground' });
  #circles = svg('g', { class: 'circles' });
  #root = svg('svg', { role: 'img' }, this.#land, this.#circles);
  #canvas = el('canvas', { 'aria-hidden': 'true' });
  #labels = svg('svg', { class: 'labels', 'aria-hidden': 'true' });
  #stage = el('div', { class: 'map-stage', tabindex: 0, role: 'group', 'aria-label': t('mapKeys') }, this.#root, this.#canvas, this.#labels);
  #buttons = [['+', 'zoomIn'], ['−', 'zoomOut'], ['⤢', 'wholeMap']].map(([sign, key]) =>
    el('button', { type: 'button', class: 'icon-button', 'aria-label': t(key), title: t(key), 'data-zoom': key }, el('span', { 'aria-hidden': 'true' }, sign)));
  #controls = el('div', { class: 'map-zoom', role: 'group', 'aria-label': t('zoom') }, ...this.#buttons);
  #covered = null; // area covered by the controls
  #zoom = zoom().scaleExtent([1, MOST_ZOOM]).clickDistance(4);

  /** A map in `box`; calls `choose(id)` when a city is clicked, `moved()` when the viewport has changed. */
  constructor(box, choose, moved) {
    this.#choose = choose;
    this.#moved = moved;
    const stage = this.#stage;
    box.replaceChildren(stage, this.#controls);
    this.#zoom
      .filter((event) => this.#isGesture(event, box))
      .on('zoom', ({ transform, sourceEvent }) => {
        this.#at = transform;
        if (sourceEvent) this.#keep(transform.k);
        hideTip();
        this.#soon();
      })
      .on('end', () => this.#moved());
    select(stage).call(this.#zoom);
    box.addEventListener('click', ({ target }) => this.#press(target.closest('[data-zoom]')?.dataset.zoom));
    box.addEventListener('keydown', (event) => this.#key(event));
    stage.addEventListener('pointermove', (event) => this.#point(event));
    stage.addEventListener('pointerleave', () => this.#point(null));
    stage.addEventListener('click', (event) => this.#click(this.#hit(event)));
    onSize(box, (width) => this.#resize(width));
    const setDuration = () => this.#zoom.duration(calm.matches ? 0 : DURATION);
    setDuration();
    calm.addEventListener('change', setDuration);
    for (const query of [calm, matchMedia('(prefers-color-scheme: dark)')]) query.addEventListener('change', () => this.#soon());
    new MutationObserver(() => this.#soon()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  /**
   * Shows {title, measure, cities: [{id, name, latitude, longitude, tweets, retweets, users}], chosen, countries, focus}; the map is fitted
   * to the area `focus` when it changes: null for all, undefined while unknown.
   */
  show(picture) {
    const before = this.#picture;
    this.#picture = picture;
    const name = [...picture.countries].every((code) => code === CANADA) ? 'canada' : 'world';
    const isOther = picture.focus !== undefined && picture.focus !== this.#focus;
    if (isOther) {
      this.#focus = picture.focus;
      this.#isFocused = false;
    }
    // Until all cities of the range are known, some may be abroad.
    const isKnown = picture.focus !== undefined || (picture.cities.length > 0 && this.#name !== 'world');
    if (name !== this.#name && isKnown && (isOther || !this.#isKept(picture))) this.#load(name);
    if (isOther || !before || !isSame(before, picture)) this.#place();
    if (before?.title !== picture.title || !isSame(before, picture)) this.#describe();
  }

  /** True if the user has zoomed the map and no selected city is outside the map of Canada. */
  #isKept({ cities, chosen }) {
    return this.#isOwn && this.#goal > 1 && (this.#name === 'world' || !cities.some(({ id, country }) => country !== CANADA && chosen.includes(id)));
  }

  /** The bounds [west, south, east, north] of the viewport in degrees; null if the whole map is shown. */
  viewport() {
    if (!this.#ground || this.#at.k === 1) return null;
    const { width, height } = this.#ground;
    return this.#ground.degrees([...this.#at.invert([0, 0]), ...this.#at.invert([width, height])]);
  }

  async #load(name) {
    this.#name = name;
    this.#outline = null;
    const outline = await Ground.read(name).catch(() => null);
    if (this.#name !== name) return;
    if (!outline) this.#name = null; // Retried with the next picture.
    this.#outline = outline;
    this.#resize(this.#width, true);
  }

  #resize(width, isOther = false) {
    if (width === this.#width && !isOther) return;
    const scale = isOther ? null : width / this.#width;
    this.#width = width;
    if (!this.#outline || width === 0) return;
    this.#ground = new Ground(this.#name, this.#outline, width);
    const { height } = this.#ground;
    for (const part of [this.#root, this.#labels]) for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) part.setAttribute(name, value);
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${height}px` });
    this.#covered = areaOf(this.#controls);
    this.#land.replaceChildren(...this.#ground.shapes());
    this.#zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    const { x, y, k } = this.#at;
    const isReset = isOther || !Number.isFinite(scale);
    this.#goal = isReset ? 1 : k;
    select(this.#stage).call(this.#zoom.transform, isReset ? zoomIdentity : this.#within(zoomIdentity.translate(x * scale, y * scale).scale(k)));
    this.#place();
  }

  /** Places the cities; called only after a change of the counts, the base map or its size. */
  async #place() {
    if (!this.#ground || !this.#outline || !this.#picture) return;
    const turn = ++this.#turn;
    const [picture, ground] = [this.#picture, this.#ground];
    const { width, height } = ground;
    const places = picture.cities.filter((city) => Number.isFinite(city.latitude) && Number.isFinite(city.longitude)).map((city) => {
      const [x, y] = ground.projection([city.longitude, city.latitude]);
      return { city, x, y };
    }).filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height); // a retained map of Canada excludes cities far abroad
    const marks = await new Marks(places, Math.max(width, height), picture.measure.of, picture.chosen).cluster();
    if (turn !== this.#turn) return;
    this.#marks = marks;
    if (!this.#isFocused && places.length > 0) this.#fit(places);
    this.#soon();
  }

  #describe() {
    const { title, measure: { of, text }, cities } = this.#picture;
    const top = [...cities].sort((a, b) => of(b) - of(a)).slice(0, 3).map((city) => `${shortName(city.name)} ${text(city)}`).join(', ');
    this.#root.setAttribute('aria-label', t('mapLabel', title, top));
  }

  /** Fits the map to the places of an area, or shows the whole map. */
  #fit(places) {
    this.#isFocused = true;
    this.#isOwn = false;
    if (this.#focus === null || (this.#name === 'canada' && this.#focus === CANADA)) return this.#go(zoomIdentity);
    const { x, y, k } = fitted(places, this.#ground);
    this.#goTo(x, y, k);
  }

  /** Centers the map on a point. */
  #goTo(x, y, k) {
    const { width, height } = this.#ground;
    this.#go(zoomIdentity.translate(width / 2, height / 2).scale(Math.max(1, Math.min(MOST_ZOOM, k))).translate(-x, -y));
  }

  #go(transform) {
    this.#goal = transform.k;
    this.#moving().call(this.#zoom.transform, this.#within(transform));
  }

  /** The transform, constrained to the bounds of the map. */
  #within(transform) {
    return this.#zoom.constrain()(transform, this.#zoom.extent().call(this.#stage), this.#zoom.translateExtent());
  }

  /** Retains the zoom chosen by the user. */
  #keep(k) {
    this.#isFocused = true;
    this.#isOwn = true;
    this.#goal = k;
  }

  #moving() {
    const stage = select(this.#stage);
    return calm.matches ? stage : stage.transition().duration(DURATION);
  }

  #soon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
    });
  }

  #draw() {
    if (!this.#ground || !this.#marks) return;
    const { width, height } = this.#ground;
    const { x, y, k } = this.#at;
    const { chosen, measure: { id, of, perCapita, text } } = this.#picture;
    const largest = Math.max(11, width / 32);
    this.#visible = this.#marks.at(k)
      .map((mark) => ({ ...mark, r: Math.max(SMALLEST, largest * mark.part), p: [mark.x * k + x, mark.y * k + y] }))
      .filter(({ r, p: [px, py] }) => px > -r && px < width + r && py > -r && py < height + r);
    this.#land.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
    this.#canvas.hidden = !this.#marks.many;
    const isChosen = ({ city }) => chosen.includes(city.id);
    morph(this.#circles, ...(this.#marks.many ? [] : this.#visible.map((mark) => circle(mark, isChosen(mark)))));
    if (this.#marks.many) paint(this.#canvas, width, height, this.#visible, { chosen, pointed: this.#pointed, text: (city) => atMost(id) + (perCapita ? text(city) : axis(of(city))) });
    morph(this.#labels, ...labels([...this.#visible].sort((a, b) => isChosen(b) - isChosen(a)), width, height, this.#covered));
    const isWhole = k === 1;
    this.#stage.classList.toggle('zoomed', !isWhole);
    this.#stage.classList.toggle('own', !isWhole && this.#isOwn);
    // `disabled` would lose the focus.
    for (const button of this.#buttons) button.setAttribute('aria-disabled', String(button.dataset.zoom === 'zoomIn' ? k >= MOST_ZOOM : isWhole));
  }

  /** One finger and the wheel scroll the document unless the user has zoomed the map or it has the focus. */
  #isGesture(event, box) {
    if (event.type === 'wheel') return event.ctrlKey || event.metaKey || box.contains(document.activeElement);
    if (event.type === 'dblclick' && this.#hit(event)) return false;
    return !event.button && !event.ctrlKey && (event.touches?.length !== 1 || (this.#isOwn && this.#at.k > 1));
  }

  #press(button) {
    if (!button) return;
    const k = this.#goal * (button === 'zoomIn' ? STEP : 1 / STEP);
    this.#keep(Math.max(1, Math.min(MOST_ZOOM, k)));
    if (button === 'wholeMap') this.#go(zoomIdentity);
    else this.#moving().call(this.#zoom.scaleTo, this.#goal);
  }

  #key(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = { '+': 'zoomIn', '=': 'zoomIn', '-': 'zoomOut', 0: 'wholeMap' }[key];
    if (button) this.#press(button);
    else if (key in ARROWS && (this.#at.k > 1 || ARROWS[key][0] !== 0)) select(this.#stage).call(this.#zoom.translateBy, ...ARROWS[key].map((one) => (one * MOVE) / this.#at.k));
    else return;
    event.preventDefault();
  }

  /** The smallest mark under the pointer. */
  #hit({ target, clientX, clientY }) {
    const { id } = target.dataset ?? {};
    if (id || !this.#marks?.many) return this.#visible.find(({ city }) => city.id === id);
    const { left, top } = this.#stage.getBoundingClientRect();
    return this.#visible.findLast(({ r, p: [x, y] }) => Math.hypot(clientX - left - x, clientY - top - y) <= Math.max(NEAR, r));
  }

  #click(mark) {
    if (mark?.cluster) {
      this.#keep(this.#at.k);
      this.#goTo(mark.x, mark.y, Math.max(STEP * this.#at.k, this.#marks.zoomOf(mark.cluster)));
    } else if (mark) this.#choose(mark.city.id);
  }

  #point(event) {
    const mark = event && this.#hit(event);
    if (this.#pointed !== (mark?.city ?? null)) {
      this.#pointed = mark?.city ?? null;
      this.#stage.classList.toggle('pointed', Boolean(mark));
      if (this.#marks?.many) this.#soon();
    }
    if (mark) showTip(this.#tip(mark), event.clientX, event.clientY);
    else hideTip();
  }

  #tip({ city, cluster }) {
    const { id: metric, perCapita, unit, text } = this.#picture.measure;
    const sign = (one) => (cluster ? atMost(one) : '');
    const lines = Object.values(METRICS).map(({ id, name, adds }) =>
      ({ name, value: adds ? number(city[id]) : `${sign(id)}${people(city.people)} ${margin(city.people)}` }));
    if (perCapita) lines.push({ name: unit, value: sign(metric) + text(city) });
    const title = cluster ? `${shortName(city.name)} ${t('andMore', plural(cluster.cities - 1, 'otherCity'))}` : city.name;
    return { title, lines, note: t(cluster ? 'clickToZoom' : 'clickToCompare') };
  }
}

/** The prefix of a sum over the cities of a cluster. */
const atMost = (metric) => (METRICS[metric].adds ? '' : '≤ ');

const circle = ({ city, r, p: [cx, cy] }, isChosen) =>
  svg('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: r.toFixed(1), 'data-id': city.id, class: isChosen ? 'chosen' : null });
