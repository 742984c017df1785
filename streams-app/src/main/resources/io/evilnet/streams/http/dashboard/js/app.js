// Entry point of the dashboard: connects URL state, model, API, events and view.

import { Away, ask, period } from './api.js';
import { byId } from './dom.js';
import { zone } from './format.js';
import { listen } from './live.js';
import { Model } from './model.js';
import { Picker } from './picker.js';
import { change, onChange, state } from './state.js';
import { Status } from './status.js';
import { announcement } from './unusual.js';
import { View } from './view.js';

const REFRESH_MS = 20_000; // repairs and gaps are not part of the event stream
const RETRY_MS = 3_000;
const SOON_MS = 1_500;
const PEOPLE_MS = 2_000; // only the server can count users distinct over several windows

const announce = (text) => { byId('announcer').textContent = text; };
const model = new Model();
const status = new Status(announce);
const view = new View(model, announce);
const picker = new Picker();
const extras = { gaps: null, losses: null, runs: null, unusual: null };

let turn = 0;
let refresh = null;
let due = Infinity;
let painted = false;
let peopleDue = null;

function later(delay) {
  const at = Date.now() + delay;
  if (at >= due) return;
  clearTimeout(refresh);
  due = at;
  refresh = setTimeout(load, delay);
}

/** Reads the distinct active users of the hour by city, and of the whole selection. */
async function askPeople({ range, cities, until }) {
  const [hour, together] = await Promise.all([
    ask('top', { metric: 'users', n: 10_000, ...period(null, until) }),
    cities.length ? ask('series', { city: cities, metric: 'users', ...period(range, until) }) : ask('totals', period(range, until)),
  ]);
  return { hour, together };
}

/** Reads the active users again shortly after a change. */
function refreshPeople() {
  peopleDue ??= setTimeout(async () => {
    const mine = turn;
    try {
      const { hour, together } = document.hidden ? {} : await askPeople(state());
      if (hour && mine === turn) model.setPeople(hour.rows, together);
    } catch (e) {
      // load() reports the error.
    }
    peopleDue = null;
    paint();
  }, PEOPLE_MS);
}

/** Unknown until the server has compared for the first time. */
async function askUnusual() {
  try {
    return await ask('unusual');
  } catch (e) {
    return null;
  }
}

async function load() {
  clearTimeout(refresh);
  due = Infinity;
  const mine = ++turn;
  const { range, cities, until } = state();
  try {
    const [hour, totals, series, gaps, losses, runs, names, people, unusual] = await Promise.all([
      ask('series', { city: '*', ...period('1h', until) }),
      ask('totals', period(range, until)),
      cities.length && range !== '1h' ? ask('series', { city: cities, ...period(range, until) }) : null,
      ask('gaps', period(range, until)),
      ask('ingest-gaps', period(range, until)),
      ask('runs', { limit: 3 }),
      ask('cities', { limit: 10_000 }),
      askPeople({ range, cities, until }),
      until === null ? askUnusual() : null,
    ]);
    if (mine !== turn) return;
    model.setClock(totals);
    model.setCities(names.rows);
    model.load({ hour, totals, series });
    model.setPeople(people.hour.rows, people.together);
    Object.assign(extras, { gaps: gaps.rows, losses: losses.rows, runs: runs.rows, unusual });
    status.store(true);
    status.changed();
    view.problem(null);
    later(REFRESH_MS);
  } catch (e) {
    if (mine !== turn) return;
    if (e instanceof Away) status.store(false);
    view.problem(e);
    later(RETRY_MS);
  }
  paint();
}

/** Coalesces all changes until the next frame into one redraw. */
function paint() {
  if (painted) return;
  painted = true;
  requestAnimationFrame(() => {
    painted = false;
    view.draw(state(), extras);
    picker.show((id) => model.name(id), (i) => `city-${i}`);
  });
}

const events = {
  hello(data) {
    model.setClock(data);
    status.store(data.store_up);
    status.connected();
    load();
  },
  beat(data) {
    model.setClock(data);
    status.store(data.store_up);
    paint(); // a window may have opened
  },
  counts({ rows }) {
    if (model.apply(rows)) later(SOON_MS);
    refreshPeople();
    status.changed();
    paint();
  },
  unusual({ rows }) {
    announce(rows.map(announcement).join(', '));
    later(SOON_MS);
  },
  lost() {
    status.lost();
  },
};

onChange((now, before) => {
  model.view(now);
  status.until = now.until;
  status.show();
  paint();
  if (now.range !== before.range || now.until !== before.until || now.cities.join() !== before.cities.join()) {
    model.forgetPeople();
    load();
  }
});

byId('ranges').addEventListener('click', ({ target }) => {
  if (target.dataset.range) change({ range: target.dataset.range });
});
byId('tiles').addEventListener('click', ({ target }) => {
  const tile = target.closest('[data-metric]');
  if (tile) change({ metric: tile.dataset.metric });
});

const THEMES = { system: 'system', light: 'light', dark: 'dark' };

function theme(next) {
  const names = Object.keys(THEMES);
  const root = document.documentElement;
  const chosen = next ? names[(names.indexOf(root.dataset.theme ?? 'system') + 1) % names.length] : root.dataset.theme ?? 'system';
  if (next) {
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
    try {
      localStorage.setItem('theme', chosen);
    } catch (e) {
      // Local storage is disabled: the choice is kept until reload.
    }
    announce(`Theme: ${THEMES[chosen]}`);
  }
  byId('theme').setAttribute('aria-label', `Theme: ${THEMES[chosen]}`);
  byId('theme').title = `Theme: ${THEMES[chosen]}`;
}
byId('theme').addEventListener('click', () => theme(true));
theme(false);

byId('zone').textContent = `Times are shown in your time zone (${zone(Date.now())}).`;
model.view(state());
status.until = state().until;
paint();
listen(events);
load();
