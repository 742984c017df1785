// Map of the cities as circles whose area is proportional to the count.

import { morph, onSize, svg } from './dom.js';
import { margin, number, people, plural, shortName } from './format.js';
import { METRICS } from './metrics.js';
import { equalEarth, fit, lambert } from './projection.js';
import { t } from './text.js';
import { hideTip, showTip } from './tip.js';

const MAPS = {
  canada: { file: 'data/canada.json', project: lambert({ south: 49, north: 77, middle: -94 }), box: [-126, 41.3, -62, 68] },
  world: { file: 'data/world.json', project: equalEarth, box: [-180, -56, 180, 84] },
};
const MOST_LABELS = 9;

export class CityMap {
  #box;
  #choose;
  #width = 0;
  #name = null;
  #outline = null;
  #picture = null;
  #ground = null;
  #circles = svg('g', { class: 'circles' });
  #labels = svg('g', { class: 'labels' });

  /** A map in `box`; `choose(id)` is called when a city is clicked. */
  constructor(box, choose) {
    this.#box = box;
    this.#choose = choose;
    box.addEventListener('pointermove', (event) => this.#point(event));
    box.addEventListener('pointerleave', hideTip);
    box.addEventListener('click', (event) => {
      const id = event.target.dataset?.id;
      if (id) this.#choose(id);
    });
    onSize(box, (width) => {
      if (width === this.#width) return;
      this.#width = width;
      this.#ground = null;
      this.#draw();
    });
  }

  /** Shows {measure, cities: [{id, name, latitude, longitude, tweets, retweets, users}], chosen, countries}. */
  show(picture) {
    this.#picture = picture;
    const name = [...picture.countries].every((code) => code === 'CA') ? 'canada' : 'world';
    if (name !== this.#name) this.#load(name);
    this.#draw();
  }

  async #load(name) {
    this.#name = name;
    this.#outline = null;
    const response = await fetch(MAPS[name].file);
    if (!response.ok || this.#name !== name) return;
    this.#outline = await response.json();
    this.#ground = null;
    this.#draw();
  }

  #draw() {
    if (!this.#outline || !this.#picture || this.#width === 0) return;
    if (!this.#ground) this.#drawGround();
    const { measure: { of, text, unit }, cities, chosen } = this.#picture;
    const most = Math.max(Number.MIN_VALUE, ...cities.map(of));
    const largest = Math.max(11, this.#width / 32);
    const radius = (city) => Math.max(2.2, largest * Math.sqrt(of(city) / most));
    const placed = cities
      .filter((city) => Number.isFinite(city.latitude) && Number.isFinite(city.longitude))
      .map((city) => ({ city, r: radius(city), p: this.#ground.at(city.longitude, city.latitude) }))
      .sort((a, b) => b.r - a.r);
    morph(this.#circles, ...placed.map(({ city, r, p: [cx, cy] }) =>
      svg('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: r.toFixed(1), 'data-id': city.id, class: chosen.includes(city.id) ? 'chosen' : null })));
    morph(this.#labels, ...this.#placeLabels(placed, chosen));
    const top = placed.slice(0, 3).map(({ city }) => `${shortName(city.name)} ${text(city)}`).join(', ');
    this.#root.setAttribute('aria-label', t('mapLabel', t('citiesBy', plural(cities.length, 'city'), unit), top));
  }

  #root = svg('svg', { role: 'img' });

  #drawGround() {
    const { project, box } = MAPS[this.#name];
    const ground = fit(project, box, this.#width);
    this.#ground = ground;
    const ring = (points) => 'M' + points.map(([lon, lat]) => ground.at(lon, lat).map((v) => v.toFixed(1)).join(',')).join('L') + 'z';
    const shapes = this.#outline.features.map(({ properties, geometry }) =>
      svg('path', { class: properties.role, d: geometry.coordinates.map(([outer]) => ring(outer)).join('') }));
    this.#root.setAttribute('viewBox', `0 0 ${this.#width} ${ground.height}`);
    this.#root.setAttribute('width', this.#width);
    this.#root.setAttribute('height', ground.height);
    this.#root.replaceChildren(svg('g', { class: 'ground' }, ...shapes), this.#circles, this.#labels);
    this.#box.replaceChildren(this.#root);
  }

  /** Labels of the largest and the selected cities, each only where it overlaps no other. */
  #placeLabels(placed, chosen) {
    const taken = [];
    const labels = [];
    const first = [...placed].sort((a, b) => chosen.includes(b.city.id) - chosen.includes(a.city.id));
    for (const { city, r, p: [x, y] } of first) {
      if (labels.length >= MOST_LABELS) break;
      const name = shortName(city.name);
      const width = name.length * 6.6;
      const options = [[x + r + 5, y + 4, 'start'], [x - r - 5, y + 4, 'end'], [x, y - r - 6, 'middle'], [x, y + r + 14, 'middle']];
      for (const [tx, ty, anchor] of options) {
        const left = anchor === 'start' ? tx : anchor === 'end' ? tx - width : tx - width / 2;
        const area = { left: left - 3, right: left + width + 3, top: ty - 12, bottom: ty + 4 };
        const inside = area.left >= 0 && area.right <= this.#width && area.top >= 0 && area.bottom <= this.#ground.height;
        if (inside && taken.every((other) => area.right < other.left || area.left > other.right || area.bottom < other.top || area.top > other.bottom)) {
          taken.push(area);
          labels.push(svg('text', { x: tx.toFixed(1), y: ty.toFixed(1), 'text-anchor': anchor }, name));
          break;
        }
      }
    }
    return labels;
  }

  #point(event) {
    const city = this.#picture?.cities.find(({ id }) => id === event.target.dataset?.id);
    if (!city) {
      hideTip();
      return;
    }
    const lines = Object.values(METRICS).map(({ id, name, adds }) => ({ name, value: adds ? number(city[id]) : `${people(city.people)} ${margin(city.people)}` }));
    const { perCapita, unit, text } = this.#picture.measure;
    if (perCapita) lines.push({ name: unit, value: text(city) });
    showTip({ title: city.name, lines, note: t('clickToCompare') }, event.clientX, event.clientY);
  }
}
