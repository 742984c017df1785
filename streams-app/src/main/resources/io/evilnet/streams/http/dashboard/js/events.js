// Runs in a worker: keeps the connection to the stream of events, reads it, and passes on what is in it. It connects again for as
// long as the page is open. Messages: ['hello', state], ['beat', state], ['counts', change], ['lost'].

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const SILENCE_MS = 16_000; // three heartbeats

let source = null;
let delay = FIRST_DELAY_MS;
let watch = null;

function connect() {
  source = new EventSource('../api/v1/events');
  for (const name of ['hello', 'beat', 'counts']) {
    source.addEventListener(name, (event) => {
      alive();
      if (name === 'hello') delay = FIRST_DELAY_MS;
      postMessage([name, JSON.parse(event.data)]);
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
  postMessage(['lost']);
  setTimeout(connect, delay * (0.75 + Math.random() / 2));
  delay = Math.min(delay * 2, LONGEST_DELAY_MS);
}

connect();
