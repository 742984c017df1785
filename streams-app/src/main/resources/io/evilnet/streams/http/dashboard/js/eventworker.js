// Worker that reads the event stream, forwards its events and reconnects while a page is open. As a shared worker it serves all
// pages of the browser with one connection; browsers allow six per server. Messages: ['hello', state], ['beat', state],
// ['counts', change], ['unusual', findings], ['disconnected']; a page that closes sends 'close'.

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
const TIMEOUT_MS = 16_000; // three heartbeats

const pages = new Set();
let source = null;
let retryDelay = FIRST_DELAY_MS;
let watchdog = null;
let latestState = null; // last hello or beat, and its time; null while disconnected

const broadcast = (message) => pages.forEach((page) => page.postMessage(message));

function addPage(page) {
  pages.add(page);
  page.onmessage = ({ data }) => {
    if (data === 'close') pages.delete(page);
  };
  if (latestState) page.postMessage(['hello', { ...latestState.body, now: new Date(Date.parse(latestState.body.now) + Date.now() - latestState.time).toISOString() }]);
}

function connect() {
  source = new EventSource('../api/v1/events');
  for (const name of ['hello', 'beat', 'counts', 'unusual']) {
    source.addEventListener(name, (event) => {
      restartWatchdog();
      const body = JSON.parse(event.data);
      if (name === 'hello' || name === 'beat') latestState = { body, time: Date.now() };
      if (name === 'hello') retryDelay = FIRST_DELAY_MS;
      broadcast([name, body]);
    });
  }
  source.onerror = reconnect;
  restartWatchdog();
}

function restartWatchdog() {
  clearTimeout(watchdog);
  watchdog = setTimeout(reconnect, TIMEOUT_MS);
}

/** Reconnects: EventSource does not after a response with status 503. */
function reconnect() {
  clearTimeout(watchdog);
  source.close();
  latestState = null;
  broadcast(['disconnected']);
  setTimeout(connect, retryDelay * (0.75 + Math.random() / 2));
  retryDelay = Math.min(retryDelay * 2, MAX_DELAY_MS);
}

if ('onconnect' in self) self.onconnect = ({ ports: [page] }) => addPage(page);
else addPage(self);
connect();
