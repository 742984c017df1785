// Worker that reads the event stream, forwards its events and reconnects while a page is open. As a shared worker it serves all
// pages of the browser with one connection; browsers allow six per server. Messages: ['hello', state], ['beat', state],
// ['counts', change], ['unusual', begun], ['lost']; a page that closes sends 'bye'.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const SILENCE_MS = 16_000; // three heartbeats

const pages = new Set();
let source = null;
let delay = FIRST_DELAY_MS;
let watch = null;
let state = null; // last hello or beat, and its time; null while disconnected

const broadcast = (message) => pages.forEach((page) => page.postMessage(message));

function join(page) {
  pages.add(page);
  page.onmessage = ({ data }) => {
    if (data === 'bye') pages.delete(page);
  };
  if (state) page.postMessage(['hello', { ...state.body, now: new Date(Date.parse(state.body.now) + Date.now() - state.at).toISOString() }]);
}

function connect() {
  source = new EventSource('../api/v1/events');
  for (const name of ['hello', 'beat', 'counts', 'unusual']) {
    source.addEventListener(name, (event) => {
      alive();
      const body = JSON.parse(event.data);
      if (name === 'hello' || name === 'beat') state = { body, at: Date.now() };
      if (name === 'hello') delay = FIRST_DELAY_MS;
      broadcast([name, body]);
    });
  }
  source.onerror = again;
  alive();
}

function alive() {
  clearTimeout(watch);
  watch = setTimeout(again, SILENCE_MS);
}

/** Reconnects: EventSource does not after a response with status 503. */
function again() {
  clearTimeout(watch);
  source.close();
  state = null;
  broadcast(['lost']);
  setTimeout(connect, delay * (0.75 + Math.random() / 2));
  delay = Math.min(delay * 2, LONGEST_DELAY_MS);
}

if ('onconnect' in self) self.onconnect = ({ ports: [page] }) => join(page);
else join(self);
connect();
