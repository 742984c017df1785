// Runs in a worker: keeps the connection to the stream of events, reads it, and passes on what is in it. It connects again for as
// long as a page is open. As a shared worker it serves all pages of this browser with one connection, of which a browser allows a
// server only six. Messages: ['hello', state], ['beat', state], ['counts', change], ['lost']; a page that goes says 'bye'.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const SILENCE_MS = 16_000; // three heartbeats

const pages = new Set();
let source = null;
let delay = FIRST_DELAY_MS;
let watch = null;
let state = null; // what the last hello or beat said, and when; null while there is no connection

const tell = (message) => pages.forEach((page) => page.postMessage(message));

function join(page) {
  pages.add(page);
  page.onmessage = ({ data }) => {
    if (data === 'bye') pages.delete(page);
  };
  if (state) page.postMessage(['hello', { ...state.body, now: new Date(Date.parse(state.body.now) + Date.now() - state.at).toISOString() }]);
}

function connect() {
  source = new EventSource('../api/v1/events');
  for (const name of ['hello', 'beat', 'counts']) {
    source.addEventListener(name, (event) => {
      alive();
      const body = JSON.parse(event.data);
      if (name !== 'counts') state = { body, at: Date.now() };
      if (name === 'hello') delay = FIRST_DELAY_MS;
      tell([name, body]);
    });
  }
  source.onerror = again;
  alive();
}

function alive() {
  clearTimeout(watch);
  watch = setTimeout(again, SILENCE_MS);
}

/** Not left to the browser, which gives up when the server answers that it is busy. */
function again() {
  clearTimeout(watch);
  source.close();
  state = null;
  tell(['lost']);
  setTimeout(connect, delay * (0.75 + Math.random() / 2));
  delay = Math.min(delay * 2, LONGEST_DELAY_MS);
}

if ('onconnect' in self) self.onconnect = ({ ports: [page] }) => join(page);
else join(self);
connect();
