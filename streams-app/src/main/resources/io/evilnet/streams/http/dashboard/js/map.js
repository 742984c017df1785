// Map of the cities as circles with areas proportional to the count; many cities are clustered on a canvas. Supports zoom and pan.

import { BaseMap } from './basemap.js';
import { fitBounds } from './bounds.js';
import { drawCircles } from './circles.js';
import { select, zoom, zoomIdentity } from './d3.js';
import { el, morph, onResize, svg } from './dom.js';
import { formatAxisValue, formatErrorMargin, formatNumber, formatUserCount, plural, shortName } from './format.js';
import { createLabels, offsetBounds } from './maplabels.js';
import { MAX_ZOOM, Markers, isSameData } from './markers.js';
import { METRICS } from './metrics.js';
import { t } from './text.js';
import { hideTooltip, showTooltip } from './tooltip.js';

const CANADA = 'CA';
const ZOOM_STEP = 2; // zoom factor of a button or a key
const PAN_DISTANCE = 80; // of an arrow key, in pixels
const MIN_RADIUS = 2.2; // of a circle, in pixels
const TRANSITION_MS = 250; // of a change of the zoom
const MIN_POINTER_RADIUS = 4; // of the pointer target of a circle, in pixels
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
const ARROW_DIRECTIONS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class CityMap {
  #onSelect;
  #onMove;
  #width = 0;
  #baseMapName = null;
  #outline = null;
  #data = null;
  #baseMap = null;
  #markers = null;
  #visibleMarkers = [];
  #hoveredCity = null;
  #transform = zoomIdentity;
  #area = null;
  #isFitted = true;
  #isUserZoom = false; // true if the user has set the zoom
  #targetZoom = 1; // of the current transition
  #frameRequest = null;
  #latestPlacement = 0;

  #baseMapLayer = svg('g', { class: 'basemap' });
  #circleLayer = svg('g', { class: 'circles' });
  #svg = svg('svg', { role: 'img' }, this.#baseMapLayer, this.#circleLayer);
  #canvas = el('canvas', { 'aria-hidden': 'true' });
  #labelLayer = svg('svg', { class: 'labels', 'aria-hidden': 'true' });
  #stage = el('div', { class: 'map-stage', tabindex: 0, role: 'group', 'aria-label': t('mapKeys') }, this.#svg, this.#canvas, this.#labelLayer);
  #buttons = [['+', 'zoomIn'], ['−', 'zoomOut'], ['⤢', 'wholeMap']].map(([symbol, key]) =>
    el('button', { type: 'button', class: 'icon-button', 'aria-label': t(key), title: t(key), 'data-zoom': key }, el('span', { 'aria-hidden': 'true' }, symbol)));
  #controls = el('div', { class: 'map-zoom', role: 'group', 'aria-label': t('zoom') }, ...this.#buttons);
  #controlBounds = null; // bounds of the controls in the map
  #zoom = zoom().scaleExtent([1, MAX_ZOOM]).clickDistance(4);

  /** A map in a container; calls `onSelect(id)` after a click on a city, `onMove()` after a change of the viewport. */
  constructor(container, onSelect, onMove) {
    this.#onSelect = onSelect;
    this.#onMove = onMove;
    const stage = this.#stage;
    container.replaceChildren(stage, this.#controls);
    this.#zoom
      .filter((event) => this.#isZoomGesture(event, container))
      .on('zoom', ({ transform, sourceEvent }) => {
        this.#transform = transform;
        if (sourceEvent) this.#recordUserZoom(transform.k);
        hideTooltip();
        this.#scheduleDraw();
      })
      .on('end', () => this.#onMove());
    select(stage).call(this.#zoom);
    container.addEventListener('click', ({ target }) => this.#pressButton(target.closest('[data-zoom]')?.dataset.zoom));
    container.addEventListener('keydown', (event) => this.#handleKey(event));
    stage.addEventListener('pointermove', (event) => this.#hover(event));
    stage.addEventListener('pointerleave', () => this.#hover(null));
    stage.addEventListener('click', (event) => this.#handleClick(this.#markerAt(event)));
    onResize(container, (width) => this.#resize(width));
    const setDuration = () => this.#zoom.duration(reducedMotion.matches ? 0 : TRANSITION_MS);
    setDuration();
    reducedMotion.addEventListener('change', setDuration);
    for (const mediaQuery of [reducedMotion, matchMedia('(prefers-color-scheme: dark)')]) mediaQuery.addEventListener('change', () => this.#scheduleDraw());
    new MutationObserver(() => this.#scheduleDraw()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  /**
   * Shows {title, measure, cities: [{id, name, latitude, longitude, tweets, retweets, users}], selected, countries, area}; the map is fitted
   * to the area after each change: null for all, undefined while unknown.
   */
  show(data) {
    const previous = this.#data;
    this.#data = data;
    const name = [...data.countries].every((code) => code === CANADA) ? 'canada' : 'world';
    const isOther = data.area !== undefined && data.area !== this.#area;
    if (isOther) {
      this.#area = data.area;
      this.#isFitted = false;
    }
    // Until all cities of the range are known, some may be abroad.
    const isKnown = data.area !== undefined || (data.cities.length > 0 && this.#baseMapName !== 'world');
    if (name !== this.#baseMapName && isKnown && (isOther || !this.#isUserViewRetained(data))) this.#loadBaseMap(name);
    if (isOther || !previous || !isSameData(previous, data)) this.#place();
    if (previous?.title !== data.title || !isSameData(previous, data)) this.#updateLabel();
  }

  /** True if the user has zoomed the map and no selected city is outside the map of Canada. */
  #isUserViewRetained({ cities, selected }) {
    return this.#isUserZoom && this.#targetZoom > 1 && (this.#baseMapName === 'world' || !cities.some(({ id, country }) => country !== CANADA && selected.includes(id)));
  }

  /** The bounds [west, south, east, north] of the viewport in degrees; null if the whole map is shown. */
  viewport() {
    if (!this.#baseMap || this.#transform.k === 1) return null;
    const { width, height } = this.#baseMap;
    return this.#baseMap.toDegrees([...this.#transform.invert([0, 0]), ...this.#transform.invert([width, height])]);
  }

  async #loadBaseMap(name) {
    this.#baseMapName = name;
    this.#outline = null;
    const outline = await BaseMap.fetchOutline(name).catch(() => null);
    if (this.#baseMapName !== name) return;
    if (!outline) this.#baseMapName = null; // Retried with the next data.
    this.#outline = outline;
    this.#resize(this.#width, true);
  }

  #resize(width, isOtherMap = false) {
    if (width === this.#width && !isOtherMap) return;
    const scale = isOtherMap ? null : width / this.#width;
    this.#width = width;
    if (!this.#outline || width === 0) return;
    this.#baseMap = new BaseMap(this.#baseMapName, this.#outline, width);
    const { height } = this.#baseMap;
    for (const element of [this.#svg, this.#labelLayer]) for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) element.setAttribute(name, value);
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${height}px` });
    this.#controlBounds = offsetBounds(this.#controls);
    this.#baseMapLayer.replaceChildren(...this.#baseMap.shapes());
    this.#zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    const { x, y, k } = this.#transform;
    const isReset = isOtherMap || !Number.isFinite(scale);
    this.#targetZoom = isReset ? 1 : k;
    select(this.#stage).call(this.#zoom.transform, isReset ? zoomIdentity : this.#constrain(zoomIdentity.translate(x * scale, y * scale).scale(k)));
    this.#place();
  }

  /** Places the cities; called only after a change of the counts, the base map or its size. */
  async #place() {
    if (!this.#baseMap || !this.#outline || !this.#data) return;
    const placement = ++this.#latestPlacement;
    const [data, baseMap] = [this.#data, this.#baseMap];
    const { width, height } = baseMap;
    const places = data.cities.filter((city) => Number.isFinite(city.latitude) && Number.isFinite(city.longitude)).map((city) => {
      const [x, y] = baseMap.projection([city.longitude, city.latitude]);
      return { city, x, y };
    }).filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height); // a retained map of Canada excludes cities far abroad
    const markers = await new Markers(places, Math.max(width, height), data.measure.getValue, data.selected).cluster();
    if (placement !== this.#latestPlacement) return;
    this.#markers = markers;
    if (!this.#isFitted && places.length > 0) this.#fit(places);
    this.#scheduleDraw();
  }

  #updateLabel() {
    const { title, measure: { getValue, formatValue }, cities } = this.#data;
    const largestCities = [...cities].sort((a, b) => getValue(b) - getValue(a)).slice(0, 3).map((city) => `${shortName(city.name)} ${formatValue(city)}`).join(', ');
    this.#svg.setAttribute('aria-label', t('mapLabel', title, largestCities));
  }

  /** Fits the map to the places of an area, or shows the whole map. */
  #fit(places) {
    this.#isFitted = true;
    this.#isUserZoom = false;
    if (this.#area === null || (this.#baseMapName === 'canada' && this.#area === CANADA)) return this.#transitionTo(zoomIdentity);
    const { x, y, k } = fitBounds(places, this.#baseMap);
    this.#centerOn(x, y, k);
  }

  /** Centers the map on a point. */
  #centerOn(x, y, k) {
    const { width, height } = this.#baseMap;
    this.#transitionTo(zoomIdentity.translate(width / 2, height / 2).scale(Math.max(1, Math.min(MAX_ZOOM, k))).translate(-x, -y));
  }

  #transitionTo(transform) {
    this.#targetZoom = transform.k;
    this.#animated().call(this.#zoom.transform, this.#constrain(transform));
  }

  /** The transform, constrained to the bounds of the map. */
  #constrain(transform) {
    return this.#zoom.constrain()(transform, this.#zoom.extent().call(this.#stage), this.#zoom.translateExtent());
  }

  /** Records the zoom set by the user. */
  #recordUserZoom(k) {
    this.#isFitted = true;
    this.#isUserZoom = true;
    this.#targetZoom = k;
  }

  #animated() {
    const stage = select(this.#stage);
    return reducedMotion.matches ? stage : stage.transition().duration(TRANSITION_MS);
  }

  #scheduleDraw() {
    this.#frameRequest ??= requestAnimationFrame(() => {
      this.#frameRequest = null;
      this.#draw();
    });
  }

  #draw() {
    if (!this.#baseMap || !this.#markers) return;
    const { width, height } = this.#baseMap;
    const { x, y, k } = this.#transform;
    const { selected, measure: { id, getValue, perCapita, formatValue } } = this.#data;
    const largest = Math.max(11, width / 32);
    this.#visibleMarkers = this.#markers.atZoom(k)
      .map((marker) => ({ ...marker, radius: Math.max(MIN_RADIUS, largest * marker.relativeRadius), position: [marker.x * k + x, marker.y * k + y] }))
      .filter(({ radius, position: [px, py] }) => px > -radius && px < width + radius && py > -radius && py < height + radius);
    this.#baseMapLayer.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
    this.#canvas.hidden = !this.#markers.isClustered;
    const isSelected = ({ city }) => selected.includes(city.id);
    morph(this.#circleLayer, ...(this.#markers.isClustered ? [] : this.#visibleMarkers.map((marker) => circleElement(marker, isSelected(marker)))));
    if (this.#markers.isClustered) drawCircles(this.#canvas, width, height, this.#visibleMarkers, { selected, hovered: this.#hoveredCity, formatValue: (city) => upperBoundPrefix(id) + (perCapita ? formatValue(city) : formatAxisValue(getValue(city))) });
    morph(this.#labelLayer, ...createLabels([...this.#visibleMarkers].sort((a, b) => isSelected(b) - isSelected(a)), width, height, this.#controlBounds));
    const isWhole = k === 1;
    this.#stage.classList.toggle('zoomed', !isWhole);
    this.#stage.classList.toggle('user-zoomed', !isWhole && this.#isUserZoom);
    // `disabled` would lose the focus.
    for (const button of this.#buttons) button.setAttribute('aria-disabled', String(button.dataset.zoom === 'zoomIn' ? k >= MAX_ZOOM : isWhole));
  }

  /** One finger and the wheel scroll the document unless the user has zoomed the map or it has the focus. */
  #isZoomGesture(event, container) {
    if (event.type === 'wheel') return event.ctrlKey || event.metaKey || container.contains(document.activeElement);
    if (event.type === 'dblclick' && this.#markerAt(event)) return false;
    return !event.button && !event.ctrlKey && (event.touches?.length !== 1 || (this.#isUserZoom && this.#transform.k > 1));
  }

  #pressButton(button) {
    if (!button) return;
    const k = this.#targetZoom * (button === 'zoomIn' ? ZOOM_STEP : 1 / ZOOM_STEP);
    this.#recordUserZoom(Math.max(1, Math.min(MAX_ZOOM, k)));
    if (button === 'wholeMap') this.#transitionTo(zoomIdentity);
    else this.#animated().call(this.#zoom.scaleTo, this.#targetZoom);
  }

  #handleKey(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = { '+': 'zoomIn', '=': 'zoomIn', '-': 'zoomOut', 0: 'wholeMap' }[key];
    if (button) this.#pressButton(button);
    else if (key in ARROW_DIRECTIONS && (this.#transform.k > 1 || ARROW_DIRECTIONS[key][0] !== 0)) select(this.#stage).call(this.#zoom.translateBy, ...ARROW_DIRECTIONS[key].map((offset) => (offset * PAN_DISTANCE) / this.#transform.k));
    else return;
    event.preventDefault();
  }

  /** The smallest marker under the pointer. */
  #markerAt({ target, clientX, clientY }) {
    const { id } = target.dataset ?? {};
    if (id || !this.#markers?.isClustered) return this.#visibleMarkers.find(({ city }) => city.id === id);
    const { left, top } = this.#stage.getBoundingClientRect();
    return this.#visibleMarkers.findLast(({ radius, position: [x, y] }) => Math.hypot(clientX - left - x, clientY - top - y) <= Math.max(MIN_POINTER_RADIUS, radius));
  }

  #handleClick(marker) {
    if (marker?.cluster) {
      this.#recordUserZoom(this.#transform.k);
      this.#centerOn(marker.x, marker.y, Math.max(ZOOM_STEP * this.#transform.k, this.#markers.expansionZoom(marker.cluster)));
    } else if (marker) this.#onSelect(marker.city.id);
  }

  #hover(event) {
    const marker = event && this.#markerAt(event);
    if (this.#hoveredCity !== (marker?.city ?? null)) {
      this.#hoveredCity = marker?.city ?? null;
      this.#stage.classList.toggle('hovering', Boolean(marker));
      if (this.#markers?.isClustered) this.#scheduleDraw();
    }
    if (marker) showTooltip(this.#tooltipContent(marker), event.clientX, event.clientY);
    else hideTooltip();
  }

  #tooltipContent({ city, cluster }) {
    const { id: metricId, perCapita, unit, formatValue } = this.#data.measure;
    const prefix = (metric) => (cluster ? upperBoundPrefix(metric) : '');
    const lines = Object.values(METRICS).map(({ id, name, isAdditive }) =>
      ({ name, value: isAdditive ? formatNumber(city[id]) : `${prefix(id)}${formatUserCount(city.estimate)} ${formatErrorMargin(city.estimate)}` }));
    if (perCapita) lines.push({ name: unit, value: prefix(metricId) + formatValue(city) });
    const title = cluster ? `${shortName(city.name)} ${t('andMore', plural(cluster.cities - 1, 'otherCity'))}` : city.name;
    return { title, lines, note: t(cluster ? 'clickToZoom' : 'clickToCompare') };
  }
}

/** The prefix of a sum over the cities of a cluster. */
const upperBoundPrefix = (metric) => (METRICS[metric].isAdditive ? '' : '≤ ');

const circleElement = ({ city, radius, position: [cx, cy] }, isSelected) =>
  svg('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: radius.toFixed(1), 'data-id': city.id, class: isSelected ? 'selected' : null });
