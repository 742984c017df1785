// The event stream, read in a worker so that it does not block the user interface; shared by all pages where the browser supports it.

/** Calls the handlers hello(state), beat(state), counts(change), unusual(begun), lost(). */
export function listen(handlers) {
  const shared = 'SharedWorker' in window;
  const open = () => {
    const worker = shared ? null : new Worker('js/events.js');
    const port = shared ? new SharedWorker('js/events.js').port : worker;
    port.onmessage = ({ data: [name, body] }) => handlers[name](body);
    // A page in the back-forward cache must not keep a connection.
    addEventListener('pagehide', () => {
      port.postMessage('bye');
      worker?.terminate();
    }, { once: true });
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });
  open();
}
